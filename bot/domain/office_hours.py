"""Office hours: when somebody is there to decide, and what moment lies some working hours ahead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
_SATURDAY = 5
_YEAR_END, _NEW_YEAR = (12, 29), (1, 3)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The hours in which an office works, Monday to Friday, in Japanese time; the lunch break counts as work.

    Closed besides on public holidays and from 29 December to 3 January (行政機関の休日に関する法律 第1条; local
    governments' ordinances under 地方自治法 第4条の2 name the same days).

    Attributes:
        opening: Time of day, without a zone, at which work begins.
        closing: Time of day at which it ends, later than `opening`; at this moment itself the office is closed.
        holiday: Tells of a day whether it is a public holiday; a holiday's name will do as yes.

    Raises:
        ValueError: `closing` is not later than `opening`.
    """

    opening: time
    closing: time
    holiday: Callable[[date], bool | str | None]

    def __post_init__(self) -> None:
        """See that there are hours to count."""
        if self.closing <= self.opening:
            raise ValueError(f"closing {self.closing} is not later than opening {self.opening}")

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on this day, which is a date in Japan."""
        return day.weekday() < _SATURDAY and not _year_end(day) and not self.holiday(day)

    def is_open(self, moment: datetime) -> bool:
        """Whether the office works at this moment, given in any timezone.

        Raises:
            ValueError: The moment has no timezone.
        """
        local = _local(moment)
        return self.is_working_day(local.date()) and self.opening <= local.time() < self.closing

    def next_opening(self, moment: datetime) -> datetime:
        """The first opening later than this moment, in UTC.

        Raises:
            ValueError: The moment has no timezone.
        """
        local = _local(moment)
        day = local.date() if local.time() < self.opening else local.date() + timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return datetime.combine(day, self.opening, JAPAN).astimezone(UTC)

    def after(self, moment: datetime, hours: float) -> datetime:
        """The moment some working hours later, in UTC.

        Outside office hours counting begins at the next opening. The office is open at the moment found: where the
        hours are used up at closing, it is the next opening, when somebody is there to see it.

        Args:
            moment: A moment in any timezone.
            hours: Working hours, none or more.

        Raises:
            ValueError: The moment has no timezone, or the hours are negative.
        """
        if hours < 0:
            raise ValueError(f"hours must not be negative: {hours}")
        left = timedelta(hours=hours)
        at = moment.astimezone(UTC) if self.is_open(moment) else self.next_opening(moment)
        while left >= (today := self._closing(at) - at):
            left -= today
            at = self.next_opening(at)
        return at + left

    def _closing(self, moment: datetime) -> datetime:
        return datetime.combine(_local(moment).date(), self.closing, JAPAN)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a timezone: {moment}")
    return moment.astimezone(JAPAN)


def _year_end(day: date) -> bool:
    return (day.month, day.day) >= _YEAR_END or (day.month, day.day) <= _NEW_YEAR
