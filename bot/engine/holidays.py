"""Public holidays of Japan (国民の祝日に関する法律), substitutes included."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import jpholiday

from bot.engine.days import nearest

SUBSTITUTE = "振替休日"
NAMES = {  # with the month each is in
    "元日": 1,
    "成人の日": 1,
    "建国記念の日": 2,
    "天皇誕生日": 2,
    "春分の日": 3,
    "昭和の日": 4,
    "憲法記念日": 5,
    "みどりの日": 5,
    "こどもの日": 5,
    "海の日": 7,
    "山の日": 8,
    "敬老の日": 9,
    "秋分の日": 9,
    "スポーツの日": 10,
    "文化の日": 11,
    "勤労感謝の日": 11,
}
_SPELLINGS = {
    "子どもの日": "こどもの日",
    "子供の日": "こどもの日",
    "建国記念日": "建国記念の日",
    "緑の日": "みどりの日",
}
SPELLED = re.compile("|".join([*NAMES, *_SPELLINGS]))
_MIDDLE = 15  # of its month, near which a holiday is
_REACH = 4  # days around a date where the holiday meant probably lies


@lru_cache(maxsize=4096)
def holiday_name(day: date) -> str | None:
    """What the holiday is called, 振替休日 and 国民の休日 too; None on other days."""
    name: str | None = jpholiday.is_holiday_name(day)
    return name


def holiday_near(day: date) -> date | None:
    """The holiday nearest to a day, a few days before or behind it; None where there is none."""
    for distance in range(1, _REACH + 1):
        for near in (day - timedelta(distance), day + timedelta(distance)):
            if holiday_name(near):
                return near
    return None


def official_name(spelled: str) -> str:
    """A holiday's name as the law has it: 子どもの日 is こどもの日."""
    return _SPELLINGS.get(spelled, spelled)


def nearest_of(name: str, to: date) -> date | None:
    """The day on which the holiday of this official name is, in the year in which it is nearest to another day."""
    year = nearest(NAMES[name], _MIDDLE, to)
    return _day_of(name, year.year) if year else None


@lru_cache(maxsize=512)
def _day_of(name: str, year: int) -> date | None:
    days = (date(year, NAMES[name], day) for day in range(1, monthrange(year, NAMES[name])[1] + 1))
    return next((day for day in days if holiday_name(day) == name), None)
