"""Days of the calendar: which exist, and which is meant where the year is not said."""

from datetime import date
from functools import lru_cache

WEEKDAYS = "月火水木金土日"
MONTHS = 12
KNOWN = range(1868, 2101)
_APRIL = 4
_HALF_YEAR = 182  # days; no other year's same day can lie nearer
_EITHER = 150  # days; a date so far from today may as well be meant half a year away on the other side


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day) if year in KNOWN else None
    except ValueError:
        return None


def nearest(month: int, day: int, to: date) -> date | None:
    """The day of this month and day, of whichever year, that lies nearest to a day; the coming one of two."""
    same = valid(to.year, month, day)
    if same and abs((same - to).days) <= _HALF_YEAR:
        return same
    near = [found for year in (to.year + 1, to.year, to.year - 1) if (found := valid(year, month, day))]
    return min(near, key=lambda found: abs((found - to).days), default=None)


@lru_cache(maxsize=4096)
def either(month: int, day: int, today: date) -> tuple[date, ...]:
    """The nearest such day; with it, where both lie about half a year away, the one on the other side of today."""
    found = nearest(month, day, today)
    if found is None:
        return ()
    if abs((found - today).days) <= _EITHER:
        return (found,)
    other = valid(found.year + (1 if found < today else -1), month, day)
    return (found, other) if other else (found,)


def fiscal_year(day: date) -> int:
    """The 年度 a day belongs to, from April to March, in the western count."""
    return day.year - (day.month < _APRIL)


def japanese(day: date) -> str:
    """A date as people write it: 2026年12月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
