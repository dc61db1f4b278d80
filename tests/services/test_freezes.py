"""A stop of all clearances, and its end."""

import pytest

from bot.domain.drafts import Origin, State
from bot.domain.errors import NotEntitledError, StaleError
from bot.services.drafts import find_review
from bot.services.freezes import end_stopped, lift_stop, stop_clearances
from bot.services.record import verify_record
from bot.store.record import SqlRecord
from tests.services.decision_kit import HEAD, OWN, PRESS, PRESS_SECTION, enter, react, ready, unreact
from tests.services.office import ADMIN, ORIGIN, Office

OTHER = Origin("C1", "1795400001.000000")
REASON = "大雨の対応を優先するため"


def two_cleared(office: Office) -> Office:
    enter(office, OWN)
    for origin in (ORIGIN, OTHER):
        react(ready(office, origin=origin), HEAD, origin=origin)
    return office


def states(office: Office) -> list[State]:
    return [find_review(office.desk, origin).state for origin in (ORIGIN, OTHER)]


def test_a_stop_ends_every_clearance_and_tells_each_thread(office: Office) -> None:
    two_cleared(office).woken.clear()
    stop_clearances(office.desk, ADMIN, REASON)
    assert end_stopped(office.desk) == 2
    assert end_stopped(office.desk) == 0
    assert states(office) == [State.AWAITING, State.AWAITING]
    assert office.woken == [ORIGIN, OTHER]
    record = SqlRecord(office.desk.store._database)  # type: ignore[attr-defined]  # the office's own
    ended = [link.facts for link in record.links() if link.deed == "clearance_ended"]
    assert [(facts["actor"], facts["details"]["reason"]) for facts in ended] == [(ADMIN, "frozen")] * 2
    assert verify_record(record).flaws == ()


def test_while_it_holds_an_approval_is_refused_with_its_reason_and_does_not_count_later(office: Office) -> None:
    stop_clearances(ready(enter(office, OWN)).desk, ADMIN, REASON)
    (refusal,) = react(office, HEAD)
    assert REASON in refusal.reason
    lift_stop(office.desk, ADMIN)
    assert office.state() is State.AWAITING
    unreact(office, HEAD)
    assert react(office, HEAD) == []
    assert office.state() is State.CLEARED


def test_no_step_is_taken_while_it_holds(office: Office) -> None:
    ready(enter(office, OWN, PRESS_SECTION))
    react(office, HEAD)
    stop_clearances(office.desk, ADMIN, REASON)
    assert len(react(office, PRESS)) == 1
    assert office.state() is State.AWAITING


def test_a_draft_can_be_returned_while_it_holds(office: Office) -> None:
    stop_clearances(ready(enter(office, OWN)).desk, ADMIN, REASON)
    assert react(office, HEAD, "x") == []
    assert office.state() is State.RETURNED


def test_what_was_cleared_before_the_stop_is_not_cleared_again_by_its_end(office: Office) -> None:
    stop_clearances(two_cleared(office).desk, ADMIN, REASON)
    end_stopped(office.desk)
    assert lift_stop(office.desk, ADMIN).reason == REASON
    assert states(office) == [State.AWAITING, State.AWAITING]


def test_one_stop_holds_at_a_time_and_one_end_is_enough(office: Office) -> None:
    enter(office, OWN)
    stop_clearances(office.desk, ADMIN, REASON)
    with pytest.raises(StaleError, match=REASON):
        stop_clearances(office.desk, ADMIN, "別の理由")
    lift_stop(office.desk, ADMIN)
    with pytest.raises(StaleError):
        lift_stop(office.desk, ADMIN)
    stop_clearances(office.desk, ADMIN, "また大雨")
    assert lift_stop(office.desk, ADMIN).reason == "また大雨"


def test_only_an_administrator_stops_and_lifts(office: Office) -> None:
    two_cleared(office)
    with pytest.raises(NotEntitledError):
        stop_clearances(office.desk, HEAD, REASON)
    assert states(office) == [State.CLEARED, State.CLEARED]
    stop_clearances(office.desk, ADMIN, REASON)
    with pytest.raises(NotEntitledError):
        lift_stop(office.desk, HEAD)
    office.people.guests.add(ADMIN)
    with pytest.raises(NotEntitledError):
        lift_stop(office.desk, ADMIN)
