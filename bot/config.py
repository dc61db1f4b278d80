"""Settings, read once from the environment and `.env`. The only reader of os.environ."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values, find_dotenv

from bot.domain.errors import SettingsError

_APPROVER = re.compile(r"[UWS][A-Z0-9]{2,}")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_PORTS = range(1, 65536)
RETENTIONS = range(1, 36_501)


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
            port=_port(values),
            log_level=_level(values),
            retention_days=_retention(values),
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


def _port(values: Mapping[str, str]) -> int:
    port = _text(values, "PORT") or "3000"
    if not port.isdecimal() or int(port) not in _PORTS:
        raise SettingsError("PORT: 1から65535までの数で設定してください")
    return int(port)


def _level(values: Mapping[str, str]) -> str:
    level = (_text(values, "LOG_LEVEL") or "INFO").upper()
    if level not in _LEVELS:
        raise SettingsError(f"LOG_LEVEL: {'、'.join(_LEVELS)} のどれかで設定してください")
    return level


def _retention(values: Mapping[str, str]) -> int:
    days = _text(values, "RETENTION_DAYS") or "1095"
    if not days.isdecimal() or int(days) not in RETENTIONS:
        raise SettingsError("RETENTION_DAYS: 1から36500までの日数で設定してください")
    return int(days)
