"""Cues: the words checks wait for, all found in one pass over the text, however many checks there are."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.engine.folding import fold
from bot.engine.gate import Gate, Groups, Hit, Span, numbers
from bot.engine.text import PartOfSpeech, Text, Tokens, Word

ALWAYS = "%always"
LINKED = "%linked"
_LONGEST = 100  # characters of one cue
_SHORT = 600  # characters of a text that is read whole sooner than parts of it are sought
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
    """All cues and conditions of all checks. Add every one first, then `build`.

    Attributes:
        gate: Where words and conditions are kept.
        of_words: The cues that only the morphemes can tell.
    """

    def __init__(self) -> None:
        """An empty index."""
        self.gate = Gate()
        self._ids: dict[str, int] = {}
        self._literals: dict[int, Literal] = {}
        self._cues_of_literal: dict[int, list[int]] = defaultdict(list)
        self._norms: dict[str, list[int]] = defaultdict(list)
        self._parts: list[tuple[PartOfSpeech, int]] = []
        self._cues_of_word: dict[Word, tuple[int, ...]] = {}
        self._words_of_cues: dict[frozenset[int], frozenset[int]] = {}
        self.of_words: set[int] = set()
        self._always, self._linked = (self.gate.word(_SPECIAL[spelling]) for spelling in (ALWAYS, LINKED))

    def add(self, spelling: str) -> int:
        """The id of a cue, the same for the same spelling."""
        if spelling in self._ids:
            return self._ids[spelling]
        number = self._ids[spelling] = len(self._ids)
        cue = Cue(spelling)
        if cue.literal:
            word = self.gate.word(cue.literal)
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

    def groups(self, cues: Iterable[Collection[str]] = (), words: Iterable[Collection[str]] = ()) -> Groups:
        """Groups of the gate's words, of each of which one stands wherever of each of these groups one does.

        Args:
            cues: Groups of cue spellings. One that knows a normalised form or a part of speech asks for nothing, for
                only the morphemes can tell.
            words: Groups of words of folded text, boundaries or none.
        """
        literals = [[Cue(spelling).literal for spelling in group] for group in cues]
        told = [*(group for group in literals if all(group)), *words]
        return tuple(frozenset(map(self.gate.word, group)) for group in told)

    def condition(self, cues: Iterable[Collection[str]] = (), words: Iterable[Collection[str]] = ()) -> int:
        """The number of a new condition, which can hold only where of each of the `groups` one stands in the text."""
        return self.gate.condition(self.groups(cues, words))

    def build(self) -> None:
        """Make the automaton; nothing can be added after it."""
        self.gate.build()
        self._ids.clear()

    def find(self, text: Text) -> "Found":
        """What stands in the text."""
        hits = self.gate.hits(text.folded)
        hits.append((self._always, 0, 0))
        if text.links:
            hits.append((self._linked, 0, 0))
        return Found(self, text, hits)

    def literal(self, cue: int) -> Literal:
        """How a cue is spelled that is not `of_words`."""
        return self._literals[cue]

    def literals_among(self, cues: frozenset[int], words: AbstractSet[int]) -> frozenset[int]:
        """Those of the cues whose letters are among these words of the gate."""
        standing = self._words_of(cues) & words
        return cues.intersection(chain.from_iterable(map(self._cues_of_literal.__getitem__, standing)))

    def _words_of(self, cues: frozenset[int]) -> frozenset[int]:
        """The letters of these cues, kept so that a text's words are looked up there and not among all cues."""
        if cues not in self._words_of_cues:
            self._words_of_cues[cues] = frozenset(self._literals[cue].word for cue in cues - self.of_words)
        return self._words_of_cues[cues]

    def find_words(self, sentences: Iterable[Tokens]) -> dict[int, list[Span]]:
        """Where in these sentences the cues stand that are normalised forms or parts of speech."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for tokens in sentences:
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
    """What stands in one text; morphemes are analysed only where a cue that is asked for depends on them.

    Attributes:
        open: The conditions that can hold.
    """

    def __init__(self, index: CueIndex, text: Text, hits: list[Hit]) -> None:
        """`hits`: the gate's words that stand in the text."""
        self._index = index
        self._text = text
        self._hits = hits
        self._spans: dict[int, list[Span]] = {}
        self._of: dict[frozenset[int], list[Span]] = {}
        self._sentences: dict[frozenset[int], set[int]] = {}
        self._words = {word for word, _, _ in hits}
        self._bits = index.gate.bits(self._words)
        self.open = frozenset(numbers(index.gate.open(self._bits)))

    def stretches(self, groups: Groups, reach: float) -> list[Span]:
        """The stretches of the text in which something can stand that holds a word of each group.

        Args:
            groups: Of the gate's words.
            reach: How many characters it has at most.
        """
        end = len(self._text.folded)
        if not groups or end <= max(reach, _SHORT):
            return [(0, end)]
        stretches: list[Span] = []
        for start in self._starts(groups[0]):
            first, last = max(0, start - int(reach) - 1), min(end, start + int(reach) + 1)  # with a letter on each side
            if stretches and first <= stretches[-1][1]:
                first = stretches.pop()[0]
            stretches.append((first, last))
        others = [self._starts(group) for group in groups[1:]]
        return [stretch for stretch in stretches if all(_any_within(starts, stretch) for starts in others)]

    def _starts(self, group: frozenset[int]) -> list[int]:
        """Where the words of a group begin, in order."""
        return sorted(start for word in group & self._words for start, _ in self._by_literal[word])

    def sentences_with(self, groups: Groups) -> set[int]:
        """The numbers of the sentences in which a word of each of these groups begins."""
        if not groups:
            return set(range(len(self._text.sentence_ends)))
        return set.intersection(*map(self._sentences_of, groups))

    def _sentences_of(self, group: frozenset[int]) -> set[int]:
        if group not in self._sentences:
            starts = (start for word in group & self._words for start, _ in self._by_literal[word])
            self._sentences[group] = set(map(self._text.sentence_number, starts))
        return self._sentences[group]

    def standing(self, cues: frozenset[int], sentences: Iterable[int] | None = None) -> dict[int, list[Span]]:
        """Those of the cues that stand in the text, each with its places.

        Args:
            cues: Cue ids.
            sentences: Where to look for those that only the morphemes can tell; None: in every sentence.
        """
        of_words = cues & self._index.of_words
        told = self._words_in(sentences) if of_words else {}
        places = ((cue, told.get(cue) if cue in of_words else self._of_literal(cue)) for cue in self._possible(cues))
        return {cue: spans for cue, spans in places if spans}

    def _words_in(self, sentences: Iterable[int] | None) -> dict[int, list[Span]]:
        return self._by_word if sentences is None else self._index.find_words(map(self._text.tokens, sentences))

    def _possible(self, cues: frozenset[int]) -> frozenset[int]:
        return self._index.literals_among(cues, self._words) | (cues & self._index.of_words)

    def of(self, cues: frozenset[int]) -> list[Span]:
        """Every place where one of these cues stands, in order."""
        if cues not in self._of:
            self._of[cues] = sorted(span for spans in self.standing(cues).values() for span in spans)
        return self._of[cues]

    def begin_between(self, cues: frozenset[int], start: int, end: int) -> bool:
        """Whether one of these cues begins at or after `start` and before `end`."""
        spans = self.of(cues)
        first = bisect_left(spans, (start, 0))
        return first < len(spans) and spans[first][0] < end

    def cover(self, cues: frozenset[int], start: int, end: int) -> bool:
        """Whether these words are part of where one of these cues stands."""
        spans = self.of(cues)
        upto = spans[max(0, bisect_left(spans, (start - _LONGEST, 0))) : bisect_right(spans, (start, end + _LONGEST))]
        return any(first <= start and end <= last for first, last in upto)

    def any(self, cues: frozenset[int]) -> bool:
        """Whether at least one of these cues stands in the text."""
        return any(map(self._at, self._possible(cues)))

    @cached_property
    def _by_literal(self) -> dict[int, list[Span]]:
        """Where each of the gate's words stands."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for word, start, end in self._hits:
            spans[word].append((start, end))
        return spans

    @cached_property
    def _by_word(self) -> dict[int, list[Span]]:
        return self._index.find_words(self._text.all_tokens())

    def _at(self, cue: int) -> list[Span]:
        return self._by_word.get(cue, []) if cue in self._index.of_words else self._of_literal(cue)

    def _of_literal(self, cue: int) -> list[Span]:
        if cue not in self._spans:
            self._spans[cue] = self._on_boundaries(self._index.literal(cue))
        return self._spans[cue]

    def _on_boundaries(self, literal: Literal) -> list[Span]:
        hits, boundary = self._by_literal[literal.word], self._text.is_boundary
        if literal.open_start and literal.open_end:
            return hits
        return [
            (start, end)
            for start, end in hits
            if (literal.open_start or boundary(start)) and (literal.open_end or boundary(end))
        ]


def _any_within(starts: list[int], stretch: Span) -> bool:
    first = bisect_left(starts, stretch[0])
    return first < len(starts) and starts[first] < stretch[1]
