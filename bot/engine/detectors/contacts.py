"""Telephone numbers and mail addresses."""

import re
from collections.abc import Callable, Iterable

from bot.engine.detectors.links import under
from bot.engine.detectors.numbers import HYPHENS
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

_GAP = rf"[() .・{HYPHENS}]{{0,3}}"
_PHONE = re.compile(
    rf"(?<![\d./+-])(?P<area>\+81{_GAP}(?:\(0\))?\d{{1,4}}|\(0\d{{1,4}}\)|0\d{{1,4}})"
    rf"{_GAP}\d{{1,4}}{_GAP}\d{{3,4}}(?![\d-]|[ー─━]\d)"
)
_THING = re.compile(
    r"(?:型番|品番|機種|ロット|シリアル|(?:図面|図書|整理|管理|製造|登録|案件|資料|契約|伝票|工事|点検|橋梁|施設)番号)[^\d。\n]{0,4}$"
)
_THING_ROOM = 12
_MAIL = re.compile(
    r"[a-z0-9][a-z0-9._%+-]{0,63}(?: ?@ ?|[(\[{<](?:at|@|アット(?:マーク)?|あっと)[)\]}>])"
    r"(?P<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})"
)
_STANDS_FOR_AT = re.compile(r"(?P<mark>[^\w\s@、。「」『』()\[\]\"'.-])[」』)\"]?を[^。\n]{0,6}(?:@|アットマーク)")
_MOBILE = re.compile(r"0[6-9]0")
_FREE_DIAL = "0800"
_DIGITS = {10, 11}


def phone_number(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """`mobile` true: numbers of mobile telephones (060 to 090); false: all others but free dial and services.

    Source: 電気通信番号計画 (令和元年総務省告示第6号).
    """
    mobile = table.take("mobile", bool)
    others = table.strings("except_prefixes")

    def detect(text: Text, context: Context) -> Iterable[Hit]:  # noqa: ARG001 - a Detect
        for match in _PHONE.finditer(text.folded):
            digits, before = _digits(match), text.folded[max(match.start() - _THING_ROOM, 0) : match.start()]
            is_mobile = bool(_MOBILE.match(digits)) and len(digits) == max(_DIGITS) and match["area"] != _FREE_DIAL
            wanted = len(digits) in _DIGITS and is_mobile == mobile and not digits.startswith(others)
            if wanted and not _THING.search(before):
                yield Hit(*match.span())

    return detect


def _digits(match: re.Match[str]) -> str:
    """The digits to dial within the country."""
    digits = re.sub(r"\D", "", match[0])
    return f"0{digits.removeprefix('81').lstrip('0')}" if match["area"].startswith("+") else digits


def email_address(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """`public`: expressions for hosts of public bodies; flags addresses at any other host than these and our own."""
    public = [re.compile(expression) for expression in table.strings("public")]

    def detect(text: Text, context: Context) -> Iterable[Hit]:
        for match in _MAIL.finditer(_with_at_signs(text.folded)):
            host = match["host"]
            if not under(host, context.domains) and not any(expression.fullmatch(host) for expression in public):
                yield Hit(*match.span(), {"host": host})

    return detect


def _with_at_signs(folded: str) -> str:
    """The text with `@` for each mark that it says to replace by one, as in 「★を@に替えて」; places stay the same."""
    marks = {ord(match["mark"]): "@" for match in _STANDS_FOR_AT.finditer(folded)}
    return folded.translate(marks) if marks else folded
