"""`pattern`: regular expressions, run by RE2, which is linear whatever the text (google/re2, WhyRE2)."""

from collections.abc import Iterable
from dataclasses import dataclass

import re2

from bot.engine.cues import CueIndex, Found, Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand, longest
from bot.engine.tables import Table
from bot.engine.text import Text


@dataclass(frozen=True, slots=True)
class Pattern:
    """Flags what its expressions match in the folded text, or the group named `flag` in them."""

    anchors: tuple[frozenset[int], ...]
    expressions: tuple["re2._Regexp", ...]

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """The longest match at each place."""
        spans: list[Span] = []
        for expression in self.expressions:
            group = expression.groupindex.get("flag", 0)
            spans.extend(match.span(group) for match in expression.finditer(text.folded))
        return [Hit(start, end) for start, end in longest(span for span in spans if span[0] < span[1])]


def build_pattern(table: Table, cues: CueIndex, lexicons: Lexicons) -> Pattern:
    """Read `any` (expressions) and `triggers` (cues: the expressions run only where one of them stands)."""
    expressions = []
    for index, source in enumerate(table.strings("any")):
        try:
            expressions.append(re2.compile(source))
        except re2.error as error:
            raise table.error(f"any[{index}]", f"正規表現として読めません ({error})") from error
    triggers = expand(table.strings("triggers"), lexicons, table, "triggers")
    if not expressions or not triggers:
        raise table.error("any, triggers", "正規表現と、手がかりになることばを1つ以上書いてください")
    return Pattern((cues.add_all(triggers),), tuple(expressions))
