"""Disguised words: spellings that hide an insult, a threat or an obscene word from a machine, but not from a reader."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

import re2

from bot.engine.cues import Cue
from bot.engine.gate import Span
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit, expand
from bot.engine.tables import Table
from bot.engine.text import Text

_MASK = "○"
_MASKS = "[○〇●◯⭕×✕*]"
_MARKS = "[★☆♡♥♪*_~|]"
_GAPS = "[-★☆♡♥♪*_~| ・./、]"
_SHORT = 2  # letters of a word of which one alone tells too little
_KANA = ord("ァ") - ord("ぁ")
_VOICED = {"\u3099": "゛", "\u309a": "゜"}
_SMALL = dict(zip("アイウエオツヤユヨワカケ", "ァィゥェォッャュョヮヵヶ", strict=True))
_ALIKE = dict(zip("ロカニエタトハオチミaeios死", "口力二工夕卜八才千三@310$氏", strict=True))
_KANJI = "一-龠々"
_HIRAGANA = "ぁ-ゖー"
_KATAKANA = "ァ-ヺー゛゜"
_ROMAN = f"a-z0-9{_MASKS[1:-1]}"
_PARTICLE = re.compile("[はがをのもとにでやよ]")
_GOES_ON = re.compile("[よやばとだなでのはがもをにかめっさじしぞわ]")  # begins a particle or a copula


class Lookout:
    """The words worth disguising, compiled together."""

    def __init__(self, words: Iterable[str], instead: Mapping[str, str]) -> None:
        """`words`, folded; `instead`: those of them that are a disguise as they stand, and what they disguise."""
        self._sources = {word: _as_listed(word) if word in instead else _any_disguise(word) for word in words}
        self._instead = instead
        free = (word for word in self._sources if word not in instead)
        self._plain = {spelling for word in free for spelling in _in_either_kana(word)}
        options = re2.Options()
        options.longest_match = True  # エロ*本, not エロ*
        self._any = re2.compile("|".join(self._sources.values()), options)

    def matches(self, text: Text) -> Iterator[Span]:
        """Where a spelling stands that is not plain to see: half-width and full-width letters are."""
        for match in self._any.finditer(text.folded):
            start, end = text.place(*match.span())
            written = unicodedata.normalize("NFKC", text.original[start:end]).lower()
            if written not in self._plain and ("、" not in written or not _HIRAGANA_EDGE.letter.search(written)):
                yield match.span()

    def word(self, match: str) -> str:
        """What a reader reads."""
        spelling = next(word for word, source in self._sources.items() if re.fullmatch(source, match))
        return self._instead.get(spelling, spelling)


class Edge:
    """An end of a match: which letters beside it make it a part of something longer."""

    def __init__(self, letters: str, before: str, behind: str) -> None:
        """`letters`, `before`, `behind`: classes of characters, the end's own and those that would carry it on."""
        self.letter = re.compile(f"[{letters}]")
        self.before = re.compile(f"[{before}]")
        self.behind = re.compile(f"[{behind}]")
        self.spaced_before = re.compile(f"(?:^|{_GAPS}|\n)[{before}]{_GAPS}{{1,2}}$")
        self.spaced_behind = re.compile(f"{_GAPS}{{1,2}}[{behind}](?:{_GAPS}|\n|$)")


_HIRAGANA_EDGE = Edge(_HIRAGANA, _HIRAGANA + _KANJI, _HIRAGANA)
_MASK_EDGE = Edge(_MASKS[1:-1], f"{_ROMAN}{_KATAKANA}", f"{_ROMAN}{_HIRAGANA}{_KATAKANA}{_KANJI} 、・/")
_ROMAN_EDGE = Edge("!-~", _ROMAN, _ROMAN)
_EDGES = (
    Edge("口力二工夕卜八才千三", _KANJI + _KATAKANA, _KANJI + _KATAKANA),
    Edge(_KATAKANA, _KATAKANA, _KATAKANA),
    _HIRAGANA_EDGE,
    Edge(_KANJI, _KANJI, _KANJI),
    _MASK_EDGE,
    _ROMAN_EDGE,
)


