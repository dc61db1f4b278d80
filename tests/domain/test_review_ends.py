"""Haste, reminders, the end of a clearance, publication, and what follows none of them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.audit import Deed
from bot.domain.drafts import State
from bot.domain.errors import ClosedError, NotEntitledError, TooEarlyError
from bot.domain.people import Person
from bot.domain.reviews import Review
from tests.domain.review_kit import (
    BOTH,
    DRAFTER,
    HEAD,
    LATER,
    ONE,
    POST,
    PRESS,
    approved,
    cleared,
    half,
    last,
    published,
    revision,
    submitted,
    withdrawn,
)


def test_only_the_drafter_asks_for_haste_and_once_is_enough() -> None:
    review = submitted("f1")
    with pytest.raises(NotEntitledError):
        review.mark_urgent(HEAD, LATER)
    review.mark_urgent(DRAFTER, LATER)
    review.mark_urgent(DRAFTER, LATER)
    assert [entry.deed for entry in review.entries].count(Deed.MARKED_URGENT) == 1
    assert review.urgent
    with pytest.raises(TooEarlyError):
        approved(review, HEAD, ONE)


def test_only_the_drafter_names_the_networks_and_only_a_change_is_recorded() -> None:
    review = submitted()
    with pytest.raises(NotEntitledError):
        review.name_networks(HEAD, ("x",), LATER)
    review.name_networks(DRAFTER, ("x", "line"), LATER)
    assert last(review) == (Deed.NETWORKS_NAMED, DRAFTER, {"networks": "x、line"})
    before = len(review.entries)
    review.name_networks(DRAFTER, ("x", "line"), LATER)
    assert len(review.entries) == before


def test_only_a_draft_that_waits_is_called_to_mind() -> None:
    review = submitted()
    review.remind("sns-review", LATER, deputies=True)
    assert (review.reminders, last(review)) == (1, (Deed.REMINDED, "sns-review", {"to": "deputies"}))
    for other in (submitted("f1"), submitted(asked=True), cleared()):
        before = len(other.entries)
        other.remind("sns-review", LATER, deputies=False)
        assert (other.reminders, len(other.entries)) == (0, before)


def test_a_clearance_that_ends_waits_for_approval_again() -> None:
    review = cleared()
    review.end_clearance("sns-review", LATER, "expired")
    assert (review.state, review.approvals, review.waiting_since) == (State.AWAITING, (), LATER)
    assert last(review) == (Deed.CLEARANCE_ENDED, "sns-review", {"reason": "expired", "approver": PRESS})
    before = len(review.entries)
    review.end_clearance("sns-review", LATER, "expired")
    assert len(review.entries) == before


def test_what_was_published_is_told_with_who_had_cleared_it() -> None:
    review = published()
    publication = review.publication
    assert (review.state, review.clearance, review.approvals) == (State.PUBLISHED, None, ())
    assert publication is not None
    assert (publication.approver, publication.publisher, publication.sha256) == (PRESS, DRAFTER, review.revision.sha256)
    assert last(review)[2] == {"network": "Facebook", "account": "湊町", "url": "https://sns.example/1"}


def test_only_staff_publish_and_only_what_is_cleared() -> None:
    with pytest.raises(TooEarlyError):
        half().publish(Person(DRAFTER), POST, LATER)
    with pytest.raises(NotEntitledError):
        cleared().publish(Person("UGUEST", guest=True), POST, LATER)


def test_an_edit_after_the_publication_is_marked_and_changes_nothing_else() -> None:
    review = published()
    assert not review.edited_after_publication
    review.revise(revision(2, "f1"), DRAFTER, LATER)
    assert review.edited_after_publication
    assert review.state is State.PUBLISHED
    assert last(review) == (Deed.REVISED_AFTER_PUBLICATION, DRAFTER, {})


@pytest.mark.parametrize("end", [published, withdrawn], ids=["published", "withdrawn"])
@pytest.mark.parametrize(
    "act",
    [
        lambda review: approved(review, HEAD, BOTH),
        lambda review: review.send_back(Person(HEAD), "x", BOTH, LATER),
        lambda review: review.tick(DRAFTER, 1, {}, LATER),
        lambda review: review.waive(Person(HEAD), "f1", "理由", BOTH, LATER),
        lambda review: review.mark_urgent(DRAFTER, LATER),
        lambda review: review.name_networks(DRAFTER, ("x",), LATER),
        lambda review: review.publish(Person(DRAFTER), POST, LATER),
        lambda review: review.recheck(revision(2), "sns-review", LATER),
    ],
    ids=["approve", "return", "tick", "waive", "urgent", "networks", "publish", "recheck"],
)
def test_nothing_is_decided_after_the_end(end: Callable[[], Review], act: Callable[[Review], object]) -> None:
    review = end()
    before = (review.standing, len(review.entries))
    with pytest.raises(ClosedError):
        act(review)
    assert (review.standing, len(review.entries)) == before


def test_rules_that_say_more_end_the_clearance_and_ask_anew() -> None:
    review = cleared()
    review.recheck(replace(revision(2, "f1", asked=True), rules="newer"), "sns-review", LATER)
    assert review.state is State.NEEDS_REVISION
    assert [(entry.deed, dict(entry.details)) for entry in review.entries[-2:]] == [
        (Deed.CLEARANCE_ENDED, {"reason": "rules", "approver": PRESS}),
        (Deed.RECHECKED, {"rules": "newer"}),
    ]
