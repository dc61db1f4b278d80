"""Numbers with a check digit: My Number and payment cards."""

import re
from collections.abc import Callable, Iterable

from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

HYPHENS = "ー─━-"  # between digits people also type a long vowel or a ruled line
_GAP = rf"(?: ?[・._{HYPHENS}] ?| ?)"
_BEFORE, _BEHIND = r"(?<![\d-])(?<!\d[ー─━])", r"(?![\d-]|[ー─━]\d)"
_MOMENT = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d"  # as files are named
_TWELVE = re.compile(rf"{_BEFORE}(?!{_MOMENT})\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_BEHIND}")
_CARD = re.compile(
    rf"{_BEFORE}(?:\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{1,4}}|3\d{{3}}{_GAP}\d{{6}}{_GAP}\d{{4,5}}){_BEHIND}"
)
_ISSUED = re.compile(r"4\d{15}|(?:5\d|2[2-7]|35|6\d)\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}")
_NAMED = re.compile(
    r"(?:(?P<name>[一-龥々ァ-ヶーa-z]{2,20}|[合込届]わ?[せみけ])(?:番号|コード|no\.?|id)|ロット|シリアル|型番|品番|伝票)"
    r"(?P<between>(?:(?!番号)[^\d。\n]){0,8})$"
)
_NAME_ROOM = 40
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def my_number(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """Flags twelve digits whose check digit fits (平成26年総務省令第85号第5条), unless they go by another name."""
    return _checked(_TWELVE, is_my_number, ("個人", "ナンバー", "桁", "通知カード", "ナンバーカード"))


def card_number(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """Flags 14 to 16 digits whose check digit fits (ISO/IEC 7812-1, annex B), unless they go by another name."""
    return _checked(_CARD, is_card_number, ("カード", "クレジット", "デビット", "会員", "visa", "jcb"))


def _checked(
    shape: re.Pattern[str], fits: Callable[[str], bool], own: tuple[str, ...]
) -> Callable[[Text, Context], Iterable[Hit]]:
    def detect(text: Text, context: Context) -> Iterable[Hit]:  # noqa: ARG001 - a Detect
        for match in shape.finditer(text.folded):
            if fits(re.sub(r"\D", "", match[0])) and not goes_by_another_name(text.folded, match.start(), own):
                yield Hit(*match.span())

    return detect


def goes_by_another_name(folded: str, start: int, own: tuple[str, ...]) -> bool:
    """Whether a name such as 受付番号 or 型番 stands before the number at `start`, and is none of its `own`."""
    named = _NAMED.search(folded[max(start - _NAME_ROOM, 0) : start])
    if not named:
        return False
    return not (named["name"] or "").endswith(own) and not any(name in named["between"] for name in own)


def is_my_number(digits: str) -> bool:
    """Whether the last of twelve digits is the check digit of the first eleven."""
    if not re.fullmatch(r"\d{12}", digits) or len(set(digits)) == 1:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def is_card_number(digits: str) -> bool:
    """Whether the digits fit the Luhn formula, and are as many and begin as on cards that are issued."""
    if not _ISSUED.fullmatch(digits):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
