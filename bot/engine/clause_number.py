"""Clause numbers as people type them: 5(12), 5-12, ５（１２）, 5の12, 4の9の2, 第5項12号, 藤沢 4(6)③, 前文2."""

import re
from dataclasses import dataclass

from bot.engine.folding import fold
from bot.engine.numbering import Path, spell_out_circled

_KANJI = {character: ordinal for ordinal, character in enumerate("一二三四五六七八九", start=1)}
_KANJI_ORDINAL = re.compile(r"([一二三四五六七八九])?(十)?([一二三四五六七八九])?(?=[条項号章節])")
_BETWEEN = r"(?:[\s()\-.・,の第条項号章節ー]|のうち)+"
_WHOLE = re.compile(
    r"(?P<word>[^\d()]*?)[\s:の]*(?P<preface>前文|まえぶん|ぜんぶん)?"
    rf"(?P<ordinals>[\s(の第]*\d+(?:{_BETWEEN}\d+)*)?[\s)条項号章節]*\??"
)
_WITHIN = re.compile(r"(?<![\d-])\d{1,2}\(\d{1,2}\)(?:\(\d\))?(?![\d-])")
_LONGEST = 40  # characters; a longer query is a sentence
_HIGHEST = 99  # no guideline counts further; what does is a date, a telephone number or an amount


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """A clause number somebody typed.

    Attributes:
        path: Its ordinals, as `numbering.clause_path` gives them: 4(9)② is (4, 9, 2), 前文2 is (0, 2).
        word: What stands before it, folded: a municipality's name, or something else; empty if nothing.
    """

    path: Path
    word: str


def parse_clause_number(query: str) -> ClauseNumber | None:
    """The number a whole query is; None for words, dates, telephone numbers."""
    if len(query) > _LONGEST:
        return None
    match = _WHOLE.fullmatch(_folded(query))
    path = _path(match["ordinals"] or "") if match else None
    if match is None or path is None:
        return None
    if match["preface"]:
        return ClauseNumber((0, *path), match["word"])
    return ClauseNumber(path, match["word"]) if path else None


def numbers_within(query: str) -> list[Path]:
    """The numbers written with brackets that stand in a sentence: 「5(12)と4(9)②のちがいは」."""
    marks = _WITHIN.findall(_folded(query))
    return [path for mark in marks if (path := _path(mark))]


def _folded(query: str) -> str:
    folded = fold(spell_out_circled(query)).text.strip()
    return _KANJI_ORDINAL.sub(lambda match: _arabic(match) if match[0] else "", folded)


def _arabic(match: re.Match[str]) -> str:
    tens = (_KANJI.get(match[1], 1) if match[2] else 0) * 10
    ones = _KANJI.get(match[3] if match[2] else match[1], 0)
    return str(tens + ones)


def _path(ordinals: str) -> Path | None:
    digits = re.findall(r"\d+", ordinals)
    if any(ordinal.startswith("0") or int(ordinal) > _HIGHEST for ordinal in digits):
        return None
    return tuple(int(ordinal) for ordinal in digits)
