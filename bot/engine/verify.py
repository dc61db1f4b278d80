"""Holds every check against its own examples, and every override against its own."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.engine.checks import Check, Example
from bot.engine.engine import Engine
from bot.engine.matching import Context
from bot.engine.text import Link

EXAMPLE_DAY = date(2026, 11, 24)


def failures(engine: Engine) -> list[str]:
    """One Japanese sentence for each example that does not do what its file says.

    A check's file promises what it does by itself, so its examples are run without an office's overrides; those of an
    override are run with all of them.
    """
    written = engine if engine.rules.written is None else Engine(engine.rules.written)
    reasons = [reason for check in written.rules.checks.values() for reason in check_failures(written, check)]
    for override in engine.rules.overrides.checks:
        reasons += _failures(engine, override.check, override.where, override.matching, override.passing)
    return reasons


def check_failures(engine: Engine, check: Check) -> Iterator[str]:
    """The same for one check."""
    where = f"checks/{check.topic}/{check.id.replace('-', '_')}.toml"
    return _failures(engine, check.id, where, check.matching, check.passing)


def _failures(
    engine: Engine, check_id: str, where: str, matching: Iterable[Example], passing: Iterable[Example]
) -> Iterator[str]:
    for key, examples in (("match", matching), ("pass", passing)):
        for index, example in enumerate(examples):
            flagged = tuple(engine.hits(check_id, example.text, _context(example), _links(example)))
            if flagged != example.flags:
                wanted, told = _quote(example.flags), _quote(flagged)
                yield f"{where}: {key}[{index}]: 指摘されるはずのことばは{wanted}ですが、実際は{told}でした"


def _context(example: Example) -> Context:
    return Context(example.today or EXAMPLE_DAY, example.domains, frozenset(example.places))


def _links(example: Example) -> list[Link]:
    placed = ((example.text.index(label), label, url) for label, url in example.links)
    return [Link(start, start + len(label), url) for start, label, url in placed]


def _quote(words: tuple[str, ...]) -> str:
    return "、".join(f"「{word}」" for word in words) or "なし"
