"""`pattern`: regular expressions, run by RE2, which is linear whatever the text (google/re2, WhyRE2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import re2

from bot.engine.cues import CueIndex, Found
from bot.engine.gate import Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand, longest
from bot.engine.needs import needed
from bot.engine.tables import Table
from bot.engine.text import Text


class Expression:
    """A regular expression, compiled when it first runs, and the group it flags."""

    def __init__(self, source: str) -> None:
        """Keep `source`, which RE2 must be able to read; re2.error where it cannot."""
        self._source = source
        self._group = re2.compile(source).groupindex.get("flag", 0)

    @cached_property
    def _compiled(self) -> "re2._Regexp":
        return re2.compile(self._source)

    def spans(self, text: str) -> Iterator[Span]:
        """Where it matches, but for empty matches."""
        spans = (match.span(self._group) for match in self._compiled.finditer(text))
        return (span for span in spans if span[0] < span[1])


@dataclass(frozen=True, slots=True)
class Pattern:
    """Flags what its expressions match in the folded text, or the group named `flag` in them.

    Attributes:
        conditions: What each expression cannot do without.
        expressions: In the same order.
        triggers: One of these must stand in the text.
    """

    conditions: tuple[int, ...]
    expressions: tuple[Expression, ...]
    triggers: frozenset[int]

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """The longest match at each place."""
        worth = (
            one for one, condition in zip(self.expressions, self.conditions, strict=True) if found.can_hold(condition)
        )
        spans = [span for expression in worth for span in expression.spans(text.folded)]
        return [Hit(*span) for span in longest(spans)] if spans and found.any(self.triggers) else ()


def build_pattern(table: Table, cues: CueIndex, lexicons: Lexicons) -> Pattern:
    """Read `any` (expressions) and `triggers` (cues: the expressions run only where one of them stands)."""
    sources = table.strings("any")
    expressions = []
    for index, source in enumerate(sources):
        try:
            expressions.append(Expression(source))
        except re2.error as error:
            raise table.error(f"any[{index}]", f"正規表現として読めません ({_reason(error)})") from error
    triggers = expand(table.strings("triggers"), lexicons, table, "triggers")
    if not expressions or not triggers:
        raise table.error("any, triggers", "正規表現と、手がかりになることばを1つ以上書いてください")
    re2.purge()  # its cache would keep them all compiled, though few ever run
    conditions = tuple(cues.condition(cues=[triggers], words=needed(source)) for source in sources)
    return Pattern(conditions, tuple(expressions), cues.add_all(triggers))


def _reason(error: "re2.error") -> str:
    """RE2 gives its reasons as bytes."""
    return b"".join(part for part in error.args if isinstance(part, bytes)).decode() or str(error)
