"""What dates, times, addresses and numbers must look like, set by the app and chosen by people alike."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

_URL = re.compile(r"https?://[^\s/]+\S*|mailto:\S+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SECONDS = range(10**9, 10**10)


def fits(kind: str, value: Any) -> bool:
    """Whether a value has the form that an element of that type asks for; any, where it asks for none.

    Args:
        kind: Type of the element, such as `datepicker`.
        value: What is set or chosen, not None.
    """
    check = _CHECKS.get(kind)
    return check is None or check(value)


def _written(form: str) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        try:
            # Written back, it must be the same: strptime takes 2026-1-5 too.
            return isinstance(value, str) and datetime.strptime(value, form).strftime(form) == value  # noqa: DTZ007 - a calendar day or wall clock has no zone
        except ValueError:
            return False

    return check


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "datepicker": _written("%Y-%m-%d"),
    "timepicker": _written("%H:%M"),
    "datetimepicker": lambda value: isinstance(value, int) and value in _SECONDS,
    "url_text_input": _like(_URL),
    "email_text_input": _like(_MAIL),
    "number_input": _like(_NUMBER),
}
