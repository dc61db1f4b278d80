"""What every kind of check shares: its anchors, its hits and the draft's surroundings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.engine.cues import Cue, CueIndex, Found
from bot.engine.gate import Span
from bot.engine.lexicons import Lexicons
from bot.engine.tables import Table
from bot.engine.text import Text


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a draft.

    Attributes:
        today: The day it is read.
        domains: The organisation's own hosts; a subdomain counts.
        places: Its place names, which are no surnames.
    """

    today: date
    domains: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """Words a matcher found, in the folded text's places, with what the message may say of them."""

    start: int
    end: int
    details: Mapping[str, str] = field(default_factory=dict)


class Matcher(Protocol):
    """A check made ready: it is asked only where one of its conditions can hold."""

    @property
    def conditions(self) -> tuple[int, ...]:
        """Numbers of conditions of the cue index."""
        ...

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:
        """The hits, in no particular order."""
        ...


Build = Callable[[Table, CueIndex, Lexicons], Matcher]


def expand(spellings: Iterable[str], lexicons: Lexicons, table: Table, key: str) -> tuple[str, ...]:
    """Cue spellings with each `@name` replaced by that lexicon's words.

    Raises:
        RulesError: A lexicon that is not there, or a spelling that can never stand in a text.
    """
    expanded: list[str] = []
    for spelling in spellings:
        if not spelling.startswith("@"):
            expanded.append(spelling)
        elif spelling[1:] in lexicons:
            expanded.extend(lexicons[spelling[1:]].words)
        else:
            raise table.error(key, f"語彙「{spelling[1:]}」が rules/lexicons にありません")
    for spelling in expanded:
        if not Cue(spelling).usable:
            raise table.error(key, f"「{spelling}」は手がかりのことばになりません。書き方は rules/README.md にあります")
    return tuple(expanded)


def longest(spans: Iterable[Span]) -> list[Span]:
    """Without the spans that overlap an earlier or longer one."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
