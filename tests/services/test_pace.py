"""How long things may take, in working hours and in minutes."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.drafts import Origin, Revision
from bot.domain.office_hours import JAPAN, OfficeHours
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.engine.holidays import holiday_name
from bot.services.pace import Pace
from tests.domain.kit import managers, step, steps

PACE = Pace(OfficeHours(time(8, 30), time(17, 15), holiday_name))
FRIDAY = datetime(2026, 11, 20, 15, 15, tzinfo=JAPAN)  # two working hours before a long weekend
TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=JAPAN)
BOTH = steps(step("承認", ["UHEAD"]), step("協議", ["UPRESS"]))


def waiting(
    since: datetime, *, urgent: bool = False, reminders: int = 0, reminded_at: datetime | None = None
) -> Review:
    review = Review.submit(Origin("C1", "1.0"), "UDRAFTER", Revision(1, "文面", 1, "rules"), since)
    review.urgent, review.reminders, review.reminded_at = urgent, reminders, reminded_at
    return review


def due(at: datetime, *, since: datetime = FRIDAY, **reminded: Any) -> bool:
    return PACE.reminder_due(waiting(since, **reminded), at)


def test_a_reminder_is_due_after_four_working_hours_over_a_long_weekend() -> None:
    assert not due(TUESDAY + timedelta(minutes=119))
    assert due(TUESDAY + timedelta(minutes=120))


@pytest.mark.parametrize("hours", [9.0, 14.0, 22.0])
def test_no_reminder_comes_outside_office_hours(hours: float) -> None:
    at = TUESDAY + timedelta(hours=hours)
    assert not PACE.hours.is_open(at)
    assert not due(at)


def test_there_are_three_reminders_each_after_its_time() -> None:
    later = TUESDAY + timedelta(days=7, hours=1)
    assert [due(later, reminders=made) for made in range(5)] == [True, True, True, False, False]
    assert not due(TUESDAY + timedelta(hours=5), reminders=1, reminded_at=TUESDAY + timedelta(hours=2))
    assert due(TUESDAY + timedelta(hours=6), reminders=1, reminded_at=TUESDAY + timedelta(hours=2))


def test_what_waited_long_while_the_desk_was_away_is_called_to_mind_once_not_in_a_burst() -> None:
    monday = TUESDAY + timedelta(days=6)
    assert due(monday)
    assert not due(monday + timedelta(minutes=1), reminders=1, reminded_at=monday)


def test_an_urgent_draft_is_called_to_mind_every_ten_minutes_and_at_night_too() -> None:
    night = FRIDAY.replace(hour=22)
    assert not due(night + timedelta(minutes=9), since=night, urgent=True)
    assert due(night + timedelta(minutes=10), since=night, urgent=True)
    once = night + timedelta(minutes=10)
    assert not due(night + timedelta(minutes=19), since=night, urgent=True, reminders=1, reminded_at=once)
    assert due(night + timedelta(minutes=20), since=night, urgent=True, reminders=1, reminded_at=once)
    assert not due(night + timedelta(days=3), since=night, urgent=True, reminders=6)


def test_nothing_is_due_of_what_does_not_wait() -> None:
    review = waiting(FRIDAY)
    review.withdraw("UDRAFTER", FRIDAY)
    assert not PACE.reminder_due(review, TUESDAY + timedelta(days=7))
    assert not PACE.deputies_may(review, TUESDAY + timedelta(days=7))


def test_the_people_of_the_second_step_are_reminded_from_their_own_beginning() -> None:
    review = waiting(FRIDAY, reminders=3)
    review.approve(Person("UHEAD"), "ok", BOTH, TUESDAY)
    assert not PACE.reminder_due(review, TUESDAY + timedelta(hours=3.9))
    assert PACE.reminder_due(review, TUESDAY + timedelta(hours=4))


def test_a_deputy_may_after_eight_working_hours_or_ten_minutes_of_an_urgent_draft() -> None:
    assert not PACE.deputies_may(waiting(FRIDAY), TUESDAY + timedelta(minutes=359))
    assert PACE.deputies_may(waiting(FRIDAY), TUESDAY + timedelta(minutes=360))
    assert not PACE.deputies_may(waiting(FRIDAY, urgent=True), FRIDAY + timedelta(minutes=9))
    assert PACE.deputies_may(waiting(FRIDAY, urgent=True), FRIDAY + timedelta(minutes=10))


def test_a_deputys_time_of_the_second_step_begins_with_it() -> None:
    review = waiting(FRIDAY)
    review.approve(Person("UHEAD"), "ok", BOTH, TUESDAY)
    at = TUESDAY + timedelta(minutes=360)
    assert PACE.deputies_may(review, at)
    assert not PACE.deputies_may(review, at, ["承認"])
    assert PACE.deputies_may(review, TUESDAY + timedelta(hours=8), ["承認"])


def test_a_clearance_expires_after_seven_days_to_the_second() -> None:
    review = waiting(FRIDAY)
    assert not PACE.expired(review, FRIDAY + timedelta(days=30))
    review.approve(Person("UHEAD"), "ok", managers("UHEAD"), FRIDAY)
    assert not PACE.expired(review, FRIDAY + timedelta(days=7, seconds=-1))
    assert PACE.expired(review, FRIDAY + timedelta(days=7))
