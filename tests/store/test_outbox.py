"""One worker at a time holds a thread, and a crash frees it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.audit import Deed
from bot.domain.drafts import Origin, Revision
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.ports import Shown
from bot.store.outbox import SqlOutbox
from bot.store.store import SqlStore
from bot.store.times import HOLD
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ORIGIN = Origin("C1", "1.0")


@pytest.fixture
def outbox(store: SqlStore, box: SqlOutbox) -> SqlOutbox:
    with store.begin() as unit:
        review = Review.submit(ORIGIN, "UDRAFTER", Revision(1, "文面", 1, "rules"), NOW)
        review.approve(Person("UMANAGER"), "ok", managers("UMANAGER"), NOW)
        handed_over = unit.add(review)
    assert handed_over is not None
    box.postpone(handed_over, NOW)
    return box


def test_a_new_review_is_behind_until_it_is_shown(store: SqlStore, outbox: SqlOutbox) -> None:
    assert outbox.behind(NOW) == [ORIGIN]
    pending = outbox.claim(ORIGIN, NOW)
    assert pending is not None
    outbox.settle([Shown(pending, "2.0")])
    assert outbox.behind(NOW) == []
    assert outbox.claim(ORIGIN, NOW) is None


def test_notices_come_in_the_order_of_the_record(store: SqlStore, outbox: SqlOutbox) -> None:
    pending = outbox.claim(ORIGIN, NOW)
    assert pending is not None
    assert [untold.entry.deed for untold in pending.notices] == [Deed.READY, Deed.APPROVED]


def test_a_new_thread_is_held_for_who_added_its_review(store: SqlStore, box: SqlOutbox) -> None:
    with store.begin() as unit:
        pending = unit.add(Review.submit(ORIGIN, "UDRAFTER", Revision(1, "文面", 1, "rules"), NOW))
    assert pending is not None
    assert not pending.interrupted
    assert box.claim(ORIGIN, datetime.now(UTC)) is None
    assert box.settle([Shown(pending, "2.0")]) == []
    assert box.claim(ORIGIN, datetime.now(UTC) + HOLD) is None


def test_nobody_else_holds_a_thread_that_is_held(store: SqlStore, outbox: SqlOutbox) -> None:
    assert outbox.claim(ORIGIN, NOW) is not None
    assert outbox.claim(ORIGIN, NOW + HOLD / 2) is None
    assert outbox.behind(NOW + HOLD / 2) == []


def test_a_thread_whose_holder_crashed_is_free_again_and_says_that_it_was_interrupted(
    store: SqlStore, outbox: SqlOutbox
) -> None:
    outbox.claim(ORIGIN, NOW)
    pending = outbox.claim(ORIGIN, NOW + HOLD + timedelta(seconds=1))
    assert pending is not None
    assert pending.interrupted


def test_what_changed_while_a_thread_was_written_to_is_shown_next(store: SqlStore, outbox: SqlOutbox) -> None:
    pending = outbox.claim(ORIGIN, NOW)
    assert pending is not None
    with store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        review.withdraw("UDRAFTER", NOW)
        unit.save(review)
    outbox.settle([Shown(pending, "2.0")])
    again = outbox.claim(ORIGIN, NOW)
    assert again is not None
    assert again.card == "2.0"
    assert [untold.entry.deed for untold in again.notices] == [Deed.CLEARANCE_ENDED]


def test_a_postponed_thread_waits(store: SqlStore, outbox: SqlOutbox) -> None:
    pending = outbox.claim(ORIGIN, NOW)
    assert pending is not None
    outbox.postpone(pending, NOW + timedelta(seconds=10))
    assert outbox.claim(ORIGIN, NOW + timedelta(seconds=9)) is None
    assert outbox.claim(ORIGIN, NOW + timedelta(seconds=10)) is not None
