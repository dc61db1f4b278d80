"""Public holidays of Japan (国民の祝日に関する法律), substitutes included."""

from datetime import date, timedelta

import jpholiday

_REACH = 4  # days around a date where the holiday meant probably lies


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
