"""Reactions come late, twice, out of order; the review follows what is there."""

import pytest

from bot.domain.drafts import Origin, State
from bot.domain.errors import ClosedError, NotEntitledError, StaleError
from bot.services.decisions import Ticks, tick_confirmations
from tests.services.office import APPROVERS, DRAFTER, MANAGER, NOON, ORIGIN, SECOND, Office, added, removed

LATER = NOON + 1_000_000


def ready(office: Office) -> Office:
    office.post()
    office.tick_all()
    assert office.state() is State.AWAITING
    return office


def test_an_approval_clears_and_the_person_is_looked_up_afresh(office: Office) -> None:
    assert ready(office).approve(LATER) == []
    assert office.state() is State.CLEARED
    assert office.people.asked_fresh == [MANAGER]


def test_the_same_event_delivered_twice_changes_nothing(office: Office) -> None:
    ready(office).approve(LATER)
    office.approve(LATER)
    assert office.state() is State.CLEARED


def test_a_reaction_that_is_gone_when_its_event_arrives_decides_nothing(office: Office) -> None:
    assert ready(office).react([], added(MANAGER, LATER)) == []
    assert office.state() is State.AWAITING


def test_a_removal_that_arrives_after_the_reaction_came_back_ends_the_clearance_until_its_own_event(
    office: Office,
) -> None:
    ready(office).approve(LATER)
    office.react([(MANAGER, "white_check_mark")], removed(MANAGER, LATER + 1))
    assert office.state() is State.AWAITING
    office.approve(LATER + 2)
    assert office.state() is State.CLEARED


def test_a_removal_older_than_the_approval_takes_nothing_away(office: Office) -> None:
    ready(office).approve(LATER + 2)
    office.react([(MANAGER, "white_check_mark")], removed(MANAGER, LATER + 1))
    assert office.state() is State.CLEARED


def test_an_approval_made_before_an_edit_but_delivered_after_it_is_refused(office: Office) -> None:
    ready(office).post("文面を直しました。", made_at=LATER + 5)
    office.tick_all()
    (refusal,) = office.approve(LATER)
    assert refusal.user == MANAGER
    assert office.state() is State.AWAITING


def test_an_edit_delivered_late_does_not_take_the_place_of_a_newer_one(office: Office) -> None:
    office.post("新しい文面です。", made_at=LATER + 5)
    office.post("古い文面です。", made_at=LATER)
    assert office.review().revision.text == "新しい文面です。"


def test_an_approval_that_came_too_early_is_told_once_and_does_not_count_later(office: Office) -> None:
    office.post()
    assert len(office.approve(LATER)) == 1
    office.tick_all()
    assert office.approve(LATER) == []
    assert office.state() is State.AWAITING
    office.react([], removed(MANAGER, LATER + 1))
    office.approve(LATER + 2)
    assert office.state() is State.CLEARED


def test_another_approving_reaction_of_the_same_person_may_go_again(office: Office) -> None:
    ready(office).approve(LATER)
    both = [(MANAGER, "white_check_mark"), (MANAGER, "ok")]
    office.react(both, added(MANAGER, LATER + 1, "ok"))
    office.react([(MANAGER, "white_check_mark")], removed(MANAGER, LATER + 2, "ok"))
    assert office.state() is State.CLEARED


def test_a_second_approvers_reaction_does_not_stand_in_for_the_first(office: Office) -> None:
    ready(office).approve(LATER)
    office.react([(MANAGER, "white_check_mark"), (SECOND, "white_check_mark")], added(SECOND, LATER + 1))
    office.react([(SECOND, "white_check_mark")], removed(MANAGER, LATER + 2))
    assert office.state() is State.AWAITING


def test_after_an_absence_what_is_there_counts_unless_the_wording_is_new(office: Office) -> None:
    ready(office)
    (refusal,) = office.react([(MANAGER, "white_check_mark")], reworded=True)
    assert refusal.user == MANAGER
    assert office.state() is State.AWAITING
    office.react([])
    office.react([(MANAGER, "white_check_mark")])
    assert office.state() is State.CLEARED


def test_an_approver_who_lost_the_office_a_moment_ago_is_refused(office: Office) -> None:
    ready(office)
    office.people.groups[APPROVERS] = {SECOND}
    assert len(office.approve(LATER)) == 1
    office.people.groups[APPROVERS] = {MANAGER}
    office.people.guests.add(MANAGER)
    assert len(office.approve(LATER + 1)) == 1
    assert office.state() is State.AWAITING


def test_reactions_that_decide_nothing_are_not_even_looked_up(office: Office) -> None:
    ready(office).react([(MANAGER, "eyes")])
    assert office.people.asked_fresh == []


def test_a_reaction_on_what_is_no_draft_is_passed_over(office: Office) -> None:
    assert office.approve(LATER) == []


def test_refused_ticks_still_bring_the_card_up_to_date(office: Office) -> None:
    office.post()
    office.woken.clear()
    with pytest.raises(NotEntitledError):
        tick_confirmations(office.desk, Ticks(ORIGIN, MANAGER, 1, {}))
    with pytest.raises(StaleError):
        tick_confirmations(office.desk, Ticks(ORIGIN, DRAFTER, 9, {}))
    assert office.woken == [ORIGIN, ORIGIN]


def test_ticks_on_what_is_no_draft_are_refused_kindly(office: Office) -> None:
    with pytest.raises(ClosedError, match="もう一度投稿"):
        tick_confirmations(office.desk, Ticks(Origin("C1", "9.9"), DRAFTER, 1, {}))


def test_a_removal_that_overtakes_its_addition_leaves_nothing_approved(office: Office) -> None:
    ready(office).react([], removed(MANAGER, LATER + 1))
    office.react([(MANAGER, "white_check_mark")], added(MANAGER, LATER))
    assert office.state() is State.AWAITING


def test_an_approval_made_before_the_last_tick_does_not_count_after_it(office: Office) -> None:
    revision = office.post().revision
    ticks = {confirmation.key: True for confirmation in revision.confirmations}
    tick_confirmations(office.desk, Ticks(ORIGIN, DRAFTER, 1, ticks, moment=LATER + 5))
    assert len(office.approve(LATER)) == 1
    assert office.state() is State.AWAITING
    office.approve(LATER + 6)
    assert office.state() is State.CLEARED
