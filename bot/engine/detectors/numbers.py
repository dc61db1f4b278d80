"""Numbers with a check digit: My Number and payment cards."""

import re
from collections.abc import Callable, Iterable

from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

_TWELVE = re.compile(r"(?<![\d-])\d{4}[ -]?\d{4}[ -]?\d{4}(?![\d-])")
_CARD = re.compile(
    r"(?<![\d-])\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,4}(?![\d-])|(?<![\d-])3\d{3}[ -]?\d{6}[ -]?\d{5}(?![\d-])"
)
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def my_number(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """Flags twelve digits whose check digit fits (平成26年総務省令第85号第5条)."""
    return _checked(_TWELVE, is_my_number)


def card_number(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """Flags 14 to 16 digits whose check digit fits (ISO/IEC 7812-1, annex B)."""
    return _checked(_CARD, is_card_number)


def _checked(shape: re.Pattern[str], fits: Callable[[str], bool]) -> Callable[[Text, Context], Iterable[Hit]]:
    def detect(text: Text, context: Context) -> Iterable[Hit]:  # noqa: ARG001 - a Detect
        return [Hit(*m.span()) for m in shape.finditer(text.folded) if fits(re.sub(r"\D", "", m[0]))]

    return detect


def is_my_number(digits: str) -> bool:
    """Whether the last of twelve digits is the check digit of the first eleven."""
    if not re.fullmatch(r"\d{12}", digits) or len(set(digits)) == 1:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def is_card_number(digits: str) -> bool:
    """Whether 14 to 16 digits fit the Luhn formula and begin as a card does."""
    if not re.fullmatch(r"[2-6]\d{13,15}", digits):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
