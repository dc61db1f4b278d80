"""A month of the calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})-(?P<number>0[1-9]|1[0-2])")
_YEARS = range(1970, 9999)  # Slack's clock begins in 1970, and date.max has no month after it


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month: its year, and its number from 1."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Month":
        """As it is written, `2026-11`; ValueError where it is not."""
        match = _WRITTEN.fullmatch(text)
        if match is None or int(match["year"]) not in _YEARS:
            raise ValueError(text)
        return cls(int(match["year"]), int(match["number"]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month this day is in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def label(self) -> str:
        """As people say it: 「2026年11月」."""
        return f"{self.year}年{self.number}月"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def before(self) -> "Month":
        """The month before it."""
        return Month.of(self.first - timedelta(days=1))
