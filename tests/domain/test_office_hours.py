"""Office hours, counted over weekends, the holidays of the real calendar, and the turn of the year."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.office_hours import JAPAN, OfficeHours
from bot.engine.holidays import holiday_name

OFFICE = OfficeHours(time(8, 30), time(17, 15), holiday_name)
QUARTER = timedelta(minutes=15)


def tokyo(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=JAPAN)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
quarters = st.integers(0, 4 * 365 * 24 * 7).map(lambda count: tokyo(1, 1, 0, year=2024) + count * QUARTER)
worked = st.integers(0, 4 * 60).map(lambda count: count / 4)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 9, 22), False),  # 国民の休日
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 1), False),
        (date(2029, 1, 3), False),  # a Wednesday
        (date(2027, 1, 4), True),
    ],
)
def test_the_office_works_on_weekdays_that_are_no_holiday_and_not_at_the_turn_of_the_year(
    day: date, *, works: bool
) -> None:
    assert OFFICE.is_working_day(day) == works


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [(8, 29, False), (8, 30, True), (12, 30, True), (17, 14, True), (17, 15, False), (0, 0, False)],
)
def test_it_is_open_from_opening_until_just_before_closing_lunch_included(
    hour: int, minute: int, *, is_open: bool
) -> None:
    assert OFFICE.is_open(tokyo(11, 24, hour, minute)) == is_open


def test_the_day_is_the_one_in_japan_wherever_the_moment_comes_from() -> None:
    monday_evening = datetime(2026, 11, 16, 19, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert OFFICE.is_open(monday_evening)
    assert OFFICE.after(monday_evening, 1) == tokyo(11, 17, 10)


@pytest.mark.parametrize(
    ("moment", "hours", "later"),
    [
        (tokyo(11, 24, 10), 3, tokyo(11, 24, 13)),
        (tokyo(11, 24, 16, 15), 0.5, tokyo(11, 24, 16, 45)),
        (tokyo(11, 24, 16, 15), 3, tokyo(11, 25, 10, 30)),
        (tokyo(11, 24, 6), 1, tokyo(11, 24, 9, 30)),
        (tokyo(11, 24, 22), 1, tokyo(11, 25, 9, 30)),
        (tokyo(11, 20, 17), 1, tokyo(11, 24, 9, 15)),  # over a weekend with a Monday holiday behind it
        (tokyo(12, 28, 17), 1, tokyo(1, 4, 9, 15, year=2027)),
        (tokyo(5, 1, 17), 1, tokyo(5, 7, 9, 15)),  # 憲法記念日 to 振替休日
        (tokyo(11, 24, 10), 17.5, tokyo(11, 26, 10)),  # two days' hours
        (tokyo(11, 24, 16, 15), 1, tokyo(11, 25, 8, 30)),  # used up at closing
        (tokyo(11, 24, 10), 0, tokyo(11, 24, 10)),
        (tokyo(11, 24, 20), 0, tokyo(11, 25, 8, 30)),
    ],
)
def test_working_hours_are_counted_while_the_office_is_open(moment: datetime, hours: float, later: datetime) -> None:
    assert OFFICE.after(moment, hours) == later


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (tokyo(11, 24, 7), tokyo(11, 24, 8, 30)),
        (tokyo(11, 24, 8, 30), tokyo(11, 25, 8, 30)),
        (tokyo(11, 20, 12), tokyo(11, 24, 8, 30)),
        (tokyo(12, 31, 23, 59), tokyo(1, 4, 8, 30, year=2027)),
    ],
)
def test_the_next_opening_is_later_than_the_moment(moment: datetime, opening: datetime) -> None:
    assert OFFICE.next_opening(moment) == opening


@given(moments, worked)
def test_counting_ends_in_utc_while_the_office_is_open_and_never_before_it_began(
    moment: datetime, hours: float
) -> None:
    later = OFFICE.after(moment, hours)
    assert OFFICE.is_open(later)
    assert later.tzinfo is UTC
    assert later >= moment + timedelta(hours=hours)


@given(moments, moments, worked, worked)
def test_what_begins_later_or_takes_longer_ends_no_earlier(
    one: datetime, another: datetime, hours: float, more: float
) -> None:
    first, second = sorted((one, another))
    assert OFFICE.after(first, hours) <= OFFICE.after(second, hours) <= OFFICE.after(second, hours + more)


@given(moments, worked, worked)
def test_hours_counted_in_two_parts_are_the_same_hours(moment: datetime, first: float, second: float) -> None:
    assert OFFICE.after(moment, first + second) == OFFICE.after(OFFICE.after(moment, first), second)


@given(quarters, worked)
def test_the_office_was_open_for_just_as_long_as_was_counted(moment: datetime, hours: float) -> None:
    steps = range((OFFICE.after(moment, hours) - moment) // QUARTER)
    assert sum(OFFICE.is_open(moment + step * QUARTER) for step in steps) == hours * 4


@given(moments)
def test_there_is_no_opening_between_a_moment_and_its_next_opening(moment: datetime) -> None:
    opening = OFFICE.next_opening(moment)
    assert OFFICE.is_open(opening)
    assert not OFFICE.is_open(opening - timedelta.resolution)
    assert OFFICE.next_opening(opening - timedelta.resolution) == opening
    assert OFFICE.next_opening(moment + (opening - moment) / 2) == opening


def test_a_moment_without_a_timezone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a timezone"):
        OFFICE.after(datetime(2026, 11, 24, 10), 1)  # noqa: DTZ001 - what is refused


def test_negative_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        OFFICE.after(tokyo(11, 24, 10), -1)


@pytest.mark.parametrize("closing", [time(8, 30), time(8)])
def test_an_office_that_closes_before_it_opens_is_refused(closing: time) -> None:
    with pytest.raises(ValueError, match="not later"):
        OfficeHours(time(8, 30), closing, holiday_name)
