"""Dates that do not fit the calendar: weekday, day, era, public holiday."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator

from bot.engine.calendar import Mention, dates
from bot.engine.clock import NOON, Time, times
from bot.engine.days import MONTHS, WEEKDAYS, japanese, valid
from bot.engine.eras import Year, era_year
from bot.engine.holidays import holiday_name, holiday_near
from bot.engine.lexicons import Lexicons
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

Detect = Callable[[Text, Context], Iterable[Hit]]

_HOUR, _LATEST = 60, 30  # 25時 to 30時 are the small hours of the day after
_AS_TIME = re.compile(r" ?(?:から|まで|より|~|-|に|開|頃|ごろ|集合|スタート)")


def weekday_mismatch(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a date with another weekday than it has. Details: date, weekday, correct, right, hint.

    A date without a year is the one nearest to today, or to a year told before it; `hint` names the neighbouring year
    in which the weekday would fit.
    """

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today):
            wrong = mention.weekday is not None and mention.dates
            if wrong and all(day.weekday() != mention.weekday for day in mention.dates):
                yield Hit(mention.start, mention.end, _weekday_details(text, mention, mention.weekday or 0))

    return detect


def _weekday_details(text: Text, mention: Mention, weekday: int) -> dict[str, str]:
    day = mention.dates[0]
    correct = WEEKDAYS[day.weekday()]
    others = () if mention.years else (valid(year, day.month, day.day) for year in (day.year + 1, day.year - 1))
    fitting = next((other for other in others if other and other.weekday() == weekday), None)
    hint = (
        f"({fitting.year}年なら{WEEKDAYS[weekday]}曜日になりますので、年も合わせてご確認ください。)" if fitting else ""
    )
    return {
        "date": japanese(day),
        "weekday": WEEKDAYS[weekday],
        "correct": correct,
        "right": f"{text.folded[mention.start : mention.tail]}({correct}{'・祝' if holiday_name(day) else ''})",
        "hint": hint,
    }


def impossible_date(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a month, day or minute that no calendar and no clock has. Details: reason."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today):
            if mention.day is not None and not mention.exists:
                yield Hit(mention.start, mention.end, {"reason": _no_such_day(mention)})
        for time in text.once(times):
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
    sure = not time.colon or bool(time.half) or bool(_AS_TIME.match(text.folded, time.end))
    if time.minute >= _HOUR and sure:
        return "分は59分までです。"
    if time.hour > _LATEST and not time.colon and _AS_TIME.match(text.folded, time.end):
        return f"{time.hour}時という時刻はありません。"
    return ""


def clock_slip(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags 午前 or 午後 with an hour beyond twelve. Details: right (the time in the 24-hour count)."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:  # noqa: ARG001 - a Detect
        for time in text.once(times):
            if text.folded[time.start] == "午" and NOON < time.hour <= _LATEST:
                minutes = f"{time.minute}分" if time.minute else ""
                right = f"{time.hour}時{minutes}」か「午後{time.hour - NOON}時{minutes}"
                yield Hit(time.start, time.end, {"right": right})

    return detect


def era_mismatch(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a year no era had, and an era year beside another western one. Details: reason, right."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today):
            if not mention.years:
                continue
            unknown = next((year for year in mention.years if not year.exists), None)
            if unknown:
                yield Hit(mention.start, mention.end, _unknown_year(unknown))
            elif _disagree(mention.years):
                yield Hit(mention.start, mention.end, {"reason": _both_years(mention.years)})

    return detect


def _disagree(years: tuple[Year, ...]) -> bool:
    """Whether two years of the same kind (both calendar years, or both 年度) differ."""
    first, *others = years
    return any(other.western != first.western for other in others if other.fiscal == first.fiscal)


def _unknown_year(year: Year) -> dict[str, str]:
    now = era_year(year.western)
    reason = f"{year.era}は{year.last}年までで、{year}という年はありません。{year.western}年は{now}です。"
    return {"reason": reason, "right": f"{now}({year.western}年)"}


def _both_years(years: tuple[Year, ...]) -> str:
    return "".join(_equation(year) for year in years)


def _equation(year: Year) -> str:
    return f"{year}は{year.western}年です。" if year.era else f"{year}は{era_year(year.western)}です。"


def holiday_mismatch(table: Table, lexicons: Lexicons) -> Detect:  # noqa: ARG001 - a factory
    """Flags a day said to be a public holiday (祝, 振休) that is none. Details: date, near."""

    def detect(text: Text, context: Context) -> Iterator[Hit]:
        for mention in text.once(dates, context.today):
            if mention.holiday and mention.dates and not any(map(holiday_name, mention.dates)):
                day = mention.dates[0]
                near = holiday_near(day)
                told = f"近い祝日は{near.month}月{near.day}日({holiday_name(near)})です。" if near else ""
                yield Hit(mention.start, mention.end, {"date": japanese(day), "near": told})

    return detect
