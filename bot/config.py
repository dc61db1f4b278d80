"""Settings, read once from the environment and `.env`. The only reader of os.environ."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values, find_dotenv

from bot.domain.errors import SettingsError

_APPROVER = re.compile(r"[UWS][A-Z0-9]{2,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_PORTS = range(1, 65536)
RETENTIONS = range(1, 36_501)
_WAITS = range(1, 1_001)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; `.env.example` explains each.

    Attributes:
        bot_token: SLACK_BOT_TOKEN.
        app_token: SLACK_APP_TOKEN; empty: HTTP mode.
        signing_secret: SLACK_SIGNING_SECRET.
        api_url: SLACK_API_URL, with a slash at its end.
        database_url: DATABASE_URL.
        review_channel: REVIEW_CHANNEL.
        guidelines: GUIDELINES; empty: all.
        rules_dir: RULES_DIR; None: the shipped rules alone.
        approvers: APPROVERS, user ids and user-group ids.
        approve_reactions: APPROVE_REACTIONS, names without colons.
        return_reactions: RETURN_REACTIONS, the same.
        port: PORT.
        log_level: LOG_LEVEL.
        retention_days: RETENTION_DAYS.
        office_hours: OFFICE_HOURS, opening and closing.
        reminder_hours: REMINDER_HOURS, working hours.
        deputy_hours: DEPUTY_HOURS, working hours.
        clearance_days: CLEARANCE_DAYS.
        urgent_minutes: URGENT_MINUTES.
        monthly_picture: MONTHLY_REPORT is `on`.
    """

    bot_token: str
    app_token: str
    signing_secret: str
    api_url: str
    database_url: str
    review_channel: str
    guidelines: tuple[str, ...]
    rules_dir: Path | None
    approvers: tuple[str, ...]
    approve_reactions: tuple[str, ...]
    return_reactions: tuple[str, ...]
    port: int
    log_level: str
    retention_days: int
    office_hours: tuple[time, time]
    reminder_hours: int
    deputy_hours: int
    clearance_days: int
    urgent_minutes: int
    monthly_picture: bool

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings; the environment goes before `.env`.

        Raises:
            SettingsError: A value cannot be used; the text names the variable.
        """
        return cls.read({**_of_file(), **os.environ} if environment is None else environment)

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "Settings":
        """Read the settings from these values; SettingsError as `from_env`."""
        rules_dir = _text(values, "RULES_DIR")
        return cls(
            bot_token=_token(values, "SLACK_BOT_TOKEN", "xoxb-"),
            app_token=_token(values, "SLACK_APP_TOKEN", "xapp-"),
            signing_secret=_text(values, "SLACK_SIGNING_SECRET"),
            api_url=_url(values, "SLACK_API_URL", "https://slack.com/api/"),
            database_url=_text(values, "DATABASE_URL") or "sqlite:///var/sns-review.db",
            review_channel=_text(values, "REVIEW_CHANNEL") or "sns-review",
            guidelines=_list(values, "GUIDELINES"),
            rules_dir=Path(rules_dir) if rules_dir else None,
            approvers=_approvers(values),
            approve_reactions=_reactions(values, "APPROVE_REACTIONS", "white_check_mark"),
            return_reactions=_reactions(values, "RETURN_REACTIONS", "x"),
            port=_number(values, "PORT", _PORTS, "3000"),
            log_level=_level(values),
            retention_days=_number(values, "RETENTION_DAYS", RETENTIONS, "1095"),
            office_hours=_hours(values),
            reminder_hours=_number(values, "REMINDER_HOURS", _WAITS, "4"),
            deputy_hours=_number(values, "DEPUTY_HOURS", _WAITS, "8"),
            clearance_days=_number(values, "CLEARANCE_DAYS", _WAITS, "7"),
            urgent_minutes=_number(values, "URGENT_MINUTES", _WAITS, "10"),
            monthly_picture=_switch(values, "MONTHLY_REPORT"),
        )

    def ensure_can_run(self) -> None:
        """SettingsError unless there is what it takes to talk to Slack."""
        if not self.bot_token:
            raise SettingsError("SLACK_BOT_TOKEN: ボットトークン(xoxb-…)を設定してください")
        if not self.app_token and not self.signing_secret:
            raise SettingsError(
                "SLACK_APP_TOKEN: アプリレベルトークン(xapp-…)を設定してください。"
                "HTTPで受けるときは、代わりに SLACK_SIGNING_SECRET を設定してください"
            )
        if set(self.approve_reactions) & set(self.return_reactions):
            raise SettingsError("RETURN_REACTIONS: APPROVE_REACTIONS と同じリアクションは使えません")


def _of_file() -> dict[str, str]:
    return {key: value for key, value in dotenv_values(find_dotenv(usecwd=True)).items() if value is not None}


def _text(values: Mapping[str, str], name: str) -> str:
    return values.get(name, "").strip()


def _list(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.split(r"[\s,、]+", _text(values, name)))) if _text(values, name) else ()


def _token(values: Mapping[str, str], name: str, prefix: str) -> str:
    token = _text(values, name)
    if token and not token.startswith(prefix):
        raise SettingsError(f"{name}: {prefix} で始まるトークンを設定してください")
    return token


def _url(values: Mapping[str, str], name: str, default: str) -> str:
    url = _text(values, name) or default
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(f"{name}: https:// で始まるURLを設定してください")
    return url.rstrip("/") + "/"


def _approvers(values: Mapping[str, str]) -> tuple[str, ...]:
    approvers = _list(values, "APPROVERS")
    for approver in approvers:
        if not _APPROVER.fullmatch(approver):
            raise SettingsError(f"APPROVERS: 「{approver}」はユーザーID(U…)かユーザーグループID(S…)ではありません")
    return approvers


def _reactions(values: Mapping[str, str], name: str, default: str) -> tuple[str, ...]:
    return tuple(reaction.strip(":") for reaction in _list(values, name)) or (default,)


def _number(values: Mapping[str, str], name: str, allowed: range, default: str) -> int:
    number = _text(values, name) or default
    if not number.isdecimal() or int(number) not in allowed:
        raise SettingsError(f"{name}: {allowed[0]}から{allowed[-1]}までの数で設定してください")
    return int(number)


def _hours(values: Mapping[str, str]) -> tuple[time, time]:
    parts = re.split(r"\s*[-~〜]\s*", _text(values, "OFFICE_HOURS") or "8:30-17:15")
    try:
        opening, closing = (datetime.strptime(part, "%H:%M").time() for part in parts)  # noqa: DTZ007 - times of day
    except ValueError:
        opening, closing = time(1), time()
    if opening >= closing:
        raise SettingsError("OFFICE_HOURS: 8:30-17:15 のように、始まりと終わりの時刻で設定してください")
    return opening, closing


def _switch(values: Mapping[str, str], name: str) -> bool:
    switch = _text(values, name).lower() or "off"
    if switch not in {"on", "off"}:
        raise SettingsError(f"{name}: on か off で設定してください")
    return switch == "on"


def _level(values: Mapping[str, str]) -> str:
    level = (_text(values, "LOG_LEVEL") or "INFO").upper()
    if level not in _LEVELS:
        raise SettingsError(f"LOG_LEVEL: {'、'.join(_LEVELS)} のどれかで設定してください")
    return level
