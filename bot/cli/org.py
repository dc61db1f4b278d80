"""The command line's command about the organisation: all of it entered at once, and handed out."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot import databases
from bot.cli.inputs import InputError
from bot.cli.org_table import Read, read_table, table_lines
from bot.cli.sheets import BOM
from bot.config import Settings
from bot.domain.organisation import Absence, Organisation
from bot.services.organisation import Change, Plan, plan

_DRY = "まだ何も変えていません。この内容でよければ、--apply を付けて、もう一度実行してください。"

Add = Callable[[str, Callable[[Settings, argparse.Namespace], int], str], argparse.ArgumentParser]


def offer(add: Add) -> None:
    """Offer the command; `add` makes one by its name, what it runs and what it is for."""
    org = add("org", _export, "所属・所属長・代決者・不在を、まとめて読み込み、書き出します")
    deeds = org.add_subparsers(required=True, metavar="import|export")
    taken_in = deeds.add_parser("import", help="CSVの内容に置きかえます(はじめは確かめるだけです)")
    taken_in.add_argument("file", type=Path, metavar="FILE.csv", help="UTF-8か、Excelで保存したCSV(cp932)")
    how = taken_in.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="変えずに、変わるところだけを示します(初期値)")
    how.add_argument("--apply", action="store_true", help="示した内容に、実際に変えます")
    taken_in.set_defaults(run=_import)
    handed_out = deeds.add_parser("export", help="いまの内容をCSVで書き出します")
    handed_out.add_argument("--encoding", choices=("utf-8", "cp932"), default="utf-8", help="文字コード")
    handed_out.set_defaults(run=_export)


def _import(settings: Settings, options: argparse.Namespace) -> int:
    read = _read(options.file)
    sections = databases.open_sections(settings)
    with databases.named_errors("読めません"):
        before = sections.organisation()
    after = Organisation(read.sections, before.absences if read.absences is None else read.absences)
    planned = plan(before, after)
    for line in _plan_lines(planned, read):
        _say(line)
    if planned.empty:
        return 0
    if options.apply:
        with databases.named_errors("書きかえられません"):
            sections.replace(after)
    _say(f"この内容に変えました。所属は{len(after.sections)}件です。" if options.apply else _DRY)
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    sections = databases.open_sections(settings)
    with databases.named_errors("読めません"):
        text = "".join(table_lines(sections.organisation()))
    try:
        content = (BOM + text).encode() if options.encoding == "utf-8" else text.encode("cp932")
    except UnicodeEncodeError as error:
        raise InputError(
            f"--encoding: cp932では「{text[error.start : error.end]}」を書けません。--encoding utf-8 を指定してください"
        ) from error
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0


def _read(file: Path) -> Read:
    try:
        return read_table(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"{file}: ファイルを読めません ({error.strerror})") from error


def _plan_lines(planned: Plan, read: Read) -> Iterator[str]:
    for change in planned.changes:
        yield from _change_lines(change)
    yield from _absence_lines("新しい不在", planned.begun)
    yield from _absence_lines("なくなる不在", planned.ended)
    if planned.reordered:
        yield "所属の並び順が、ファイルの順に変わります。"
    for name in planned.leaderless:
        yield f"ご確認ください: 「{name}」には所属長がいません。庁内共通の承認者(APPROVERS)が決裁します。"
    if read.unread:
        yield f"見るだけで、読み込まない列: {'、'.join(read.unread)}"
    if planned.empty:
        yield "変わるところはありません。"


def _change_lines(change: Change) -> Iterator[str]:
    yield f"{change.section}{' (新しい所属)' if change.new else ' (なくなる所属)' if change.gone else ''}"
    for move in change.moves:
        if move.joining:
            yield f"  {move.role}になる方: {'、'.join(move.joining)}"
        if move.leaving:
            yield f"  {move.role}でなくなる方: {'、'.join(move.leaving)}"


def _absence_lines(title: str, absences: tuple[Absence, ...]) -> Iterator[str]:
    if absences:
        yield title
    for absence in absences:
        yield f"  {absence.user}: {absence.since} から {absence.until} まで"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
