"""Clause numbers: the ordinals in them, however they are written, and gaps in a row of them."""

import re
from collections.abc import Iterable

PREFACE = "前文"
_CIRCLED = {chr(code): code - 0x245F for code in range(0x2460, 0x2474)}  # ① is 1, ⑳ is 20
_ORDINAL = re.compile(rf"\d+|[{''.join(_CIRCLED)}]")

Path = tuple[int, ...]


def clause_path(number: str) -> Path:
    """The ordinals of a printed number: `4(9)②` is (4, 9, 2), `前文2` is (0, 2)."""
    ordinals = tuple(_value(mark) for mark in _ORDINAL.findall(number))
    return (0, *ordinals) if number.startswith(PREFACE) else ordinals


def spell_out_circled(text: str) -> str:
    """The same with ② as (2), so that it stays apart from a digit before it when width is folded."""
    return "".join(f"({_CIRCLED[character]})" if character in _CIRCLED else character for character in text)


def first_gap(numbers: Iterable[str]) -> str | None:
    """The first number missing in a row, such as `5(2)` where 5(1) and 5(3) stand; None where none is.

    A row is what shares the words before an ordinal: 5(1), 5(2) …; 4(9)①, 4(9)② …; 前文1, 前文2 …
    """
    rows: dict[tuple[str, bool], set[int]] = {}
    for number in numbers:
        for mark in _ORDINAL.finditer(number):
            rows.setdefault((number[: mark.start()], mark[0] in _CIRCLED), set()).add(_value(mark[0]))
    for (before, circled), present in rows.items():
        missing = set(range(1, max(present))) - present
        if missing:
            return before + _mark(min(missing), circled=circled) + (")" if before.endswith("(") else "")
    return None


def _value(mark: str) -> int:
    return _CIRCLED[mark] if mark in _CIRCLED else int(mark)


def _mark(ordinal: int, *, circled: bool) -> str:
    return chr(0x245F + ordinal) if circled else str(ordinal)
