"""Holds every check against its own examples."""

from collections.abc import Iterator
from datetime import date

from bot.engine.checks import Check, Example
from bot.engine.engine import Engine
from bot.engine.matching import Context
from bot.engine.text import Link

EXAMPLE_DAY = date(2026, 11, 24)


def failures(engine: Engine) -> list[str]:
    """One Japanese sentence for each example that does not do what its file says."""
    return [reason for check in engine.rules.checks.values() for reason in check_failures(engine, check)]


def check_failures(engine: Engine, check: Check) -> Iterator[str]:
    """The same for one check."""
    for key, examples in (("match", check.matching), ("pass", check.passing)):
        for index, example in enumerate(examples):
            flagged = tuple(engine.hits(check.id, example.text, _context(example), _links(example)))
            if flagged != example.flags:
                where = f"checks/{check.topic}/{check.id.replace('-', '_')}.toml: {key}[{index}]"
                yield f"{where}: 指摘されるはずのことばは{_quote(example.flags)}ですが、実際は{_quote(flagged)}でした"


def _context(example: Example) -> Context:
    return Context(example.today or EXAMPLE_DAY, example.domains, frozenset(example.places))


def _links(example: Example) -> list[Link]:
    placed = ((example.text.index(label), label, url) for label, url in example.links)
    return [Link(start, start + len(label), url) for start, label, url in placed]


def _quote(words: tuple[str, ...]) -> str:
    return "、".join(f"「{word}」" for word in words) or "なし"
