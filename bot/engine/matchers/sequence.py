"""`sequence`: morphemes in a row, by surface, normalised form, part of speech and inflection, with gaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.engine.cues import CueIndex, Found
from bot.engine.gate import Groups, Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand, longest
from bot.engine.needs import rarest
from bot.engine.tables import Table
from bot.engine.text import Text, Tokens

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

    def fits(self, tokens: Tokens, token: int) -> bool:
        """Whether a morpheme is what this step asks for."""
        word = tokens.words[token]
        return (
            (not self.norm or word.norm in self.norm)
            and (not self.surface or tokens.surfaces[token] in self.surface)
            and (not self.pos or any(word.pos[: len(fields)] == fields for fields in self.pos))
            and (not self.form or word.pos[5].startswith(self.form))
            and word.norm not in self.other_than
        )

    @property
    def rarity(self) -> tuple[float, int]:
        """How seldom it fits: by its shortest word, then by how few words it has; 0 where it may stand for nothing."""
        if self.gap or self.optional:
            return 0, 0
        words = self.norm or self.surface
        shortest = min(map(len, words)) if words else _PART_OF_SPEECH_RARITY * bool(self.pos)
        return shortest, -len(words)


@dataclass(frozen=True, slots=True)
class Row:
    """One sequence.

    Attributes:
        steps: One after another.
        anchor: The step that fits most seldom, where the search begins.
        reach: How many morphemes may stand before it.
    """

    steps: tuple[Step, ...]
    anchor: Step
    reach: int

    def spans(self, tokens: Tokens, place: int) -> Iterator[Span]:
        """Where it stands with its anchor at this morpheme."""
        if self.anchor.fits(tokens, place):
            for first in range(max(0, place - self.reach), place + 1):
                last = _match(self.steps, tokens, first)
                if last is not None and last >= place:
                    yield tokens.span(first, last)


Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Part:
    """Sequences that need the same words in their sentence.

    Attributes:
        needs: Groups of the gate's words, of each of which one must stand there.
        of_norm: The sequences by the normalised forms of their anchors.
        of_surface: Those by what their anchors look like.
        of_pos: Those whose anchors are known by part of speech alone, by its first field.
    """

    needs: Groups
    of_norm: Rows
    of_surface: Rows
    of_pos: Rows

    def spans(self, tokens: Tokens) -> Iterator[Span]:
        """Where its sequences stand in a sentence."""
        words, surfaces = tokens.words, tokens.surfaces if self.of_surface else ()
        anchored = [(place, row) for place, word in enumerate(words) for row in self.of_norm.get(word.norm, ())]
        anchored += [(place, row) for place, surface in enumerate(surfaces) for row in self.of_surface.get(surface, ())]
        anchored += [(place, row) for place, word in enumerate(words) for row in self.of_pos.get(word.pos[0], ())]
        return chain.from_iterable(row.spans(tokens, place) for place, row in anchored)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Flags the morphemes of each of its sequences, each within one sentence.

    Attributes:
        parts: Its sequences, by the condition of what they need.
        triggers: One of these must stand in the sentence; empty: nothing must.
    """

    parts: Mapping[int, Part]
    triggers: frozenset[int]

    @property
    def conditions(self) -> tuple[int, ...]:
        """Those of the sequences."""
        return tuple(self.parts)

    def find(self, text: Text, found: Found, context: Context) -> Iterable[Hit]:  # noqa: ARG002 - a Matcher
        """The longest sequence at each place."""
        spans = [span for number, part in self._sentences(text, found) for span in part.spans(text.tokens(number))]
        return [Hit(*span) for span in longest(spans)]

    def _sentences(self, text: Text, found: Found) -> list[tuple[int, Part]]:
        """The sentences that have what sequences need, each with these."""
        parts = [self.parts[condition] for condition in self.parts.keys() & found.open]
        needed = [(number, part) for part in parts for number in found.sentences_with(part.needs)]
        if not needed or not self.triggers:
            return needed
        triggered = {text.sentence_number(start) for start, _ in found.of(self.triggers)}
        return [(number, part) for number, part in needed if number in triggered]


def _match(steps: tuple[Step, ...], tokens: Tokens, token: int) -> int | None:
    """The last morpheme of a match that begins at `token`, or None."""
    if not steps:
        return token - 1
    step, rest = steps[0], steps[1:]
    if step.gap:
        ends = (_match(rest, tokens, token + skipped) for skipped in range(step.gap + 1))
        return next((end for end in ends if end is not None), None)
    if token < len(tokens.begins) and step.fits(tokens, token):
        end = _match(rest, tokens, token + 1)
        if end is not None:
            return end
    return _match(rest, tokens, token) if step.optional else None


def build_sequence(table: Table, cues: CueIndex, lexicons: Lexicons) -> Sequence:
    """Read `any` (a list of sequences, each a list of steps) and `triggers` (cues; empty: every sentence is read)."""
    triggers = expand(table.strings("triggers"), lexicons, table, "triggers")
    rows: dict[Groups, list[Row]] = defaultdict(list)
    for index, row in enumerate(table.take("any", list)):
        if not isinstance(row, list) or not all(isinstance(step, dict) for step in row):
            raise table.error(f"any[{index}]", "{ } の配列で書いてください")
        steps = tuple(_step(Table(step, f"{table.where}: any[{index}]")) for step in row)
        anchor = max(range(len(steps)), key=lambda place: steps[place].rarity, default=None)
        if anchor is None or not steps[anchor].rarity[0]:
            raise table.error(f"any[{index}]", "norm、surface、pos のどれかを持つ段が必要です")
        reach = sum(step.gap or 1 for step in steps[:anchor])
        surfaces = rarest(step.surface for step in steps if step.surface and not step.optional)
        needs = cues.groups(cues=[triggers] if triggers else [], words=surfaces)
        rows[needs].append(Row(steps, steps[anchor], reach))
    parts = {cues.gate.condition(needs): Part(needs, *_by_anchor(those)) for needs, those in rows.items()}
    return Sequence(parts, cues.add_all(triggers))


def _by_anchor(rows: list[Row]) -> tuple[Rows, Rows, Rows]:
    """The rows by the normalised forms of their anchors; of the others by the surfaces; by the parts of speech."""
    of_norm, of_surface, of_pos = Rows(), Rows(), Rows()
    for row in rows:
        norm, surface, pos = row.anchor.norm, row.anchor.surface, {fields[0] for fields in row.anchor.pos}
        found, words = (of_norm, norm) if norm else (of_surface, surface) if surface else (of_pos, pos)
        for word in words:
            found.setdefault(word, []).append(row)
    return of_norm, of_surface, of_pos


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
