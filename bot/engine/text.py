"""A draft analysed once: folded text, sentences, and Sudachi's morphemes. The only reader of sudachipy."""

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from bot.engine.folding import Folded, fold

_SENTENCE_END = re.compile(r"[。!?]+[」』)】〉》♪☆]*\s*|\n\s*")
_CHUNK = 12_000  # characters; Sudachi takes 49,149 bytes, and a character has at most four
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接頭辞", "接尾辞"})

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


class Text:
    """A draft, folded, cut into sentences and morphemes. Places count code points of the folded text."""

    def __init__(self, original: str, links: Sequence[Link] = ()) -> None:
        """Analyse `original`; `links` are those hidden behind labels, placed in the original."""
        self.original = original
        self.links = links
        self._fold: Folded = fold(original)
        self.folded = self._fold.text
        self.sentence_ends = [end.end() for end in _SENTENCE_END.finditer(self.folded)]
        self.begins: list[int] = []
        self.words: list[Word] = []
        for offset, chunk in self._chunks():
            morphemes = list(_tokenizer().tokenize(chunk))
            self.begins += [offset + morpheme.begin() for morpheme in morphemes]
            self.words += [_WORDS.get(morpheme.word_id()) or _learn(morpheme) for morpheme in morphemes]
        self.boundaries = {*self.begins, len(self.folded)}
        self._read: dict[Hashable, Any] = {}

    def _chunks(self) -> Iterator[tuple[int, str]]:
        start = 0
        while len(self.folded) - start > _CHUNK:
            last = bisect_right(self.sentence_ends, start + _CHUNK) - 1
            cut = self.sentence_ends[last] if last >= 0 else 0
            stop = cut if cut > start else start + _CHUNK
            yield start, self.folded[start:stop]
            start = stop
        yield start, self.folded[start:]

    def once(self, read: Callable[Concatenate["Text", P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `read(self, …)` gives, worked out once however many checks ask; the arguments must be hashable."""
        key = (read, args, *kwargs.items()) if kwargs else (read, args)
        if key not in self._read:
            self._read[key] = read(self, *args, **kwargs)
        return cast("T", self._read[key])

    def token_at(self, place: int) -> int:
        """Index of the morpheme that holds this place."""
        return bisect_right(self.begins, place) - 1

    def token_span(self, first: int, last: int) -> tuple[int, int]:
        """Where the morphemes `first` to `last` (both included) stand."""
        end = self.begins[last + 1] if last + 1 < len(self.begins) else len(self.folded)
        return self.begins[first], end

    def surface(self, token: int) -> str:
        """The morpheme as it stands in the folded text."""
        start, end = self.token_span(token, token)
        return self.folded[start:end]

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence that holds this place begins and ends."""
        index = bisect_right(self.sentence_ends, place)
        start = self.sentence_ends[index - 1] if index else 0
        end = self.sentence_ends[index] if index < len(self.sentence_ends) else len(self.folded)
        return start, end

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text stands for."""
        return self._fold.original(start, end)

    def folded_place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text that a span of the original became."""
        return self._fold.folded(start, end)


def content_words(text: str) -> list[str]:
    """The normalised forms of a text's content words, as clause look-up indexes them."""
    analysed = Text(text)
    return [word.norm.lower() for word in analysed.words if word.pos[0] in _CONTENT]


def single_word(expression: str) -> Word | None:
    """The word an expression is, or None where Sudachi sees several."""
    words = Text(expression).words
    return words[0] if len(words) == 1 else None


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


_LOCAL = threading.local()
_WORDS: dict[int, Word] = {}


def _tokenizer() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_LOCAL, "tokenizer", None)
    if tokenizer is None:
        tokenizer = _LOCAL.tokenizer = _dictionary().tokenizer(mode=SplitMode.C)
    return tokenizer


def _learn(morpheme: Morpheme) -> Word:
    word = Word(morpheme.normalized_form(), tuple(morpheme.part_of_speech()), morpheme.dictionary_id() >= 0)
    if word.known:
        _WORDS[morpheme.word_id()] = word
    return word
