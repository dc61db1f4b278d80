"""Months of the calendar."""

from datetime import date

import pytest

from bot.domain.months import Month


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2027-02", date(2027, 2, 1), date(2027, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("9998-12", date(9998, 12, 1), date(9998, 12, 31)),
    ],
)
def test_a_month_has_its_first_and_its_last_day(written: str, first: date, last: date) -> None:
    month = Month.read(written)
    assert (month.first, month.last) == (first, last)
    assert str(month) == written


@pytest.mark.parametrize(
    "written",
    ["", "2026", "2026-13", "2026-00", "2026-1", "2026-11-01", "1969-12", "9999-01", "２０２６-11", "2026-11\n"],
)
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Month.read(written)


def test_before_january_is_december_of_the_year_before() -> None:
    assert Month(2027, 1).before == Month(2026, 12)
    assert Month.of(date(2026, 12, 31)).label == "2026年12月"
