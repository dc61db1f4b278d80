"""Date detectors asked by themselves, at a clock that stands still; and days to ask them about."""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from bot.engine.detectors import DETECTORS
from bot.engine.matching import Context, Hit
from bot.engine.tables import Table
from bot.engine.text import Text

TODAY = date(2026, 11, 24)
WEEKDAYS = "月火水木金土日"
PARAMETERS: Mapping[str, Mapping[str, object]] = {"past-as-future": {"days": 100}, "future-as-past": {"days": 100}}
NAMES = (
    "weekday-mismatch",
    "impossible-date",
    "clock-slip",
    "era-mismatch",
    "holiday-mismatch",
    "date-order",
    "past-as-future",
    "future-as-past",
)
NEAR_DAYS = st.integers(-150, 150).map(lambda distance: TODAY + timedelta(distance))
ANY_DAYS = st.dates(date(1995, 1, 1), date(2060, 12, 31))


def hits_in(name: str, text: Text, today: date = TODAY) -> list[Hit]:
    run = DETECTORS[name](Table(PARAMETERS.get(name, {}), name), {})
    return list(run(text, Context(today)))


def detect(name: str, text: str, today: date = TODAY) -> list[Hit]:
    return hits_in(name, Text(text), today)


def flagged(name: str, text: str, today: date = TODAY) -> list[str]:
    folded = Text(text).folded
    return [folded[hit.start : hit.end] for hit in detect(name, text, today)]


def found_by(text: str, today: date = TODAY) -> set[str]:
    analysed = Text(text)
    return {name for name in NAMES if hits_in(name, analysed, today)}


def weekday_of(day: date, shift: int = 0) -> str:
    return WEEKDAYS[(day.weekday() + shift) % 7]


def era_of(day: date) -> str:
    if day >= date(2019, 5, 1):
        return f"令和{day.year - 2018}年".replace("令和1年", "令和元年")
    return f"平成{day.year - 1988}年"


def plain(day: date) -> str:
    return f"{day.month}月{day.day}日"
