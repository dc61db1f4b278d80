"""What staff do with their own draft after it is written."""

from datetime import UTC, datetime

import pytest

from bot.domain.drafts import Origin, Post, State
from bot.domain.errors import ClosedError, NotEntitledError, StaleError, TooEarlyError
from bot.services.approvals import Looked
from bot.services.publications import mark_urgent, name_networks, publish
from bot.services.record import verify_record
from bot.store.record import SqlRecord
from tests.services.decision_kit import HEAD, OWN, enter, react, ready
from tests.services.office import DRAFTER, GUEST, NOON, ORIGIN, SECOND, Office

POST = Post("Facebook", "湊町", "https://sns.example/1", datetime(2026, 11, 24, 3, tzinfo=UTC))
LATER = NOON + 5_000_000


def cleared(office: Office) -> Office:
    react(ready(enter(office, OWN)), HEAD)
    assert office.state() is State.CLEARED
    return office


def test_somebody_of_the_staff_says_where_the_cleared_wording_was_published(office: Office) -> None:
    publish(cleared(office).desk, Looked(ORIGIN, 1, SECOND), POST)
    review = office.review()
    assert review.state is State.PUBLISHED
    assert review.publication is not None
    assert review.publication.post == POST
    assert (review.publication.publisher, review.publication.approver) == (SECOND, HEAD)
    assert (office.woken[-1], office.people.asked_fresh[-1]) == (ORIGIN, SECOND)


def test_a_guest_publishes_nothing(office: Office) -> None:
    with pytest.raises(NotEntitledError):
        publish(cleared(office).desk, Looked(ORIGIN, 1, GUEST), POST)
    assert office.state() is State.CLEARED


def test_a_form_opened_before_an_edit_records_no_publication(office: Office) -> None:
    cleared(office).post("文面を直しました。", LATER)
    with pytest.raises(StaleError):
        publish(office.desk, Looked(ORIGIN, 1, DRAFTER), POST)
    with pytest.raises(TooEarlyError):
        publish(office.desk, Looked(ORIGIN, 2, DRAFTER), POST)


def test_it_is_published_once(office: Office) -> None:
    publish(cleared(office).desk, Looked(ORIGIN, 1, DRAFTER), POST)
    with pytest.raises(ClosedError):
        publish(office.desk, Looked(ORIGIN, 1, SECOND), POST)


def test_an_edit_after_the_publication_is_marked_and_an_approval_taken_back_is_nothing(office: Office) -> None:
    publish(cleared(office).desk, Looked(ORIGIN, 1, DRAFTER), POST)
    office.react([], None)
    office.post("公開のあとに直しました。", LATER)
    assert office.review().edited_after_publication
    assert office.state() is State.PUBLISHED
    assert verify_record(SqlRecord(office.desk.store._database)).flaws == ()  # type: ignore[attr-defined]  # the office's own
    assert len(react(office, HEAD)) == 1


def test_haste_and_networks_are_for_the_drafter_alone(office: Office) -> None:
    ready(enter(office, OWN))
    with pytest.raises(NotEntitledError):
        mark_urgent(office.desk, ORIGIN, HEAD)
    with pytest.raises(NotEntitledError):
        name_networks(office.desk, ORIGIN, HEAD, ("x",))
    mark_urgent(office.desk, ORIGIN, DRAFTER)
    name_networks(office.desk, ORIGIN, DRAFTER, ("x", "line"))
    assert (office.review().urgent, office.review().networks) == (True, ("x", "line"))


def test_what_is_no_draft_is_refused_kindly(office: Office) -> None:
    with pytest.raises(StaleError, match="もう一度投稿"):
        mark_urgent(office.desk, Origin("C1", "9.9"), DRAFTER)
