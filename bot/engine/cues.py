"""Cues: the words checks wait for, all found in one pass over the text, however many checks there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.engine.folding import fold
from bot.engine.gate import Gate, Hits, Span, numbers
from bot.engine.text import PartOfSpeech, Text, Word

ALWAYS = "%always"
LINKED = "%linked"
_SPECIAL = {ALWAYS: "\u200balways", LINKED: "\u200blinked"}  # folding leaves no zero-width space in a text


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
        """What stands in the folded text wherever the cue does; empty where only the morphemes can tell."""
        if self.kind == "%":
            return _SPECIAL.get(self.spelling, "")
        return "" if self.kind else fold(self.spelling.strip("*")).text

    @property
    def usable(self) -> bool:
        """Whether it can stand in a text at all."""
        if self.kind == "%":
            return self.spelling in _SPECIAL
        return len(self.spelling) > 1 if self.kind else bool(self.literal) and "*" not in self.literal

    @property
    def part_of_speech(self) -> PartOfSpeech:
        """The leading fields a `#` cue asks for."""
        return tuple(self.spelling[1:].split(","))


@dataclass(frozen=True, slots=True)
class Literal:
    """A cue that stands in a text as it is spelled: its word in the gate, and which of its ends are open."""

    word: int
    open_start: bool
    open_end: bool


class CueIndex:
    """All cues and conditions of all checks. Add every one first, then `build`."""

    def __init__(self) -> None:
        """An empty index."""
        self._gate = Gate()
        self._ids: dict[str, int] = {}
        self._literals: dict[int, Literal] = {}
        self._cues_of_literal: dict[int, list[int]] = defaultdict(list)
        self._norms: dict[str, list[int]] = defaultdict(list)
        self._parts: list[tuple[PartOfSpeech, int]] = []
        self._cues_of_word: dict[Word, tuple[int, ...]] = {}
        self.of_words: set[int] = set()

    def add(self, spelling: str) -> int:
        """The id of a cue, the same for the same spelling."""
        if spelling in self._ids:
            return self._ids[spelling]
        number = self._ids[spelling] = len(self._ids)
        cue = Cue(spelling)
        if cue.literal:
            word = self._gate.word(cue.literal)
            self._literals[number] = Literal(word, spelling.startswith("*"), spelling.endswith("*"))
            self._cues_of_literal[word].append(number)
            return number
        self.of_words.add(number)
        if cue.kind == "=":
            self._norms[spelling[1:]].append(number)
        else:
            self._parts.append((cue.part_of_speech, number))
        return number

    def add_all(self, spellings: Iterable[str]) -> frozenset[int]:
        """The ids of several cues."""
        return frozenset(self.add(spelling) for spelling in spellings)

    def condition(self, cues: Iterable[Collection[str]] = (), words: Iterable[Collection[str]] = ()) -> int:
        """The number of a new condition, which can hold only where of each group one stands in the text.

        Args:
            cues: Groups of cue spellings. One that knows a normalised form or a part of speech asks for nothing, for
                only the morphemes can tell.
            words: Groups of words of folded text, boundaries or none.
        """
        literals = [[Cue(spelling).literal for spelling in group] for group in cues]
        return self._gate.condition([*(group for group in literals if all(group)), *words])

    def build(self) -> None:
        """Make the automaton; nothing can be added after it."""
        self._gate.build()

    def find(self, text: Text) -> "Found":
        """What stands in the text."""
        hits = self._gate.hits(text.folded)
        hits[self._gate.word(_SPECIAL[ALWAYS])] = [(0, 0)]
        if text.links:
            hits[self._gate.word(_SPECIAL[LINKED])] = [(0, 0)]
        return Found(self, text, hits)

    def open(self, hits: Hits) -> int:
        """The conditions that can hold, as bits by their numbers."""
        return self._gate.open(hits)

    def literal(self, cue: int) -> Literal:
        """How a cue is spelled that is not `of_words`."""
        return self._literals[cue]

    def literals_in(self, hits: Hits) -> frozenset[int]:
        """The cues whose letters stand in the text."""
        return frozenset(cue for word in hits for cue in self._cues_of_literal.get(word, ()))

    def find_words(self, text: Text) -> dict[int, list[Span]]:
        """Where the cues stand that are normalised forms or parts of speech."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for tokens in text.all_tokens():
            for token, word in enumerate(tokens.words):
                cues = self._cues_of_word.get(word)
                for cue in self._cues_of(word) if cues is None else cues:
                    spans[cue].append(tokens.span(token, token))
        return spans

    def _cues_of(self, word: Word) -> tuple[int, ...]:
        parts = (number for wanted, number in self._parts if word.pos[: len(wanted)] == wanted)
        cues = (*self._norms.get(word.norm, ()), *parts)
        if word.known:
            self._cues_of_word[word] = cues
        return cues


class Found:
    """What stands in one text; morphemes are analysed only where a cue that is asked for depends on them."""

    def __init__(self, index: CueIndex, text: Text, hits: Hits) -> None:
        """`hits`: where the gate's words stand."""
        self._index = index
        self._text = text
        self._hits = hits
        self._spans: dict[int, list[Span]] = {}
        self._open = index.open(hits)

    def open(self) -> list[int]:
        """The conditions that can hold, in the order of their numbers."""
        return numbers(self._open)

    def can_hold(self, condition: int) -> bool:
        """Whether this condition can."""
        return bool(self._open >> condition & 1)

    def standing(self, cues: frozenset[int]) -> dict[int, list[Span]]:
        """Those of the cues that stand in the text, each with its places."""
        possible = (cues & self._literals) | (cues & self._index.of_words)
        return {cue: spans for cue in possible if (spans := self._at(cue))}

    def of(self, cues: frozenset[int]) -> list[Span]:
        """Every place where one of these cues stands, in order."""
        return sorted(span for spans in self.standing(cues).values() for span in spans)

    def any(self, cues: frozenset[int]) -> bool:
        """Whether at least one of these cues stands in the text."""
        return bool(self.standing(cues))

    @cached_property
    def _literals(self) -> frozenset[int]:
        return self._index.literals_in(self._hits)

    @cached_property
    def _by_word(self) -> dict[int, list[Span]]:
        return self._index.find_words(self._text)

    def _at(self, cue: int) -> list[Span]:
        if cue in self._index.of_words:
            return self._by_word.get(cue, [])
        if cue not in self._spans:
            self._spans[cue] = self._on_boundaries(self._index.literal(cue))
        return self._spans[cue]

    def _on_boundaries(self, literal: Literal) -> list[Span]:
        boundary = self._text.is_boundary
        return [
            (start, end)
            for start, end in self._hits[literal.word]
            if (literal.open_start or boundary(start)) and (literal.open_end or boundary(end))
        ]
