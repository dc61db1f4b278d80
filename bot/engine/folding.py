"""Folding: one spelling for the many a character can have, with the way back to the original."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_IGNORABLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
_COMBINING = "\u0300-\u036f\u3099\u309a\uff9e\uff9f"
_BEYOND = "\U0001d15e-\U0001d164\U0001d1bb-\U0001d1c0\U0001f100-\U0001f190\U0001f200-\U0001f248"
_SURROGATES = range(0xD800, 0xE000)  # halves of pairs, which neither UTF-8 nor Sudachi can hold
_HYPHENS = range(0x2010, 0x2016)
_KEPT = {0x2026: "…", 0x2025: "‥", 0x301C: "~", 0x2212: "-", **dict.fromkeys(_HYPHENS, "-")}

# Unicode Technical Standard 39, confusables.txt: what cannot be told from a Latin letter, small or capital
_LATIN = str.maketrans("авекмнорстухіјѕһԁԛԝӏѵαεικνορτυχ", "abekmhopctyxijshdqwlvaeikvoptux")
_KATAKANA = str.maketrans("口力二工夕卜八", "ロカニエタトハ")
_FOREIGN = "\u0370-\u03ff\u0400-\u052f"  # Greek and Cyrillic
_FOREIGN_LETTER = re.compile(f"[{_FOREIGN}]")
_RUN = re.compile(f"[!-~{_FOREIGN}]+")
_WORD = re.compile(f"[a-z{_FOREIGN}]+")
_ADDRESS = re.compile(r"://|@|\w\.\w")  # a host spelled with look-alikes is another host
_BETWEEN_KATAKANA = re.compile(
    "[口力二工夕卜八](?<=[ァ-ヺー].)(?=[ァ-ヺー])"
    "(?!(?<=力)(?:アップ|チェック|テスト|コンテスト|セミナー)|(?<=口)コミ|(?<=[二八])[カヵケヶ])"
)


def _fold_character(code: int) -> str:
    if code in _SURROGATES:
        return "\ufffd"
    if code in _KEPT:
        return _KEPT[code]
    folded = unicodedata.normalize("NFKC", chr(code)).lower()
    return folded if len(folded) == 1 or len(folded.strip()) > 1 else chr(code)


def _irregular() -> re.Pattern[str]:
    """Characters that do not become just one, and those that join others or vanish.

    A compiled class tells it ten times as fast as a set does, as long as it has few ranges beyond the basic plane.
    """
    several = (
        chr(code)
        for code in range(0x10000)
        if code not in _KEPT and len(unicodedata.normalize("NFKC", chr(code)).lower()) != 1
    )
    surrogates = map(chr, _SURROGATES)
    return re.compile(f"[{''.join(several)}{''.join(surrogates)}{_COMBINING}{_IGNORABLE}{_BEYOND}]")


_IRREGULAR = _irregular()
_CLUSTER = re.compile(f"[{_IGNORABLE}]|.[{_COMBINING}]*", re.DOTALL)
_SPECIAL = re.compile(f"([{''.join(map(chr, _KEPT))}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Text folded by NFKC, width, case, hyphen and look-alike, zero-width characters left out.

    Attributes:
        text: The folded text.
        starts: For each character of it the code point of the original it begins at; None: the same places.
        ends: The same for where it ends.
    """

    text: str
    starts: list[int] | None
    ends: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the folded text stands for."""
        if self.starts is None or self.ends is None:
            return start, end
        if start < end:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.starts) else max(self.ends, default=0)
        return place, place

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text that a span of the original became."""
        if self.starts is None:
            return start, end
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def fold(text: str) -> Folded:
    """Fold a text (Unicode Standard Annex 15, NFKC) and keep the way back to each of its code points."""
    if not _IRREGULAR.search(text):
        folded = _fold_regular(text)
        if len(folded) == len(text):
            return Folded(_as_meant(folded), None, None)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        part = _fold_cluster(cluster[0])
        parts.append(part)
        starts.extend([cluster.start()] * len(part))
        ends.extend([cluster.end()] * len(part))
    return Folded(_as_meant("".join(parts)), starts, ends)


def _as_meant(folded: str) -> str:
    """Look-alikes within a word as the letters they pass for, one for one."""
    folded = _BETWEEN_KATAKANA.sub(lambda kanji: kanji[0].translate(_KATAKANA), folded)
    return _RUN.sub(_as_latin, folded) if _FOREIGN_LETTER.search(folded) else folded


def _as_latin(run: re.Match[str]) -> str:
    return run[0] if _ADDRESS.search(run[0]) else _WORD.sub(_latin_word, run[0])


def _latin_word(word: re.Match[str]) -> str:
    """The word in Latin letters where it has some already and look-alikes for the others."""
    latin = word[0].translate(_LATIN)
    return latin if latin.isascii() and re.search("[a-z]", word[0]) else word[0]


def _fold_regular(text: str) -> str:
    """The folding of a text whose characters each become one."""
    pieces = _SPECIAL.split(text)
    pieces[0::2] = (unicodedata.normalize("NFKC", piece).lower() for piece in pieces[0::2])
    pieces[1::2] = (_KEPT[ord(piece)] for piece in pieces[1::2])
    return "".join(pieces)


def _fold_cluster(cluster: str) -> str:
    if len(cluster) == 1:
        return "" if re.fullmatch(f"[{_IGNORABLE}]", cluster) else _fold_character(ord(cluster))
    return unicodedata.normalize("NFKC", "".join(map(_whole, cluster))).lower()


def _whole(character: str) -> str:
    return "\ufffd" if ord(character) in _SURROGATES else character
