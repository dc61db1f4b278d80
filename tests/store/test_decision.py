"""All that belongs to a decision is kept, once and in one right state, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Barrier

import pytest
from sqlalchemy import text

from bot.domain.drafts import Confirmation, Origin, Post, Revision, State, Wording
from bot.domain.errors import ReviewDeskError
from bot.domain.findings import Citation, Finding, Level
from bot.domain.freezes import Freeze
from bot.domain.mandates import Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.record import verify_record
from bot.store.record import SqlRecord
from bot.store.store import Database, SqlStore
from tests.domain.kit import managers, step, steps

NOW = datetime(2026, 11, 24, 0, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1, microseconds=1)
ORIGIN = Origin("C1", "1795400000.000100")
DRAFTER, HEAD, PRESS = "UDRAFTER", "UHEAD", "UPRESS"
Act = Callable[[Review], None]
ONE = managers(HEAD)
BOTH = steps(step("所属長の承認", [HEAD]), step("広報課との協議", [PRESS]))
BLOCKING = Finding(
    check="placeholder",
    level=Level.BLOCK,
    start=0,
    end=2,
    excerpt="○月",
    message="日付を。",
    why="理由",
    suggestion=None,
    citations=(Citation("kibichuo:4(12)", Level.BLOCK),),
    fingerprint="f00d",
)


def revision(number: int = 1, *, blocked: bool = False, asked: bool = False) -> Revision:
    confirmations = (Confirmation("a", "確かめました", ("kibichuo:4(12)",)),) if asked else ()
    findings = (BLOCKING,) if blocked else ()
    return Revision(number, f"第{number}の文面", number * 1_000, "rules", findings, confirmations)


def keep(store: SqlStore, review: Review) -> None:
    with store.begin() as unit:
        unit.add(review)


def change(store: SqlStore, act: Act) -> None:
    with store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        act(review)
        unit.save(review)


def found(store: SqlStore) -> Review:
    with store.begin() as unit:
        review = unit.find(ORIGIN)
    assert review is not None
    return review


def submitted(*, blocked: bool = False) -> Review:
    return Review.submit(ORIGIN, DRAFTER, revision(blocked=blocked), NOW)


HALF_DECIDED: list[Act] = [
    lambda review: review.approve(Person(HEAD), "ok", ONE, NOW),
    lambda review: review.revise(revision(2, blocked=True), "UEDITOR", NOW),
    lambda review: review.waive(Person(HEAD), "f00d", "会場の都合で\n日付は○月です", BOTH, LATER),
    lambda review: review.mark_urgent(DRAFTER, NOW),
    lambda review: review.name_networks(DRAFTER, ("x", "line"), NOW),
    lambda review: review.approve(Person(HEAD), "ok", BOTH, LATER),
    lambda review: review.remind("sns-review", LATER, deputies=True),
]
RETURNED: list[Act] = [
    lambda review: review.send_back(Person(HEAD), "x", ONE, NOW),
    lambda review: review.explain_return(HEAD, "日付をご確認ください", LATER),
]
PUBLISHED: list[Act] = [
    lambda review: review.approve(Person(HEAD), "ok", ONE, NOW),
    lambda review: review.publish(Person(DRAFTER), Post("Facebook", "湊町", "https://sns.example/1", LATER), LATER),
]


def after(acts: list[Act]) -> Review:
    review = submitted()
    for act in acts:
        act(review)
    return review


@pytest.mark.parametrize("acts", [HALF_DECIDED, RETURNED, PUBLISHED], ids=["half decided", "returned", "published"])
def test_everything_of_a_review_comes_back_after_every_act(acts: list[Act], store: SqlStore) -> None:
    keep(store, submitted())
    for number, act in enumerate(acts, 1):
        change(store, act)
        assert replace(found(store), entries=[]) == replace(after(acts[:number]), entries=[])


def test_no_column_of_a_decision_is_left_at_its_default_above() -> None:
    """Otherwise the test above would hold of one that is never written."""
    decided = [after(acts) for acts in (HALF_DECIDED, RETURNED, PUBLISHED)]
    columns = {"returned", "editor", "approvals", "waivers", "urgent", "networks", "publication", "last_cleared"}
    for name in columns | {"waiting_since", "reminders"}:
        assert any(getattr(review, name) != getattr(submitted(), name) for review in decided), name


def test_the_wording_cleared_last_comes_back_after_edits(store: SqlStore) -> None:
    keep(store, submitted())
    change(store, lambda review: review.approve(Person(HEAD), "ok", ONE, NOW))
    change(store, lambda review: review.revise(revision(2), DRAFTER, NOW))
    change(store, lambda review: review.revise(revision(3), DRAFTER, NOW))
    assert found(store).last_cleared == Wording(1, "第1の文面")


def test_reviews_are_listed_by_where_they_stand_the_oldest_first(store: SqlStore) -> None:
    kept = (after(PUBLISHED), after(HALF_DECIDED), after(RETURNED), submitted(blocked=True))
    for number, review in enumerate(kept):
        keep(store, replace(review, origin=Origin("C1", f"{number}.0"), last_cleared=None))
    assert [one.message for one in store.origins_in(State.AWAITING, State.PUBLISHED)] == ["0.0", "1.0"]
    assert [one.origin.message for one in store.reviews_in(State.NEEDS_REVISION, State.RETURNED)] == ["2.0", "3.0"]
    assert store.reviews_in(State.CLEARED) == []


def test_a_stop_holds_until_it_is_lifted_and_who_lifted_it_is_kept(opened: Database, store: SqlStore) -> None:
    stop = Freeze("大雨の対応\nのため", "UADMIN", NOW)
    with store.begin() as unit:
        assert unit.freeze() is None
        unit.stop(stop)
    with store.begin() as unit:
        assert unit.freeze() == stop
        unit.lift("UOTHER", LATER)
        assert unit.freeze() is None
    with opened.begin() as connection:
        assert connection.execute(text("SELECT made_by, lifted_by FROM freezes")).all() == [("UADMIN", "UOTHER")]


def test_a_stop_that_was_not_committed_holds_nothing(store: SqlStore) -> None:
    def fail() -> None:
        with store.begin() as unit:
            unit.stop(Freeze("大雨", "UADMIN", NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.begin() as unit:
        assert unit.freeze() is None


def test_of_several_stops_at_the_same_moment_one_begins_and_the_others_learn_of_it(store: SqlStore) -> None:
    start = Barrier(8)

    def stop(number: int) -> tuple[bool, Freeze | None]:
        freeze = Freeze("大雨", f"UADMIN{number}", NOW)
        start.wait()
        with store.begin() as unit:
            unit.stop(freeze)
            holding = unit.freeze()
        return holding == freeze, holding

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(stop, range(8)))
    assert [mine for mine, _ in told].count(True) == 1
    assert len({holding for _, holding in told}) == 1


def test_a_chore_is_claimed_once_a_day_however_many_ask_at_once(store: SqlStore) -> None:
    start = Barrier(8)

    def claim(_: int) -> bool:
        start.wait()
        return store.claim_chore("digest", date(2026, 11, 24))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(claim, range(8))).count(True) == 1
    assert store.claim_chore("digest", date(2026, 11, 25))
    assert store.claim_chore("another", date(2026, 11, 24))


def hasten(store: SqlStore, number: int, mandates: Mandates) -> None:
    """The manager, the press section or an edit, as it comes."""
    with suppress(ReviewDeskError), store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        if number % 4 == 3:
            review.revise(replace(revision(review.revision.number + 1), made_at=number + 5_000), DRAFTER, NOW)
        else:
            review.approve(Person(HEAD if number % 2 else PRESS), "ok", mandates, NOW, made_at=4_999)
        unit.save(review)


@pytest.mark.parametrize("mandates", [ONE, BOTH], ids=["one step", "two steps"])
def test_approvals_and_an_edit_at_the_same_moment_end_in_one_right_state(
    mandates: Mandates, opened: Database, store: SqlStore
) -> None:
    keep(store, submitted())
    start, numbers = Barrier(8), count()

    def hurry(number: int) -> None:
        start.wait()
        for _ in range(3):
            hasten(store, number, mandates)
            next(numbers)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(hurry, range(8)))
    review = found(store)
    assert next(numbers) == 24
    assert (review.state, review.approvals) == (State.AWAITING, ())
    assert review.revision.number > 1
    record = SqlRecord(opened)
    deeds = [link.deed for link in record.links()]
    assert deeds.count("approved") == deeds.count("clearance_ended") <= 1
    assert deeds.count("step_approved") <= 1
    assert verify_record(record).flaws == ()


def test_a_stop_and_approvals_at_the_same_moment_leave_nothing_cleared_behind_the_stop(
    opened: Database, store: SqlStore
) -> None:
    keep(store, submitted())
    start = Barrier(8)

    def hurry(number: int) -> None:
        start.wait()
        with suppress(ReviewDeskError), store.begin() as unit:
            if number == 0:
                unit.stop(Freeze("大雨", "UADMIN", NOW))
                return
            review = unit.find(ORIGIN)
            assert review is not None
            freeze = unit.freeze()
            review.approve(Person(HEAD), "ok", replace(ONE, frozen=freeze.reason if freeze else ""), NOW)
            unit.save(review)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(hurry, range(8)))
    for review in store.reviews_in(State.CLEARED):
        with store.begin() as unit:
            one = unit.find(review.origin)
            assert one is not None
            one.end_clearance("UADMIN", LATER, "frozen")
            unit.save(one)
    assert found(store).state is State.AWAITING
    assert verify_record(SqlRecord(opened)).flaws == ()
