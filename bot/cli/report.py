"""The command line's `report`: a month of reviews in figures, as one HTML file that people look at and print."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from bot import databases
from bot.cli.inputs import InputError
from bot.cli.record import Add
from bot.config import Settings
from bot.domain.errors import SettingsError
from bot.domain.months import Month
from bot.domain.office_hours import OfficeHours
from bot.engine.holidays import holiday_name
from bot.engine.rules import load_rules
from bot.services.desk import JAPAN, utc_now
from bot.services.report import Names, Report, month_report

_NO_PLOTS = (
    "グラフを描くための matplotlib が入っていません。"
    "pip install --require-hashes -r requirements.txt を実行してから、もう一度お試しください。"
)


def offer(add: Add) -> None:
    """Offer the command; `add` makes one by its name, what it runs and what it is for."""
    command = add("report", _report, "1か月の審査を、図と表の報告(HTML)にまとめます")
    command.add_argument("--month", type=_month, metavar="YYYY-MM", help="投稿案を受け付けた月(初期値は先月)")
    command.add_argument("--out", type=Path, metavar="ファイル", help="書き出す先(初期値は report-YYYY-MM.html)")


def _month(text: str) -> Month:
    try:
        month = Month.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("2026-11 のように、年と月を書いてください") from error
    if month > _this_month():
        raise argparse.ArgumentTypeError(f"{month.label}はまだ来ていません。今月か、それより前の月を書いてください")
    return month


def _this_month() -> Month:
    return Month.of(utc_now().astimezone(JAPAN).date())


def _report(settings: Settings, options: argparse.Namespace) -> int:
    month = options.month or _this_month().before
    out = options.out or Path(f"report-{month}.html")
    names, record, made_at = _names(settings.rules_dir), databases.open_record(settings), utc_now()
    with databases.named_errors("読めません"):
        report = month_report(record, month, names, OfficeHours(*settings.office_hours, holiday_name))
    _write(out, _page(report, made_at))
    print(f"{month.label}の報告を「{out}」に書きました(投稿案{report.drafts:,}件)。")
    return 0


def _names(rules_dir: Path | None) -> Names:
    """Of every guideline there is: a draft may have been checked against one that is not in use now."""
    if rules_dir is not None and not rules_dir.is_dir():
        raise SettingsError(f"RULES_DIR: フォルダー「{rules_dir}」がありません")
    rules = load_rules(rules_dir)
    return Names(rules.library, {check.id: check.title for check in rules.checks.values()})


def _page(report: Report, made_at: datetime) -> str:
    try:
        from bot.cli import report_page  # noqa: PLC0415 - matplotlib is loaded where something is drawn, and only there
    except ImportError as error:
        raise InputError(_NO_PLOTS) from error
    return report_page.page(report, made_at)


def _write(path: Path, page: str) -> None:
    """The whole file, or none: it takes its place when it is complete."""
    part = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        try:
            part.write_text(page, encoding="utf-8")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"--out: 「{path}」に書けません ({error.strerror})") from error
