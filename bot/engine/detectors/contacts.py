"""Telephone numbers and mail addresses."""

import re
from collections.abc import Callable, Iterable

from bot.engine.detectors.links import under
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

_GAP = r"[-() .]{0,2}"
_PHONE = re.compile(rf"(?<![\d./-])\(?0\d{{1,4}}{_GAP}\d{{1,4}}{_GAP}\d{{3,4}}(?![\d-])")
_MAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,63}@(?P<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})")
_MOBILE = re.compile(r"0[6-9]0")
_DIGITS = {10, 11}


def phone_number(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """`mobile` true: numbers of mobile telephones (060 to 090); false: all others but free dial and services.

    Source: 電気通信番号計画 (令和元年総務省告示第6号).
    """
    mobile = table.take("mobile", bool)
    others = table.strings("except_prefixes")

    def detect(text: Text, context: Context) -> Iterable[Hit]:  # noqa: ARG001 - a Detect
        for match in _PHONE.finditer(text.folded):
            digits = re.sub(r"\D", "", match[0])
            is_mobile = bool(_MOBILE.match(digits)) and len(digits) == max(_DIGITS)
            if len(digits) in _DIGITS and is_mobile == mobile and not digits.startswith(others):
                yield Hit(*match.span())

    return detect


def email_address(table: Table, lexicons: Lexicons) -> Callable[[Text, Context], Iterable[Hit]]:  # noqa: ARG001 - a factory
    """`public`: expressions for hosts of public bodies; flags addresses at any other host than these and our own."""
    public = [re.compile(expression) for expression in table.strings("public")]

    def detect(text: Text, context: Context) -> Iterable[Hit]:
        for match in _MAIL.finditer(text.folded):
            host = match["host"]
            if not under(host, context.domains) and not any(expression.fullmatch(host) for expression in public):
                yield Hit(*match.span(), {"host": host})

    return detect
