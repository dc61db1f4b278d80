"""Reads check files: one check a file, with its own examples."""

from datetime import date
from pathlib import Path
from string import Formatter

from bot.domain.findings import Level
from bot.engine.checks import Check, Example, Unless
from bot.engine.matchers import KINDS
from bot.engine.tables import Table, read_toml


def load_check(path: Path) -> Check:
    """Read one check file; RulesError naming file, key and reason."""
    table = Table(read_toml(path), str(path))
    table.optional("replaces")  # its own place, held against what ships by bot.engine.rules
    check_id = table.take("id", str)
    if check_id != path.stem.replace("_", "-"):
        raise table.error("id", f"ファイル名と同じ「{path.stem.replace('_', '-')}」にしてください")
    kind = next((kind for kind in KINDS if kind in table.keys()), None)  # noqa: SIM118 - a Table is no mapping
    if kind is None:
        raise table.error("、".join(KINDS), "どれか1つの表が必要です")
    check = Check(
        id=check_id,
        topic=path.parent.name,
        title=table.take("title", str),
        level=read_level(table),
        message=table.take("message", str),
        why=table.take("why", str),
        suggestion=table.optional("suggestion"),
        kind=kind,
        matcher=table.take(kind, dict),
        unless=_unless(table.table("unless")),
        false_positives=table.strings("false_positives"),
        matching=tuple(read_example(row, matching=True) for row in table.tables("match")),
        passing=tuple(read_example(row, matching=False) for row in table.tables("pass")),
    )
    table.finish()
    _ensure_whole(check, table)
    return check


def _ensure_whole(check: Check, table: Table) -> None:
    for key in ("message", "suggestion"):
        if not _is_template(getattr(check, key)):
            raise table.error(key, "{ } の中には項目の名前だけを書いてください。かっこそのものは {{ }} と書きます")
    if not check.matching or not check.passing:
        raise table.error("match, pass", "指摘される例とされない例が、それぞれ1つ以上必要です")


def _is_template(text: str | None) -> bool:
    try:
        fields = [field for _, field, _, _ in Formatter().parse(text or "") if field is not None]
    except ValueError:
        return False
    return all(field.isidentifier() for field in fields)


def read_level(table: Table) -> Level:
    """The `level` of a table: block, confirm or advise."""
    level = table.take("level", str)
    if level not in set(Level):
        raise table.error("level", "block、confirm、advise のどれかで書いてください")
    return Level(level)


def _unless(table: Table) -> Unless:
    unless = Unless(
        sentence=table.strings("sentence"),
        near=table.strings("near"),
        draft=table.strings("draft"),
        cover=table.strings("cover"),
        quoted=table.take("quoted", bool, default=False),
    )
    table.finish()
    return unless


def read_example(table: Table, *, matching: bool) -> Example:
    """An example that must be flagged, or must not; RulesError where its table cannot be used."""
    example = Example(
        text=table.take("text", str),
        flags=table.strings("flags"),
        today=table.take("today", date) if "today" in table.keys() else None,  # noqa: SIM118 - a Table is no mapping
        domains=table.strings("domains"),
        places=table.strings("places"),
        links=tuple(table.table("links").texts().items()),
    )
    table.finish()
    for label, _ in example.links:
        if label not in example.text:
            raise table.error("links", f"「{label}」は text にないことばです")
    if matching != bool(example.flags):
        raise table.error("flags", "match には指摘されることばを書き、pass には書かないでください")
    return example