def disguised_word(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:
    """`lexicon`: words, and under `instead` spellings that are a disguise as they stand; `○` in them is any mask."""
    name = table.take("lexicon", str)
    words = {spelling: Cue(spelling).literal for spelling in expand([f"@{name}"], lexicons, table, "lexicon")}
    if not all(words.values()):
        raise table.error("lexicon", f"語彙「{name}」には、探すことばをそのまま書いてください")
    lookout = Lookout(words.values(), {words[spelling]: word for spelling, word in lexicons[name].instead.items()})

    def detect(text: Text, context: Context) -> Iterator[Hit]:  # noqa: ARG001 - a Detect
        for start, end in lookout.matches(text):
            if _stands_alone(text.folded, start, end):
                yield Hit(start, end, {"word": lookout.word(text.folded[start:end])})

    return detect


def _any_disguise(word: str) -> str:
    """Letters exchanged, marks between them, one letter of a longer word masked."""
    only_kanji = re.fullmatch(f"[{_KANJI}]+", word)  # of which 猪・馬・鹿 is a list
    gap = f"{_MARKS if only_kanji else _GAPS}{{0,2}}"
    mask = _MASKS if word.isascii() else f"(?:{_MASKS}|x)"
    letters = [_letter(letter) for letter in word]
    masked = ([*letters[:place], mask, *letters[place + 1 :]] for place in range(1, len(letters)))
    return "|".join([gap.join(letters), *(map("".join, masked) if len(word) > _SHORT else ())])


def _in_either_kana(word: str) -> tuple[str, str, str]:
    return word, "".join(map(_hiragana, word)), "".join(map(_katakana, word))


def _as_listed(spelling: str) -> str:
    return "".join(map(_letter, spelling))


def _letter(letter: str) -> str:
    """What a letter can be written as."""
    if letter == _MASK:
        return _MASKS
    parts = unicodedata.normalize("NFD", letter)
    voiced = _VOICED.get(parts[1:])
    return f"(?:{_written(letter)}|{_written(parts[0])}{voiced})" if voiced else _written(letter)


def _written(letter: str) -> str:
    small = _SMALL.get(_katakana(letter), "")
    letters = (letter, _hiragana(letter), _katakana(letter), small, _hiragana(small), _ALIKE.get(_katakana(letter), ""))
    return f"[{re.escape(''.join(dict.fromkeys(letters)))}]"


def _hiragana(letter: str) -> str:
    return chr(ord(letter) - _KANA) if "ァ" <= letter <= "ヶ" else letter


def _katakana(letter: str) -> str:
    return chr(ord(letter) + _KANA) if "ぁ" <= letter <= "ゖ" else letter


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether neither the letters beside it nor those spaced out like it make it a part of something longer."""
    first, last = _edge_of(folded[start]), _edge_of(folded[end - 1])
    match, before, behind = folded[start:end], folded[max(0, start - 4) : start], folded[end : end + 4]
    if re.search(_GAPS, match) and (first.spaced_before.search(before) or last.spaced_behind.match(behind)):
        return False
    loose = first is not _HIRAGANA_EDGE or " " not in match  # children's books set words apart by spaces
    return _is_free_before(before[-1:], first, loose=loose) and _is_free_behind(behind[:1], last, loose=loose)


def _is_free_before(letter: str, edge: Edge, *, loose: bool) -> bool:
    particle = loose and edge is _HIRAGANA_EDGE and _PARTICLE.match(letter)
    return bool(particle) or not edge.before.match(letter)


def _is_free_behind(letter: str, edge: Edge, *, loose: bool) -> bool:
    goes_on = loose and edge in (_HIRAGANA_EDGE, _MASK_EDGE) and _GOES_ON.match(letter)
    return bool(goes_on) or not edge.behind.match(letter)


def _edge_of(letter: str) -> Edge:
    return next((edge for edge in _EDGES if edge.letter.match(letter)), _ROMAN_EDGE)
