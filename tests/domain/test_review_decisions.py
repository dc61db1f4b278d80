"""What a decision is made of: steps, approvals that end, waivers, returns with a reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.audit import Deed
from bot.domain.drafts import State
from bot.domain.errors import NotEntitledError, ReviewDeskError, StaleError, TooEarlyError
from bot.domain.people import Person
from bot.domain.reviews import Review
from tests.domain.kit import managers, step, steps
from tests.domain.review_kit import (
    BOTH,
    DEPUTY,
    DRAFTER,
    FIRST,
    HEAD,
    IN_PLACE,
    LATER,
    NOW,
    ONE,
    PRESS,
    SECOND,
    approved,
    cleared,
    half,
    last,
    revision,
    submitted,
)


def test_steps_are_taken_in_order_and_the_last_one_clears() -> None:
    review = submitted()
    with pytest.raises(TooEarlyError, match=FIRST):
        approved(review, PRESS, BOTH)
    approved(review, HEAD, BOTH)
    assert (review.state, review.clearance) == (State.AWAITING, None)
    assert last(review) == (Deed.STEP_APPROVED, HEAD, {"step": FIRST})
    approved(review, PRESS, BOTH)
    assert review.state is State.CLEARED
    assert last(review) == (Deed.APPROVED, PRESS, {"step": SECOND})
    assert [approval.approver for approval in review.approvals] == [HEAD, PRESS]
    assert review.last_cleared is not None
    assert review.last_cleared.text == review.revision.text


def test_a_step_taken_twice_is_recorded_once() -> None:
    review = half()
    before = len(review.entries)
    approved(review, HEAD, BOTH)
    assert len(review.entries) == before


def test_a_deputys_approval_return_and_waiver_are_recorded_as_such() -> None:
    review = approved(submitted(), DEPUTY, IN_PLACE)
    assert last(review) == (Deed.APPROVED, DEPUTY, {"step": FIRST, "deputy": "yes"})
    assert review.approvals[0].deputy
    review.send_back(Person(DEPUTY), "x", IN_PLACE, LATER)
    assert last(review) == (Deed.RETURNED, DEPUTY, {"deputy": "yes"})
    risky = submitted("f1", asked=True)
    risky.waive(Person(DEPUTY), "f1", "理由", IN_PLACE, LATER)
    assert last(risky)[2]["deputy"] == "yes"


@pytest.mark.parametrize(
    "end",
    [
        lambda review: review.revise(revision(2), DRAFTER, LATER),
        lambda review: review.recheck(revision(2), "sns-review", LATER),
        lambda review: review.send_back(Person(PRESS), "x", BOTH, LATER),
        lambda review: review.doubt(DRAFTER, LATER),
        lambda review: review.withdraw(DRAFTER, LATER),
    ],
    ids=["an edit", "other rules", "a return", "an unreadable edit", "a deletion"],
)
@pytest.mark.parametrize("begin", [half, cleared], ids=["half approved", "cleared"])
def test_every_approval_ends_with_what_it_was_given_for(
    end: Callable[[Review], None], begin: Callable[[], Review]
) -> None:
    review = begin()
    end(review)
    assert (review.approvals, review.clearance) == ((), None)
    assert review.state is not State.CLEARED


def test_a_tick_taken_out_ends_the_approval_of_a_step() -> None:
    review = submitted(asked=True)
    review.tick(DRAFTER, 1, {"a": True}, NOW)
    approved(review, HEAD, BOTH)
    review.tick(DRAFTER, 1, {"a": False}, LATER)
    review.tick(DRAFTER, 1, {"a": True}, LATER)
    assert review.approvals == ()


def test_an_earlier_step_taken_back_takes_the_later_ones_with_it() -> None:
    review = cleared()
    review.take_back(HEAD, "ok", LATER)
    assert (review.state, review.approvals) == (State.AWAITING, ())
    assert last(review) == (Deed.CLEARANCE_ENDED, HEAD, {"reason": "taken_back", "approver": PRESS})


def test_the_last_step_taken_back_leaves_the_first() -> None:
    review = cleared()
    review.take_back(PRESS, "ok", LATER)
    assert [approval.approver for approval in review.approvals] == [HEAD]
    assert review.waiting_since == LATER


def test_a_step_taken_back_before_the_clearance_is_told_by_its_name() -> None:
    review = half()
    review.take_back(HEAD, "ok", LATER)
    assert last(review) == (Deed.STEP_TAKEN_BACK, HEAD, {"step": FIRST})
    assert review.approvals == ()


def test_who_waits_after_an_approval_was_taken_back_is_reminded_from_the_beginning() -> None:
    review = submitted()
    review.remind("sns-review", NOW, deputies=False)
    approved(review, HEAD, ONE).take_back(HEAD, "ok", LATER)
    assert (review.waiting_since, review.reminders) == (LATER, 0)


def test_a_former_approvers_word_does_not_clear_and_its_removal_ends_nothing() -> None:
    review = half()
    now = steps(step(FIRST, ["UNEW"]), step(SECOND, [PRESS]))
    with pytest.raises(TooEarlyError):
        approved(review, PRESS, now)
    approved(approved(review, "UNEW", now), PRESS, now)
    assert [approval.approver for approval in review.approvals] == ["UNEW", PRESS]
    review.take_back(HEAD, "ok", LATER)
    assert review.state is State.CLEARED


def test_while_all_is_stopped_nothing_is_approved_but_a_draft_can_be_returned() -> None:
    review = submitted()
    stopped = replace(ONE, frozen="大雨の対応")
    with pytest.raises(TooEarlyError, match="大雨の対応"):
        approved(review, HEAD, stopped)
    assert review.approvals == ()
    review.send_back(Person(HEAD), "x", stopped, LATER)
    assert review.state is State.RETURNED


def test_the_last_blocking_finding_accepted_makes_the_draft_ready() -> None:
    review = submitted("f1", "f2")
    review.waive(Person(HEAD), "f1", "会場の都合です", ONE, LATER)
    assert review.blocked
    review.waive(Person(HEAD), "f2", "同じく", ONE, LATER)
    assert review.state is State.AWAITING
    waived = {"finding": "f1", "check": "placeholder", "reason": "会場の都合です"}
    assert [(entry.deed, dict(entry.details)) for entry in review.entries[1:]] == [
        (Deed.WAIVED, waived),
        (Deed.WAIVED, {**waived, "finding": "f2", "reason": "同じく"}),
        (Deed.READY, {}),
    ]


def test_a_finding_accepted_twice_keeps_the_first_reason() -> None:
    review = submitted("f1")
    review.waive(Person(HEAD), "f1", "はじめの理由", ONE, LATER)
    before = len(review.entries)
    review.waive(Person(HEAD), "f1", "あとの理由", ONE, LATER)
    assert [waiver.reason for waiver in review.waivers] == ["はじめの理由"]
    assert len(review.entries) == before


@pytest.mark.parametrize("reason", ["", " \n\u3000"])
def test_neither_a_finding_is_accepted_nor_a_return_explained_without_a_reason(reason: str) -> None:
    risky, returned = submitted("f1"), submitted()
    with pytest.raises(ReviewDeskError, match="理由"):
        risky.waive(Person(HEAD), "f1", reason, ONE, LATER)
    returned.send_back(Person(HEAD), "x", ONE, LATER)
    with pytest.raises(ReviewDeskError, match="理由"):
        returned.explain_return(HEAD, reason, LATER)
    assert risky.waivers == ()
    assert last(returned)[0] is Deed.RETURNED


def test_what_is_no_finding_of_the_present_wording_cannot_be_accepted() -> None:
    with pytest.raises(StaleError):
        submitted("f1").waive(Person(HEAD), "f9", "理由", ONE, LATER)


@pytest.mark.parametrize("person", [Person(DRAFTER), Person("USTRANGER"), Person(HEAD, guest=True)])
def test_only_who_may_approve_accepts_a_finding(person: Person) -> None:
    review = submitted("f1")
    with pytest.raises(NotEntitledError):
        review.waive(person, "f1", "理由", managers(HEAD, DRAFTER), LATER)
    assert review.waivers == ()


def test_an_accepted_finding_stays_accepted_as_long_as_it_is_there() -> None:
    review = submitted("f1")
    review.waive(Person(HEAD), "f1", "理由", ONE, LATER)
    review.revise(revision(2, "f1"), DRAFTER, LATER)
    assert (len(review.waivers), review.state) == (1, State.AWAITING)
    review.revise(revision(3), DRAFTER, LATER)
    assert review.waivers == ()
    review.revise(revision(4, "f1"), DRAFTER, LATER)
    assert review.state is State.NEEDS_REVISION


def test_who_returned_the_draft_explains_it_and_nobody_else() -> None:
    review = submitted()
    review.send_back(Person(HEAD), "x", ONE, LATER)
    with pytest.raises(StaleError):
        review.explain_return(PRESS, "理由", LATER)
    review.explain_return(HEAD, "日付を直してください", LATER)
    assert last(review) == (Deed.RETURN_EXPLAINED, HEAD, {"reason": "日付を直してください"})
    assert review.returned is not None
    assert review.returned.reason == "日付を直してください"


@pytest.mark.parametrize(
    "end",
    [
        lambda review: review.revise(revision(2), DRAFTER, LATER),
        lambda review: review.take_back(HEAD, "x", LATER),
        lambda review: review.withdraw(DRAFTER, LATER),
    ],
    ids=["edited", "taken back", "withdrawn"],
)
def test_a_return_that_does_not_hold_any_more_is_not_explained(end: Callable[[Review], None]) -> None:
    review = submitted()
    review.send_back(Person(HEAD), "x", ONE, LATER)
    end(review)
    before = len(review.entries)
    with pytest.raises(StaleError):
        review.explain_return(HEAD, "理由", LATER)
    assert len(review.entries) == before


def test_the_last_editor_never_approves() -> None:
    review = submitted()
    review.revise(revision(2), HEAD, LATER)
    with pytest.raises(ReviewDeskError, match="ご自身"):
        approved(review, HEAD, ONE)
    assert review.state is State.AWAITING


def test_a_step_is_waited_for_since_the_one_before_it_was_taken() -> None:
    review = half()
    assert review.asked_since([]) == NOW
    assert review.asked_since([FIRST]) == LATER
    assert cleared().asked_since([FIRST]) is None
