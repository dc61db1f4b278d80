"""`pattern`: regular expressions, run by RE2, which is linear whatever the text (google/re2, WhyRE2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import re2

from bot.engine.cues import CueIndex, Found, Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand, longest
from bot.engine.tables import Table
from bot.engine.text import Text


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled regular expression and the group it flags."""

    compiled: "re2._Regexp"
    group: int

    def spans(self, text: str) -> Iterator[Span]:
        """Where it matches, but for empty matches."""
        spans = (match.span(self.group) for match in self.compiled.finditer(text))
        return (span for span in spans if span[0] < span[1])


@dataclass(frozen=True, slots=True)
class Pattern:
    """Flags what its expressions match in the folded text, or the group named `flag` in them.

    Attributes:
        anchors: The triggers.
        prefilter: Tells from the letters an expression cannot do without which of them are worth running.
        expressions: In the prefilter's order.
    """

    anchors: tuple[frozenset[int], ...]
    prefilter: "re2.Filter"
    expressions: tuple[Expression, ...]

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """The longest match at each place."""
        worth = self.prefilter.Match(text.folded, potential=True) or ()
        spans = (span for number in worth for span in self.expressions[number].spans(text.folded))
        return [Hit(start, end) for start, end in longest(spans)]


def build_pattern(table: Table, cues: CueIndex, lexicons: Lexicons) -> Pattern:
    """Read `any` (expressions) and `triggers` (cues: the expressions run only where one of them stands)."""
    expressions = []
    prefilter = re2.Filter()
    for index, source in enumerate(table.strings("any")):
        try:
            compiled = re2.compile(source)
            prefilter.Add(source)
        except re2.error as error:
            raise table.error(f"any[{index}]", f"正規表現として読めません ({_reason(error)})") from error
        expressions.append(Expression(compiled, compiled.groupindex.get("flag", 0)))
    triggers = expand(table.strings("triggers"), lexicons, table, "triggers")
    if not expressions or not triggers:
        raise table.error("any, triggers", "正規表現と、手がかりになることばを1つ以上書いてください")
    prefilter.Compile()
    return Pattern((cues.add_all(triggers),), prefilter, tuple(expressions))


def _reason(error: "re2.error") -> str:
    """RE2 gives its reasons as bytes."""
    return b"".join(part for part in error.args if isinstance(part, bytes)).decode() or str(error)
