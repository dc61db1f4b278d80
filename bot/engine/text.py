"""A draft analysed once: folded text, sentences, and Sudachi's morphemes. The only reader of sudachipy."""

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from bot.engine.folding import Folded, fold

_SENTENCE_END = re.compile(r"[。!?\n](?:(?<!\n)[。!?]*[」』)】〉》♪☆]*)?\s*")
_CHUNK = 12_000  # characters; Sudachi takes 49,149 bytes, and a character has at most four
CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接頭辞", "接尾辞"})

PartOfSpeech = tuple[str, ...]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What the dictionary says of a morpheme.

    Attributes:
        norm: Normalised form: 買っ → 買う, うわさ → 噂.
        pos: Part of speech, six fields: ("名詞", "固有名詞", "人名", "姓", "*", "*").
        known: In the dictionary, so that there is one object for all its uses.
    """

    norm: str
    pos: PartOfSpeech
    known: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose address does not stand in the text: its label `text[start:end]` opens `url`."""

    start: int
    end: int
    url: str


class Tokens:
    """The morphemes of one sentence, which begins at `start` of the folded text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Analyse `text[start:end]`."""
        self._text = text
        self._end = end
        self._morphemes: list[Morpheme] = []
        self.begins: list[int] = []
        for at in range(start, end, _CHUNK):
            morphemes = list(_tokenizer().tokenize(text[at : min(at + _CHUNK, end)]))
            self._morphemes += morphemes
            self.begins += [at + morpheme.begin() for morpheme in morphemes]
        self.boundaries = {*self.begins, end}

    @cached_property
    def words(self) -> list[Word]:
        """What the dictionary says of each."""
        return [_WORDS.get(morpheme.word_id()) or _learn(morpheme) for morpheme in self._morphemes]

    @cached_property
    def surfaces(self) -> list[str]:
        """Each as it stands in the folded text."""
        return [self._text[start:end] for start, end in pairwise([*self.begins, self._end])]

    def at(self, place: int) -> int:
        """Index of the morpheme that holds this place."""
        return bisect_right(self.begins, place) - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the morphemes `first` to `last` (both included) stand."""
        return self.begins[first], self.begins[last + 1] if last + 1 < len(self.begins) else self._end


class Text:
    """A draft, folded and cut into sentences; each sentence's morphemes are analysed once, when first asked for.

    Places count code points of the folded text.
    """

    def __init__(self, original: str, links: Sequence[Link] = ()) -> None:
        """Read `original`; `links` are those hidden behind labels, placed in the original."""
        self.original = original
        self.links = links
        self._fold: Folded = fold(original)
        self.folded = self._fold.text
        self._tokens: dict[int, Tokens] = {}
        self._read: dict[Hashable, Any] = {}

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Where each sentence ends, the last one included."""
        ends = [end.end() for end in _SENTENCE_END.finditer(self.folded)]
        return ends if ends and ends[-1] == len(self.folded) else [*ends, len(self.folded)]

    def once(self, read: Callable[Concatenate["Text", P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `read(self, …)` gives, worked out once however many checks ask; the arguments must be hashable."""
        key = (read, args, *kwargs.items()) if kwargs else (read, args)
        if key not in self._read:
            self._read[key] = read(self, *args, **kwargs)
        return cast("T", self._read[key])

    def sentence_number(self, place: int) -> int:
        """The number of the sentence that holds this place; the end of the text belongs to the last one."""
        return min(bisect_right(self.sentence_ends, place), len(self.sentence_ends) - 1)

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence that holds this place begins and ends."""
        return self.sentence_span(self.sentence_number(place))

    def tokens(self, sentence: int) -> Tokens:
        """The morphemes of the sentence of this number."""
        if sentence not in self._tokens:
            self._tokens[sentence] = Tokens(self.folded, *self.sentence_span(sentence))
        return self._tokens[sentence]

    def all_tokens(self) -> Iterator[Tokens]:
        """The morphemes of every sentence, in order."""
        return map(self.tokens, range(len(self.sentence_ends)))

    def is_boundary(self, place: int) -> bool:
        """Whether a morpheme begins or ends here."""
        start, end = self.sentence(place)
        return place in (start, end) or place in self.tokens(self.sentence_number(place)).boundaries

    def sentence_span(self, number: int) -> tuple[int, int]:
        """Where the sentence of this number begins and ends."""
        return self.sentence_ends[number - 1] if number else 0, self.sentence_ends[number]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text stands for."""
        return self._fold.original(start, end)

    def folded_place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text that a span of the original became."""
        return self._fold.folded(start, end)


def content_words(text: str) -> list[str]:
    """The normalised forms of a text's content words, as clause look-up indexes them."""
    words = (word for tokens in Text(text).all_tokens() for word in tokens.words)
    return [word.norm.lower() for word in words if word.pos[0] in CONTENT]


def single_word(expression: str) -> Word | None:
    """The word an expression is, or None where Sudachi sees several."""
    words = [word for tokens in Text(expression).all_tokens() for word in tokens.words]
    return words[0] if len(words) == 1 else None


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


_LOCAL = threading.local()
_WORDS: dict[int, Word] = {}


def _tokenizer() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_LOCAL, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _LOCAL.tokenizer = _dictionary().tokenizer(mode=SplitMode.C, fields={"pos", "normalized_form"})
    return tokenizer


def _learn(morpheme: Morpheme) -> Word:
    word = Word(morpheme.normalized_form(), tuple(morpheme.part_of_speech()), morpheme.dictionary_id() >= 0)
    if word.known:
        _WORDS[morpheme.word_id()] = word
    return word
