"""Reads guideline files: every clause verbatim, and what the system does for it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.domain.findings import Level
from bot.domain.guidelines import CheckUse, Clause, Guideline, Mechanism, Step
from bot.engine.numbering import first_gap
from bot.engine.tables import Table, read_toml

CONFIRM_LENGTH = 60  # a checkbox's text is at most 75 characters in Slack, and is read on a telephone
_HOST = re.compile(r"[^\s/:@.A-Z]+(\.[^\s/:@.A-Z]+)+")


def load_guidelines(directory: Path, known_checks: Mapping[str, Level]) -> tuple[Guideline, ...]:
    """Read every guideline of a folder, by file name.

    Args:
        directory: The folder with one TOML file for each guideline.
        known_checks: Each check's own level, by its id.

    Raises:
        RulesError: A file cannot be used; the text names file, key and reason.
    """
    return tuple(load_guideline(path, known_checks) for path in sorted(directory.glob("*.toml")))


def load_guideline(path: Path, known_checks: Mapping[str, Level]) -> Guideline:
    """Read one guideline file; arguments and errors as in `load_guidelines`."""
    table = Table(read_toml(path), str(path))
    table.optional("replaces")  # its own place, held against what ships by bot.engine.rules
    guideline_id = table.take("id", str)
    if guideline_id != path.stem:
        raise table.error("id", f"ファイル名と同じ「{path.stem}」にしてください")
    guideline = Guideline(
        id=guideline_id,
        municipality=_words(table, "municipality"),
        title=_words(table, "title"),
        date=table.take("date", date) if "date" in table.keys() else None,  # noqa: SIM118 - a Table is no mapping
        domains=read_domains(table),
        places=table.strings("places"),
        clauses=tuple(_clause(row, guideline_id, known_checks) for row in table.tables("clause")),
    )
    steps = tuple(_step(row, guideline) for row in table.tables("decision"))
    table.finish()
    _ensure_complete(guideline, table)
    return replace(guideline, steps=steps) if steps else guideline


def read_domains(table: Table) -> tuple[str, ...]:
    """The `domains` of a table: hosts alone, for an address would never be met."""
    domains = table.strings("domains")
    for domain in domains:
        if not _HOST.fullmatch(domain):
            raise table.error(
                "domains", f"「{domain}」ではなく、town.example.lg.jp のようにホスト名だけを書いてください"
            )
    return domains


def _clause(table: Table, guideline_id: str, known_checks: Mapping[str, Level]) -> Clause:
    number = _words(table, "number")
    table.where += f" ({number})"
    clause = Clause(
        guideline=guideline_id,
        number=number,
        heading=_words(table, "heading"),
        text=_words(table, "text"),
        note=_optional_words(table, "note"),
        checks=tuple(_check_use(row, known_checks) for row in table.tables("checks")),
        confirm=_confirm(table),
        links=table.take("links", bool, default=False),
        roster=_optional_words(table, "roster"),
        lookup=_optional_words(table, "lookup"),
        planned=_planned(table),
    )
    table.finish()
    _ensure_served(clause, table)
    return clause


def _step(table: Table, guideline: Guideline) -> Step:
    numbers = {clause.number for clause in guideline.clauses}
    cited = table.strings("clauses")
    for number in cited:
        if number not in numbers:
            raise table.error("clauses", f"「{number}」という条項はこのガイドラインにありません")
    step = Step(
        label=_words(table, "label"),
        section=_optional_words(table, "section") or "",
        every=table.take("every", bool, default=False),
        clauses=tuple(f"{guideline.id}:{number}" for number in cited),
    )
    table.finish()
    return step


def _check_use(table: Table, known_checks: Mapping[str, Level]) -> CheckUse:
    check = table.take("id", str)
    if check not in known_checks:
        raise table.error("id", f"「{check}」という指摘は rules/checks にありません")
    level = table.take("level", str, known_checks[check].value)
    if level not in set(Level):
        raise table.error("level", f"「{level}」ではなく、block、confirm、advise のどれかで書いてください")
    table.finish()
    return CheckUse(check, Level(level))


def _confirm(table: Table) -> str | None:
    confirm = _optional_words(table, "confirm")
    if confirm is not None and len(confirm) > CONFIRM_LENGTH:
        raise table.error("confirm", f"{CONFIRM_LENGTH}字までで書いてください(いまは{len(confirm)}字です)")
    return confirm


def _planned(table: Table) -> tuple[Mechanism, ...]:
    names = table.strings("planned")
    for name in names:
        if name not in set(Mechanism):
            raise table.error("planned", f"「{name}」ではなく、{'、'.join(Mechanism)} から選んでください")
    return tuple(Mechanism(name) for name in names)


def _words(table: Table, key: str) -> str:
    words = table.take(key, str)
    if not words.strip():
        raise table.error(key, "空にはできません")
    return words


def _optional_words(table: Table, key: str) -> str | None:
    return _words(table, key) if key in table.keys() else None  # noqa: SIM118 - a Table is no mapping


def _ensure_served(clause: Clause, table: Table) -> None:
    if not clause.mechanisms:
        raise table.error("checks、confirm、links、roster、lookup", "どれか1つは必要です")
    checks = Counter(use.id for use in clause.checks)
    for check, times in checks.items():
        if times > 1:
            raise table.error("checks", f"「{check}」が重なっています")


def _ensure_complete(guideline: Guideline, table: Table) -> None:
    if not guideline.clauses:
        raise table.error("clause", "条項が1つもありません")
    numbers = Counter(clause.number for clause in guideline.clauses)
    for number, times in numbers.items():
        if times > 1:
            raise table.error("number", f"「{number}」が重なっています")
    missing = first_gap(numbers)
    if missing:
        raise table.error("number", f"「{missing}」がありません。番号が飛んでいます")
