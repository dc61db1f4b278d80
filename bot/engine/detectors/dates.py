"""Dates and times that do not fit the calendar or the clock: weekday, day of the month, hour, minute."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator

from bot.engine.calendar import dates
from bot.engine.clock import NOON, Time, times
from bot.engine.days import MONTHS, WEEKDAYS, japanese, valid
from bot.engine.detectors.surroundings import around, is_corrected, told_past
from bot.engine.holidays import holiday_name
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.mentions import Mention, week_of
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_HOUR, _DAY, _LATEST = 60, 24, 30  # 25時 to 30時 are the small hours of the day after
_AS_TIME = re.compile(r" ?(?:から|まで|より|~|-|に|開|頃|ごろ|集合|スタート)")
_TIME_AHEAD = re.compile(r"(?:日時|とき|時[間刻]|開[始演場会]|集合|受付|終了|から|[~)\]]|より)[ :は、・…]{0,2}$")
_AHEAD = 6  # characters
_LATE = re.compile(r"夜|放送|番組|ラジオ|テレビ|中継|配信|年越|大みそか|大晦日|初詣|カウントダウン|営業|オーダー|翌|祭")
_HALF_NAMES = ("午後", "pm")


def weekday_mismatch(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a date with another weekday than it has. Details: date, weekday, correct, hint.

    A date without a year is the one nearest to today, or to a year told before it; `hint` names the neighbouring year
    in which the weekday would fit. Where the weekday stands right behind the date, also `right`: the two put right.
    """

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today):
            if mention.weekday is None or mention.fits or is_corrected(text, mention.end):
                continue
            if not _is_last_years(text, mention, context):
                yield Hit(mention.start, mention.end, _weekday_details(text, mention, mention.weekday))

    return detect


def _is_last_years(text: Text, mention: Mention, context: Context) -> bool:
    """Whether it is told as past and fits the day of a year ago, where the nearest one is still to come."""
    day = mention.dates[0]
    before = None if mention.years or day <= context.today else valid(day.year - 1, day.month, day.day)
    if before is None or before.weekday() != mention.weekday:
        return False
    return told_past(text, *around(text, mention.start, mention.end))


def _weekday_details(text: Text, mention: Mention, weekday: int) -> dict[str, str]:
    day = mention.dates[0]
    correct = WEEKDAYS[day.weekday()]
    details = {"date": japanese(day), "weekday": WEEKDAYS[weekday], "correct": correct, "hint": ""}
    if mention.nth:
        return {**details, "correct": f"第{week_of(day)}{correct}"}
    others = () if mention.years else (valid(year, day.month, day.day) for year in (day.year + 1, day.year - 1))
    fitting = next((other for other in others if other and other.weekday() == weekday), None)
    if fitting:
        details["hint"] = f"({fitting.year}年なら{WEEKDAYS[weekday]}曜日になりますので、年も合わせてご確認ください。)"
    if mention.tail == mention.end:
        return details
    marked = f"{correct}{'・祝' if holiday_name(day) else ''}"
    return {**details, "right": f"{text.folded[mention.start : mention.tail]}({marked})"}


def impossible_date(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a month, day or minute that no calendar and no clock has. Details: reason."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today):
            wrong = not mention.dates and mention.day is not None and not mention.exists
            if wrong and not is_corrected(text, mention.end):
                yield Hit(mention.start, mention.end, {"reason": _no_such_day(mention)})
        for time in text.once(times):
            if (time.minute >= _HOUR or time.hour > _LATEST) and not is_corrected(text, time.end):
                reason = _no_such_time(time, text)
                if reason:
                    yield Hit(time.start, time.end, {"reason": reason})

    return detect


def _no_such_day(mention: Mention) -> str:
    month, year = mention.month or 0, mention.years[0].western if mention.years else 2027
    if not 1 <= month <= MONTHS:
        return f"{month}月という月はありません。"
    named = f"{mention.years[0]}の" if mention.years else ""
    return f"{named}{month}月は{monthrange(year, month)[1]}日までです。"


def _no_such_time(time: Time, text: Text) -> str:
    ahead = text.folded[max(0, time.start - _AHEAD) : time.start]
    as_time = _AS_TIME.match(text.folded, time.end) or _TIME_AHEAD.search(ahead)
    if time.minute >= _HOUR and (as_time or not time.colon or time.half):
        return "分は59分までです。"
    if time.hour > _LATEST and as_time:
        return f"{time.hour}時という時刻はありません。"
    return ""


def clock_slip(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags 午前 or 午後 with an hour beyond twelve, and hours beyond 24 where no late night is spoken of.

    Details: reason; right, two ways to write the time.
    """

    def detect(text: Text, context: Context) -> Iterator[Hit]:  # noqa: ARG001 - a Detect
        for time in text.once(times):
            if not NOON < time.hour <= _LATEST or is_corrected(text, time.end):
                continue
            mixed = time.half == "am" or _names_afternoon(text.folded, time)
            if mixed:
                yield Hit(time.start, time.end, _mixed(time))
            elif time.hour > _DAY and _AS_TIME.match(text.folded, time.end) and not text.once(_is_late):
                yield Hit(time.start, time.end, _beyond_midnight(time))

    return detect


def _names_afternoon(folded: str, time: Time) -> bool:
    """Whether 午後 or pm is written with it, not only a word like 夕方, which goes with either count."""
    return folded.startswith(_HALF_NAMES, time.start) or folded.startswith(_HALF_NAMES, time.end - 2)


def _is_late(text: Text) -> bool:
    """Whether the draft speaks of a late night, whose small hours may be counted on from 24."""
    return _LATE.search(text.folded) is not None


def _mixed(time: Time) -> dict[str, str]:
    minutes = _minutes(time)
    right = f"{time.hour}時{minutes}」か「午後{time.hour - NOON}時{minutes}"
    return {"reason": "午前・午後と24時間制がまざっています。", "right": right}


def _beyond_midnight(time: Time) -> dict[str, str]:
    minutes = _minutes(time)
    right = f"{time.hour - 10}時{minutes}」か「翌日の午前{time.hour - _DAY}時{minutes}"
    return {"reason": "24時を過ぎた書き方です。", "right": right}


def _minutes(time: Time) -> str:
    return f"{time.minute}分" if time.minute else ""
