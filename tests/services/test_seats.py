"""Whose word a draft needs: by section, by step, and in whose place."""

import pytest

from bot.domain.audit import Deed
from bot.domain.drafts import State
from bot.domain.organisation import Section
from bot.services.publications import mark_urgent
from bot.services.seats import Called, called
from bot.store.record import SqlRecord
from tests.services.decision_kit import (
    DEPUTY,
    HEAD,
    MANAGER_STEP,
    OWN,
    PRESS,
    PRESS_DEPUTY,
    PRESS_SECTION,
    PRESS_STEP,
    TUESDAY,
    absent,
    asking_every_manager,
    enter,
    react,
    ready,
    unreact,
    wait,
)
from tests.services.office import APPROVERS, DRAFTER, MANAGER, ORIGIN, Office


def who(office: Office) -> Called:
    return called(office.desk, office.review())


def details(office: Office, deed: Deed) -> dict[str, str]:
    """Of the last entry of this kind."""
    record = SqlRecord(office.desk.store._database)  # type: ignore[attr-defined]  # the office's own
    found: list[dict[str, str]] = [link.facts["details"] for link in record.links() if link.deed == deed]
    return found[-1]


def test_the_drafters_own_manager_decides_and_no_other_sections(office: Office) -> None:
    enter(office, OWN, Section("税務課", ("UTAX",), ("UTAXHEAD",)))
    assert len(react(ready(office), "UTAXHEAD")) == 1
    assert len(react(office, MANAGER)) == 1
    assert react(office, HEAD) == []
    assert office.state() is State.CLEARED


def test_a_drafter_may_belong_to_a_section_through_a_user_group(office: Office) -> None:
    office.people.groups["SSTAFF"] = {DRAFTER}
    office.people.groups["SHEADS"] = {HEAD}
    enter(office, Section("総務課", ("SSTAFF",), ("SHEADS",)))
    assert react(ready(office), HEAD) == []
    assert office.state() is State.CLEARED


@pytest.mark.parametrize(
    "sections",
    [(), (Section("税務課", ("UTAX",), ("UTAXHEAD",)),), (Section("総務課", (DRAFTER,)),)],
    ids=["no section at all", "in none of the sections", "in a section without a manager"],
)
def test_the_approvers_decide_where_a_section_has_no_manager(sections: tuple[Section, ...], office: Office) -> None:
    enter(office, *sections)
    assert who(ready(office)) == Called(MANAGER_STEP, (APPROVERS,))
    react(office, MANAGER)
    assert office.state() is State.CLEARED


def test_the_press_section_is_asked_after_the_manager_where_it_is_entered(office: Office) -> None:
    ready(enter(office, OWN, PRESS_SECTION))
    (refusal,) = react(office, PRESS)
    assert MANAGER_STEP in refusal.reason
    react(office, HEAD)
    assert office.state() is State.AWAITING
    assert who(office) == Called(PRESS_STEP, (PRESS,))
    unreact(office, PRESS)
    react(office, PRESS)
    assert office.state() is State.CLEARED
    assert who(office) == Called()


@pytest.mark.parametrize("press", [Section("広報課"), Section("広報室", (), (PRESS,))])
def test_a_press_section_without_managers_or_of_another_name_is_not_asked(press: Section, office: Office) -> None:
    react(ready(enter(office, OWN, press)), HEAD)
    assert office.state() is State.CLEARED


def test_the_press_sections_own_drafts_need_no_consultation_with_itself(office: Office) -> None:
    react(ready(enter(office, OWN, PRESS_SECTION), user="UPRESSSTAFF"), PRESS)
    assert office.state() is State.CLEARED


def test_a_manager_taken_back_takes_the_press_sections_word_with_it(office: Office) -> None:
    ready(enter(office, OWN, PRESS_SECTION))
    react(office, HEAD)
    react(office, PRESS)
    unreact(office, HEAD)
    assert (office.state(), office.review().approvals) == (State.AWAITING, ())
    assert who(office).label == MANAGER_STEP


def test_a_deputy_is_refused_until_the_managers_had_their_time(office: Office) -> None:
    ready(enter(office, OWN))
    wait(office, hours=7.9)
    (refusal,) = react(office, DEPUTY)
    assert "代決" in refusal.reason
    assert who(office) == Called(MANAGER_STEP, (HEAD,))
    unreact(office, DEPUTY)
    wait(office, hours=0.2)
    assert who(office) == Called(MANAGER_STEP, (HEAD,), (DEPUTY,))
    assert react(office, DEPUTY) == []
    assert office.state() is State.CLEARED
    assert details(office, Deed.APPROVED) == {"step": MANAGER_STEP, "deputy": "yes"}


def test_a_deputy_decides_at_once_while_the_manager_is_away_and_the_record_says_so(office: Office) -> None:
    absent(enter(office, OWN), HEAD)
    assert who(ready(office)).deputies == (DEPUTY,)
    assert react(office, DEPUTY) == []
    (approval,) = office.review().approvals
    assert (approval.approver, approval.deputy) == (DEPUTY, True)


def test_a_deputys_turn_ends_when_the_manager_is_back(office: Office) -> None:
    office.time.now = TUESDAY.replace(hour=15)
    absent(enter(office, OWN), HEAD)
    wait(ready(office), hours=18)
    assert len(react(office, DEPUTY)) == 1


def test_one_of_two_managers_away_gives_the_deputy_no_turn(office: Office) -> None:
    enter(office, Section("総務課", (DRAFTER,), (HEAD, "USECONDHEAD"), (DEPUTY,)))
    absent(office, HEAD)
    assert len(react(ready(office), DEPUTY)) == 1


def test_where_all_managers_are_asked_they_are_called_until_the_last_one_approved(office: Office) -> None:
    everybody = enter(asking_every_manager(office), Section("総務課", (DRAFTER,), (HEAD, "USECONDHEAD")))
    react(ready(everybody), HEAD)
    assert who(everybody) == Called(MANAGER_STEP, (HEAD, "USECONDHEAD"))
    react(everybody, "USECONDHEAD")
    assert everybody.state() is State.CLEARED
    assert who(everybody) == Called()


def test_the_time_of_the_second_step_begins_when_the_first_is_taken(office: Office) -> None:
    ready(enter(office, OWN, PRESS_SECTION))
    wait(office, days=2)
    react(office, HEAD)
    assert who(office) == Called(PRESS_STEP, (PRESS,))
    assert len(react(office, PRESS_DEPUTY)) == 1
    unreact(office, PRESS_DEPUTY)
    wait(office, days=2)
    assert react(office, PRESS_DEPUTY) == []
    assert office.state() is State.CLEARED


def test_for_an_urgent_draft_deputies_are_called_at_once_and_decide_after_ten_minutes(office: Office) -> None:
    ready(enter(office, OWN))
    mark_urgent(office.desk, ORIGIN, DRAFTER)
    assert who(office).deputies == (DEPUTY,)
    assert len(react(office, DEPUTY)) == 1
    unreact(office, DEPUTY)
    wait(office, minutes=10)
    assert react(office, DEPUTY) == []
    assert office.state() is State.CLEARED


def test_a_manager_never_decides_on_a_draft_of_their_own(office: Office) -> None:
    (refusal,) = react(ready(enter(office, OWN), user=HEAD), HEAD)
    assert "ご自身" in refusal.reason
    assert office.state() is State.AWAITING


def test_where_nobody_is_entered_anywhere_the_answer_says_whom_to_ask(office: Office) -> None:
    office.people.groups[APPROVERS] = set()
    (refusal,) = react(ready(office), MANAGER)
    assert "設定" in refusal.reason
