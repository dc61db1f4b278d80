"""Cues: the words checks wait for, all found in one pass over the text, however many checks there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from bot.engine.folding import fold
from bot.engine.text import PartOfSpeech, Text, Word

Span = tuple[int, int]
Test = Callable[[PartOfSpeech], bool]

ALWAYS = "%always"
LINKED = "%linked"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word a check waits for, as rule files spell it.

    `言葉` stands on morpheme boundaries; `言葉*`, `*言葉`, `*言葉*` are open at that end; `=買う` is any inflection or
    spelling with that normalised form; `#名詞,固有名詞,人名` any morpheme of that part of speech; `%always` and
    `%linked` (a link hidden behind a label) are no words at all.
    """

    spelling: str

    @property
    def kind(self) -> str:
        """The mark it begins with: `=`, `#`, `%`, or an empty string for a literal."""
        return self.spelling[0] if self.spelling[0] in "=#%" else ""

    @property
    def literal(self) -> str:
        """What a literal looks like in the folded text."""
        return fold(self.spelling.strip("*")).text

    @property
    def usable(self) -> bool:
        """Whether it can stand in a text at all."""
        if self.kind == "%":
            return self.spelling in {ALWAYS, LINKED}
        return len(self.spelling) > 1 if self.kind else bool(self.literal) and "*" not in self.literal

    @property
    def part_of_speech(self) -> PartOfSpeech:
        """The leading fields a `#` cue asks for."""
        return tuple(self.spelling[1:].split(","))


@dataclass(frozen=True, slots=True)
class Found:
    """Where each cue stands in one text, in the folded text's places."""

    spans: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def of(self, cues: Iterable[int]) -> list[Span]:
        """Every place where one of these cues stands, in order."""
        spans = self.spans
        return sorted(span for cue in cues if cue in spans for span in spans[cue])

    def any(self, cues: frozenset[int]) -> bool:
        """Whether at least one of these cues stands in the text."""
        return not cues.isdisjoint(self.spans)


class CueIndex:
    """All cues of all checks. Add every cue first; `find` builds the automaton once."""

    def __init__(self) -> None:
        """An empty index."""
        self._ids: dict[str, int] = {}
        self._literals: dict[str, list[tuple[int, bool, bool]]] = defaultdict(list)
        self._norms: dict[str, list[int]] = defaultdict(list)
        self._parts: list[tuple[PartOfSpeech, int]] = []
        self._cues_of_word: dict[Word, tuple[int, ...]] = {}
        self._automaton: AhoCorasick | None = None
        self._order: list[list[tuple[int, bool, bool]]] = []

    def add(self, spelling: str) -> int:
        """The id of a cue, the same for the same spelling."""
        if spelling in self._ids:
            return self._ids[spelling]
        number = self._ids[spelling] = len(self._ids)
        cue = Cue(spelling)
        if cue.kind == "=":
            self._norms[spelling[1:]].append(number)
        elif cue.kind == "#":
            self._parts.append((cue.part_of_speech, number))
        elif not cue.kind:
            self._literals[cue.literal].append((number, spelling.startswith("*"), spelling.endswith("*")))
        return number

    def add_all(self, spellings: Iterable[str]) -> frozenset[int]:
        """The ids of several cues."""
        return frozenset(self.add(spelling) for spelling in spellings)

    def build(self) -> None:
        """Make the automaton; no cue can be added after it."""
        self._order = list(self._literals.values())
        self._automaton = AhoCorasick(list(self._literals), store_patterns=False)

    def find(self, text: Text) -> Found:
        """Where each cue stands in the text."""
        found = Found()
        self._find_literals(text, found.spans)
        self._find_words(text, found.spans)
        for special, there in ((ALWAYS, True), (LINKED, bool(text.links))):
            if there and special in self._ids:
                found.spans[self._ids[special]].append((0, 0))
        return found

    def _find_literals(self, text: Text, spans: dict[int, list[Span]]) -> None:
        assert self._automaton is not None, "build() comes first"  # noqa: S101 - a mistake of the programmer alone
        boundaries, order = text.boundaries, self._order
        for pattern, start, end in self._automaton.find_matches_as_indexes(text.folded, overlapping=True):
            for number, open_start, open_end in order[pattern]:
                if (open_start or start in boundaries) and (open_end or end in boundaries):
                    spans[number].append((start, end))

    def _find_words(self, text: Text, spans: dict[int, list[Span]]) -> None:
        known = self._cues_of_word
        for token, word in enumerate(text.words):
            cues = known.get(word)
            if cues is None:
                cues = self._cues_of(word)
            for number in cues:
                spans[number].append(text.token_span(token, token))

    def _cues_of(self, word: Word) -> tuple[int, ...]:
        parts = (number for wanted, number in self._parts if word.pos[: len(wanted)] == wanted)
        cues = (*self._norms.get(word.norm, ()), *parts)
        if word.known:
            self._cues_of_word[word] = cues
        return cues
