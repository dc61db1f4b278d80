"""The command line's commands about the record: verify its chain, hand it out, purge drafts' words."""

import argparse
import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bot import databases
from bot.cli import export
from bot.config import RETENTIONS, Settings
from bot.domain.chain import Head
from bot.domain.drafts import State
from bot.domain.errors import SettingsError
from bot.domain.organisation import is_group
from bot.services import record as services
from bot.services.desk import JAPAN, utc_now

_CUT = "記録の終わりが切り取られていないことは、チャンネルの控えと見比べると確かめられます(--anchor 控え)。"
_MOST_FLAWS = 200
_YEARS = range(1970, 9999)  # Slack's clock begins in 1970, and date.max has no day after it

Add = Callable[[str, Callable[[Settings, argparse.Namespace], int], str], argparse.ArgumentParser]


def offer(add: Add) -> None:
    """Offer the commands; `add` makes one by its name, what it runs and what it is for."""
    audit = add("audit", _verify, "記録が書かれたときのままかを確かめます")
    audit.add_argument("what", choices=("verify",), metavar="verify", help="記録の全件と、そのつながりを確かめます")
    audit.add_argument(
        "--anchor", action="append", default=[], type=_anchor, metavar="番号:SHA-256", help="チャンネルに残っている控え"
    )
    handed_out = add("export", _export, "審査と決裁の記録を書き出します")
    handed_out.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="この日から受け付けた審査(日本時間)")
    handed_out.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="この日までに受け付けた審査(日本時間)")
    handed_out.add_argument("--state", type=_state, metavar="状態", help="いまの状態(例: 公開可)")
    handed_out.add_argument(
        "--section", metavar="所属", help="この所属に、いま登録されている方の投稿案(グループを除く)"
    )
    handed_out.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    purge = add("purge", _purge, "保存期間を過ぎた投稿案の文面を消します(記録は残ります)")
    purge.add_argument(
        "--older-than-days", type=_days, metavar="日数", help="最後の記録からの日数(初期値は RETENTION_DAYS)"
    )
    purge.add_argument("--dry-run", action="store_true", help="消さずに、件数だけを示します")


def _anchor(text: str) -> Head:
    try:
        return Head.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("「番号:SHA-256(64けた)」の形で書いてください") from error


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("YYYY-MM-DD の形で書いてください") from error
    if day.year not in _YEARS:
        raise argparse.ArgumentTypeError("1970年から9998年までの日を書いてください")
    return day


def _state(text: str) -> State:
    try:
        return State(text.strip("【】"))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{'、'.join(State)} のどれかを書いてください") from error


def _days(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) not in RETENTIONS:
        raise argparse.ArgumentTypeError("1から36500までの日数を書いてください")
    return int(text)


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    record = databases.open_record(settings)
    with databases.named_errors("読めません"):
        verdict = services.verify_record(record, options.anchor)
    for flaw in verdict.flaws[:_MOST_FLAWS]:
        _say(flaw.text)
    if verdict.flaws:
        _say(
            f"記録{verdict.head.number:,}件を確かめました。書かれたときと違うところが{len(verdict.flaws):,}件あります。"
        )
        return 1
    _say(f"記録{verdict.head.number:,}件を確かめました。変わったところ、欠けたところはありません。")
    if verdict.head.number:
        _say(f"いまの控え: {verdict.head}")
    if not options.anchor:
        _say(_CUT)
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    record = databases.open_record(settings)
    form = export.as_csv if options.format == "csv" else export.as_jsonl
    drafters = None if options.section is None else _people(settings, options.section)
    with databases.named_errors("読めません"):
        filed = services.filed_reviews(record, options.since, options.until, options.state)
        _write(form(one for one in filed if drafters is None or one.review.drafter in drafters))
    return 0


def _people(settings: Settings, name: str) -> tuple[str, ...]:
    with databases.named_errors("読めません"):
        organisation = databases.open_sections(settings).organisation()
    section = organisation.section(name)
    if section is None:
        names = "、".join(section.name for section in organisation.sections) or "まだありません"
        raise SettingsError(f"--section: 所属「{name}」は登録されていません。登録されている所属: {names}")
    if any(map(is_group, section.everybody)):
        sys.stderr.write(f"所属「{name}」のうち、ユーザーグループで登録した方の投稿案は含みません。\n")
    return section.everybody


def _purge(settings: Settings, options: argparse.Namespace) -> int:
    days = options.older_than_days or settings.retention_days
    record = databases.open_record(settings)
    with databases.named_errors("書きかえられません"):
        if options.dry_run:
            count = len(services.purgeable_drafts(record, days, utc_now()))
        else:
            count = services.purge_words(record, days, utc_now)
    before = (utc_now() - timedelta(days=days)).astimezone(JAPAN)
    which = f"最後の記録が{before.year}年{before.month}月{before.day}日より前の審査"
    if options.dry_run:
        _say(f"{which}のうち、文面が残っているものは{count:,}件です。まだ消していません。")
    else:
        _say(f"{which}{count:,}件の文面を消しました。記録はそのまま残っています。")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _write(lines: Iterable[str]) -> None:
    """To standard output byte for byte: UTF-8, and line ends as they are."""
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
