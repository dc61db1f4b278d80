"""Every transition of a review, and every refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from bot.domain.audit import Deed
from bot.domain.drafts import Confirmation, Origin, Revision, State
from bot.domain.errors import ClosedError, NotEntitledError, StaleError, TooEarlyError
from bot.domain.findings import Citation, Finding, Level
from bot.domain.people import Person
from bot.domain.reviews import Review
from tests.domain.kit import managers

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
DRAFTER, MANAGER, OTHER = "UDRAFTER", "UMANAGER", "UOTHER"
APPROVERS = managers(MANAGER, OTHER)
BLOCKING = Finding(
    "placeholder",
    Level.BLOCK,
    0,
    2,
    "○月",
    "日付を書き入れてください。",
    "",
    None,
    (Citation("kibichuo:4(12)", Level.BLOCK),),
)


def revision(
    number: int = 1, text: str = "本日開館します。", made_at: int = 1_000, *, blocked: bool = False
) -> Revision:
    asked = (
        Confirmation("a", "日時を確かめました", ("kibichuo:4(12)",)),
        Confirmation("b", "了解を得ました", ("kibichuo:5(16)",)),
    )
    return Revision(number, text, made_at, "rules", (BLOCKING,) if blocked else (), asked)


def submitted(*, blocked: bool = False) -> Review:
    return Review.submit(Origin("C1", "1.0"), DRAFTER, revision(blocked=blocked), NOW)


def ready() -> Review:
    review = submitted()
    review.tick(DRAFTER, 1, {"a": True, "b": True}, NOW)
    return review


def cleared() -> Review:
    review = ready()
    review.approve(Person(MANAGER), "white_check_mark", APPROVERS, NOW)
    return review


def deeds(review: Review) -> list[Deed]:
    return [entry.deed for entry in review.entries]


def test_a_new_draft_waits_for_the_confirmations() -> None:
    assert submitted().state is State.CONFIRMING


def test_a_draft_with_a_blocking_finding_needs_revision_even_when_all_is_ticked() -> None:
    review = submitted(blocked=True)
    review.tick(DRAFTER, 1, {"a": True, "b": True}, NOW)
    assert review.state is State.NEEDS_REVISION


def test_all_ticked_and_nothing_blocking_awaits_approval_and_says_so() -> None:
    review = ready()
    assert review.state is State.AWAITING
    assert deeds(review) == [Deed.SUBMITTED, Deed.TICKED, Deed.TICKED, Deed.READY]


def test_a_tick_taken_out_leads_back_to_confirming() -> None:
    review = ready()
    review.tick(DRAFTER, 1, {"b": False}, NOW)
    assert review.state is State.CONFIRMING


def test_a_tick_taken_out_of_a_cleared_draft_ends_the_clearance() -> None:
    review = cleared()
    review.tick(DRAFTER, 1, {"a": False}, NOW)
    assert review.state is State.CONFIRMING
    assert review.entries[-1].details == {"reason": "unticked", "approver": MANAGER}


def test_ticking_what_is_ticked_records_nothing() -> None:
    review = ready()
    before = len(review.entries)
    review.tick(DRAFTER, 1, {"a": True, "b": True}, NOW)
    assert len(review.entries) == before


def test_only_the_drafter_ticks() -> None:
    with pytest.raises(NotEntitledError):
        submitted().tick(MANAGER, 1, {"a": True}, NOW)


def test_ticks_for_an_earlier_revision_are_refused() -> None:
    review = submitted()
    review.revise(revision(2, "明日開館します。", 2_000), DRAFTER, NOW)
    with pytest.raises(StaleError):
        review.tick(DRAFTER, 1, {"a": True}, NOW)


def test_an_approver_clears_exactly_the_present_text() -> None:
    review = cleared()
    assert review.state is State.CLEARED
    assert review.clearance is not None
    assert (review.clearance.approver, review.clearance.revision) == (MANAGER, 1)
    assert review.entries[-1].sha256 == review.revision.sha256


@pytest.mark.parametrize(
    ("person", "approvers"),
    [
        (Person(DRAFTER), managers(MANAGER, OTHER, DRAFTER)),
        (Person("USTRANGER"), APPROVERS),
        (Person(MANAGER, guest=True), APPROVERS),
        (Person(MANAGER, outsider=True), APPROVERS),
        (Person(MANAGER, bot=True), APPROVERS),
        (Person(MANAGER, deactivated=True), APPROVERS),
        (Person(MANAGER), managers()),
    ],
    ids=["the drafter", "a stranger", "a guest", "an outsider", "a bot", "a former member", "no approvers at all"],
)
@pytest.mark.parametrize("act", [Review.approve, Review.send_back], ids=["approve", "return"])
def test_nobody_else_decides(person: Person, approvers: frozenset[str], act: Callable[..., None]) -> None:
    review = ready()
    with pytest.raises(NotEntitledError):
        act(review, person, "r", approvers, NOW)
    assert review.state is State.AWAITING


def test_an_approval_before_the_confirmations_is_too_early() -> None:
    with pytest.raises(TooEarlyError):
        submitted().approve(Person(MANAGER), "r", APPROVERS, NOW)


def test_an_approval_of_a_draft_that_needs_revision_is_too_early() -> None:
    with pytest.raises(TooEarlyError):
        submitted(blocked=True).approve(Person(MANAGER), "r", APPROVERS, NOW)


def test_an_approval_that_came_too_early_does_not_count_later() -> None:
    review = submitted()
    with pytest.raises(TooEarlyError):
        review.approve(Person(MANAGER), "r", APPROVERS, NOW)
    review.tick(DRAFTER, 1, {"a": True, "b": True}, NOW)
    assert review.state is State.AWAITING


def test_an_approval_made_before_the_wording_changed_does_not_clear_it() -> None:
    review = submitted()
    review.revise(replace(revision(2, "別の文面", 2_000), confirmations=()), DRAFTER, NOW)
    with pytest.raises(StaleError):
        review.approve(Person(MANAGER), "r", APPROVERS, NOW, made_at=1_999)
    assert review.state is State.AWAITING


def test_a_second_approval_adds_nothing_and_its_removal_takes_nothing_away() -> None:
    review = cleared()
    before = len(review.entries)
    review.approve(Person(OTHER), "white_check_mark", APPROVERS, NOW)
    review.take_back(OTHER, "white_check_mark", NOW)
    assert review.state is State.CLEARED
    assert len(review.entries) == before


def test_the_approval_taken_back_ends_the_clearance() -> None:
    review = cleared()
    review.take_back(MANAGER, "white_check_mark", NOW)
    assert review.state is State.AWAITING
    assert review.entries[-1].details["reason"] == "taken_back"


def test_an_edit_ends_the_clearance_and_asks_for_the_ticks_anew() -> None:
    review = cleared()
    review.revise(revision(2, "明日開館します。", 2_000), DRAFTER, NOW)
    assert review.state is State.CONFIRMING
    assert Deed.CLEARANCE_ENDED in deeds(review)


def test_an_edit_back_to_the_approved_wording_is_not_cleared() -> None:
    review = cleared()
    review.revise(revision(2, "明日開館します。", 2_000), DRAFTER, NOW)
    review.revise(revision(3, "本日開館します。", 3_000), DRAFTER, NOW)
    assert review.state is State.CONFIRMING


def test_an_edit_that_arrives_late_is_refused() -> None:
    review = submitted()
    review.revise(revision(2, "新しい文面", 3_000), DRAFTER, NOW)
    with pytest.raises(StaleError):
        review.revise(revision(3, "古い文面", 2_000), DRAFTER, NOW)
    assert review.revision.text == "新しい文面"


def test_an_approver_returns_a_cleared_draft() -> None:
    review = cleared()
    review.send_back(Person(OTHER), "x", APPROVERS, NOW)
    assert review.state is State.RETURNED
    assert deeds(review)[-2:] == [Deed.CLEARANCE_ENDED, Deed.RETURNED]


def test_a_returned_draft_cannot_be_approved_or_ticked_until_it_is_edited() -> None:
    review = ready()
    review.send_back(Person(MANAGER), "x", APPROVERS, NOW)
    with pytest.raises(TooEarlyError):
        review.approve(Person(OTHER), "r", APPROVERS, NOW)
    with pytest.raises(TooEarlyError):
        review.tick(DRAFTER, 1, {"a": False}, NOW)
    review.revise(revision(2, "直した文面", 2_000), DRAFTER, NOW)
    assert review.state is State.CONFIRMING


def test_a_return_taken_back_awaits_approval_again() -> None:
    review = ready()
    review.send_back(Person(MANAGER), "x", APPROVERS, NOW)
    review.take_back(MANAGER, "x", NOW)
    assert review.state is State.AWAITING


def test_a_text_that_cannot_be_read_any_more_is_not_cleared() -> None:
    review = cleared()
    review.doubt(DRAFTER, NOW)
    assert review.state is State.NEEDS_REVISION
    with pytest.raises(TooEarlyError):
        review.approve(Person(MANAGER), "r", APPROVERS, NOW)


def test_a_withdrawn_draft_is_over() -> None:
    review = cleared()
    review.withdraw(DRAFTER, NOW)
    assert review.state is State.WITHDRAWN
    assert review.clearance is None
    with pytest.raises(ClosedError):
        review.revise(revision(2, "文面", 2_000), DRAFTER, NOW)
    with pytest.raises(ClosedError):
        review.approve(Person(MANAGER), "r", APPROVERS, NOW)
    with pytest.raises(ClosedError):
        review.tick(DRAFTER, 1, {"a": True}, NOW)


def test_withdrawing_twice_records_once() -> None:
    review = submitted()
    review.withdraw(DRAFTER, NOW)
    review.withdraw(DRAFTER, NOW)
    assert deeds(review).count(Deed.WITHDRAWN) == 1


def test_the_hash_is_that_of_the_texts_utf8() -> None:
    assert revision(text="").sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert revision(text="あ").sha256 == sha256("あ".encode()).hexdigest()
