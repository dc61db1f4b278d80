"""`pattern`: regular expressions, run by RE2, which is linear whatever the text (google/re2, WhyRE2)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import re2

from bot.engine.cues import CueIndex, Found
from bot.engine.gate import Groups, Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand, longest
from bot.engine.needs import needed
from bot.engine.tables import Table
from bot.engine.text import Text


class Expression:
    """A regular expression, compiled when it first runs, and the group it flags.

    Attributes:
        needs: Groups of the gate's words, of each of which one stands in whatever it matches.
        reach: How many characters it can match at most.
    """

    def __init__(self, source: str, needs: Groups, reach: float) -> None:
        """Keep `source`, which RE2 must be able to read; re2.error where it cannot."""
        self._source = source
        self._group = self._compiled_now().groupindex.get("flag", 0)
        self.needs = needs
        self.reach = reach

    def _compiled_now(self) -> "re2._Regexp":
        options = re2.Options()
        options.log_errors = False  # a mistake is told by an exception, not on standard error
        return re2.compile(self._source, options)

    @cached_property
    def _compiled(self) -> "re2._Regexp":
        return self._compiled_now()

    def spans(self, text: str, found: Found) -> Iterator[Span]:
        """Where it matches, but for empty matches."""
        for first, last in found.stretches(self.needs, self.reach):
            for match in self._compiled.finditer(text[first:last]):
                start, end = match.span(self._group)
                if start < end:
                    yield first + start, first + end


@dataclass(frozen=True, slots=True)
class Pattern:
    """Flags what its expressions match in the folded text, or the group named `flag` in them.

    Attributes:
        expressions: By the condition each cannot do without.
        triggers: One of these must stand in the text.
    """

    expressions: Mapping[int, Expression]
    triggers: frozenset[int]

    @property
    def conditions(self) -> tuple[int, ...]:
        """Those of the expressions."""
        return tuple(self.expressions)

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """The longest match at each place."""
        opened = self.expressions.keys() & found.open
        spans = {span for condition in opened for span in self.expressions[condition].spans(text.folded, found)}
        return [Hit(*span) for span in longest(spans)] if spans and found.any(self.triggers) else ()


def build_pattern(table: Table, cues: CueIndex, lexicons: Lexicons) -> Pattern:
    """Read `any` (expressions) and `triggers` (cues: the expressions run only where one of them stands)."""
    sources = table.strings("any")
    triggers = expand(table.strings("triggers"), lexicons, table, "triggers")
    if not sources or not triggers:
        raise table.error("any, triggers", "正規表現と、手がかりになることばを1つ以上書いてください")
    expressions: dict[int, Expression] = {}
    for index, source in enumerate(sources):
        try:
            condition, expression = _expression(source, triggers, cues)
        except re2.error as error:
            raise table.error(f"any[{index}]", f"正規表現として読めません ({_reason(error)})") from error
        expressions[condition] = expression
    re2.purge()  # its cache would keep them all compiled, though few ever run
    return Pattern(expressions, cues.add_all(triggers))


def _expression(source: str, triggers: Collection[str], cues: CueIndex) -> tuple[int, Expression]:
    """An expression with the condition it cannot do without."""
    needs = needed(source)
    expression = Expression(source, cues.groups(words=needs.groups), needs.width)
    return cues.condition(cues=[triggers], words=needs.groups), expression


def _reason(error: "re2.error") -> str:
    """RE2 gives its reasons as bytes."""
    return b"".join(part for part in error.args if isinstance(part, bytes)).decode() or str(error)
