"""Dates and times in an order that cannot be meant: an end before its start, a deadline after the event."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.engine.calendar import dates
from bot.engine.clock import Time, times
from bot.engine.days import japanese
from bot.engine.detectors.deadlines import late_deadlines
from bot.engine.detectors.surroundings import CLOCK, around
from bot.engine.detectors.time_order import backward_times, is_before
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.mentions import Mention
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_UNTIL = re.compile(rf"{CLOCK}? ?(?:まで|の間|の期間)")
_FROM = re.compile(r"から|より")
_YEAR = timedelta(days=366)
_BETWEEN = 30  # characters between 始まり and its 終わり
_BEGINS = re.compile(
    rf"{CLOCK}?(?:[にがよから]{{1,2}})?(?:始|開|スタート|初日)[^。\n]{{0,20}}"
    r"|[^。0-9]{0,10}(?:終了日?|最終日|終わり|至)[はが:… ]{0,2}"
)
_ENDS = re.compile(rf"{CLOCK}? ?(?:まで|に(?:終|閉)|が(?:最終|千秋)|終了|です|$|\n|[、。)])")
_LONG = timedelta(days=290)
_WHOLE_YEAR = re.compile(
    r"翌|来年|年間|1年|一年|毎年|通年|任期|全[0-9]{1,2}回|年度|[月週][0-9一二]回|禁漁|契約|保険|有効"
)
_SPRING, _NEW_YEAR = (2, 3), (4, 5, 6)  # what follows the 年度 begins in spring and ends in the spring after
_AT_ONCE = 3  # characters between a date and its time


def date_order(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags an end before its start and a deadline after the event. Details: reason."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        mentions = [mention for mention in text.once(dates, context.today) if mention.month is not None]
        if len(mentions) > 1:
            yield from _date_ranges(text, mentions, context.today)
            yield from late_deadlines(text, mentions, context.today)
        yield from backward_times(text)

    return detect


def _date_ranges(text: Text, mentions: list[Mention], today: date) -> Iterator[Hit]:
    for start, end in pairwise(mentions):
        if not start.dates or not end.dates or end.start - start.end > _BETWEEN:
            continue
        if end.link == "range":
            wrong = _is_backward(text, start, end, today)
        else:
            wrong = _is_before(end, start) and _is_told_apart(text, start, end)
        if wrong:
            last = japanese(end.dates[0])
            reason = f"始まりが{japanese(start.dates[0])}、終わりが{last}になっています。"
            yield Hit(start.start, end.end, {"reason": reason})


def _is_backward(text: Text, start: Mention, end: Mention, today: date) -> bool:
    """Whether a range ends before it begins; an end without a year counts as the next one's where that can be meant."""
    loose = _FROM.search(text.folded, start.end, end.start) and not _UNTIL.match(text.folded, end.end)
    if loose:
        return False
    if not _is_before(end, start):
        return _is_backward_day(text, start, end) or _takes_a_year(text, start, end)
    guessed = end.years and not start.years and (end.dates[0] < today - _YEAR or not start.fits)
    return not guessed


def _is_before(end: Mention, start: Mention) -> bool:
    """Whether an end comes before a start in whichever year they mean; of several years they mean the same."""
    if len(end.dates) == len(start.dates):
        return all(last < first for first, last in zip(start.dates, end.dates, strict=True))
    return max(end.dates) < min(start.dates)


def _is_backward_day(text: Text, start: Mention, end: Mention) -> bool:
    """Whether it is a range within one day whose end comes before its start."""
    if start.dates[0] != end.dates[0]:
        return False
    begins, ends = _time_of(text, start), _time_of(text, end)
    return begins is not None and ends is not None and is_before(ends, begins)


def _time_of(text: Text, mention: Mention) -> Time | None:
    """The time that stands right behind a date."""
    found = text.once(times)
    behind = bisect_left(found, mention.end, key=lambda time: time.start)
    return found[behind] if behind < len(found) and found[behind].start - mention.end <= _AT_ONCE else None


def _takes_a_year(text: Text, start: Mention, end: Mention) -> bool:
    """Whether a range without years would take nearly a year, for its end stands a little before its start."""
    if start.years or end.years or end.weekday is not None or end.dates[0] - start.dates[0] < _LONG:
        return False
    first, after = start.dates[0], end.dates[0] + timedelta(days=1)
    meant = (end.month in _SPRING and start.month in _NEW_YEAR) or (after.month, after.day) == (first.month, first.day)
    return not meant and not _WHOLE_YEAR.search(text.folded, *around(text, start.start, start.end))


def _is_told_apart(text: Text, start: Mention, end: Mention) -> bool:
    """Whether the two are told as a beginning and an end, in words between them."""
    return bool(_BEGINS.fullmatch(text.folded, start.end, end.start) and _ENDS.match(text.folded, end.end))
