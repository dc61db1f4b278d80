"""`sequence`: morphemes in a row, by surface, normalised form, part of speech and inflection, with gaps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.engine.cues import CueIndex, Found, Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, longest
from bot.engine.tables import Table
from bot.engine.text import Text

_PART_OF_SPEECH_RARITY = 1.5


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a sequence: what its morpheme must be, or how many morphemes may be passed over.

    Attributes:
        surface: One of these, as written.
        norm: One of these normalised forms.
        pos: One of these parts of speech, leading fields (`名詞,固有名詞`).
        form: One of these inflections, its beginning (`終止形`).
        other_than: None of these normalised forms.
        optional: The morpheme may be missing.
        gap: Up to so many morphemes of any kind instead.
    """

    surface: frozenset[str]
    norm: frozenset[str]
    pos: tuple[tuple[str, ...], ...]
    form: tuple[str, ...]
    other_than: frozenset[str]
    optional: bool
    gap: int

    def fits(self, text: Text, token: int) -> bool:
        """Whether a morpheme is what this step asks for."""
        word = text.words[token]
        return (
            (not self.norm or word.norm in self.norm)
            and (not self.surface or text.surface(token) in self.surface)
            and (not self.pos or any(word.pos[: len(fields)] == fields for fields in self.pos))
            and (not self.form or word.pos[5].startswith(self.form))
            and word.norm not in self.other_than
        )

    @property
    def anchor(self) -> tuple[str, ...]:
        """Cues one of which stands wherever this step fits; empty where it may stand for nothing."""
        if self.norm:
            return tuple(f"={norm}" for norm in sorted(self.norm))
        return tuple(sorted(self.surface)) or tuple("#" + ",".join(fields) for fields in self.pos)

    @property
    def rarity(self) -> tuple[float, int]:
        """How seldom its anchor stands in a text: by its shortest word, then by how few words it has; 0 without one."""
        literals = () if self.gap or self.optional else self.norm or self.surface
        shortest = min(map(len, literals)) if literals else _PART_OF_SPEECH_RARITY * bool(self.anchor)
        return shortest, -len(literals)


@dataclass(frozen=True, slots=True)
class Row:
    """One sequence: its steps, and how many morphemes may stand before its anchor."""

    steps: tuple[Step, ...]
    reach: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Flags the morphemes of each of its sequences, each anchored at its rarest step."""

    rows: Mapping[int, tuple[Row, ...]]

    @property
    def anchors(self) -> tuple[frozenset[int], ...]:
        """The anchors of all rows."""
        return (frozenset(self.rows),)

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """The longest sequence at each place."""
        spans = [
            span
            for cue in self.rows.keys() & found.spans.keys()
            for start, _ in found.spans[cue]
            for row in self.rows[cue]
            for span in _spans(row, text, text.token_at(start))
        ]
        return [Hit(*span) for span in longest(spans)]


def _spans(row: Row, text: Text, anchor: int) -> Iterator[Span]:
    for first in range(max(0, anchor - row.reach), anchor + 1):
        last = _match(row.steps, text, first)
        if last is not None and last >= anchor:
            yield text.token_span(first, last)


def _match(steps: tuple[Step, ...], text: Text, token: int) -> int | None:
    """The last morpheme of a match that begins at `token`, or None."""
    if not steps:
        return token - 1
    step, rest = steps[0], steps[1:]
    if step.gap:
        ends = (_match(rest, text, token + skipped) for skipped in range(step.gap + 1))
        return next((end for end in ends if end is not None), None)
    if token < len(text.words) and step.fits(text, token):
        end = _match(rest, text, token + 1)
        if end is not None:
            return end
    return _match(rest, text, token) if step.optional else None


def build_sequence(table: Table, cues: CueIndex, lexicons: Lexicons) -> Sequence:  # noqa: ARG001 - a Build
    """Read `any`: a list of sequences, each a list of steps."""
    rows: dict[int, tuple[Row, ...]] = {}
    for index, row in enumerate(table.take("any", list)):
        if not isinstance(row, list) or not all(isinstance(step, dict) for step in row):
            raise table.error(f"any[{index}]", "{ } の配列で書いてください")
        steps = tuple(_step(Table(step, f"{table.where}: any[{index}]")) for step in row)
        anchor = max(range(len(steps)), key=lambda place: steps[place].rarity, default=None)
        if anchor is None or not steps[anchor].anchor:
            raise table.error(f"any[{index}]", "norm、surface、pos のどれかを持つ段が必要です")
        reach = sum(step.gap or 1 for step in steps[:anchor])
        for cue in cues.add_all(steps[anchor].anchor):
            rows[cue] = (*rows.get(cue, ()), Row(steps, reach))
    return Sequence(rows)


def _step(table: Table) -> Step:
    step = Step(
        surface=frozenset(table.strings("surface")),
        norm=frozenset(table.strings("norm")),
        pos=tuple(tuple(fields.split(",")) for fields in table.strings("pos")),
        form=table.strings("form"),
        other_than=frozenset(table.strings("other_than")),
        optional=table.take("optional", bool, default=False),
        gap=table.take("gap", int, 0),
    )
    table.finish()
    return step
