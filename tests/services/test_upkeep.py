"""What the desk does by itself as time goes by."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.drafts import Origin, Revision, State
from bot.domain.findings import Level
from bot.domain.organisation import Section
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.drafts import DESK, Draft, recheck_draft
from bot.services.publications import mark_urgent
from bot.services.record import verify_record
from bot.services.upkeep import claim_digest, end_expired, end_orphaned, remind, with_other_rules
from bot.store.record import SqlRecord
from tests.domain.kit import managers
from tests.services.decision_kit import (
    DEPUTY,
    HEAD,
    OWN,
    PRESS,
    PRESS_SECTION,
    TUESDAY,
    absent,
    asking_every_manager,
    enter,
    react,
    ready,
    wait,
)
from tests.services.office import DRAFTER, NOON, ORIGIN, Office

OTHER = Origin("C1", "1795400001.000000")
RISKY = "催しは○月○日です。"


def facts(office: Office, deed: str) -> list[dict[str, Any]]:
    record = SqlRecord(office.desk.store._database)  # type: ignore[attr-defined]  # the office's own
    assert verify_record(record).flaws == ()
    return [link.facts for link in record.links() if link.deed == deed]


def reminders(office: Office) -> list[str]:
    """To whom, one after the other."""
    return [one["details"]["to"] for one in facts(office, "reminded")]


def cleared(office: Office) -> Office:
    react(ready(enter(office, OWN)), HEAD)
    assert office.state() is State.CLEARED
    return office


def checked_before(office: Office, text: str, *, awaiting: bool = False) -> Office:
    """A draft that rules of before found nothing in, and that was cleared."""
    enter(office, OWN)
    review = Review.submit(ORIGIN, DRAFTER, Revision(1, text, NOON, "rules of before"), TUESDAY)
    if not awaiting:
        review.approve(Person(HEAD), "white_check_mark", managers(HEAD), TUESDAY)
    with office.desk.store.begin() as unit:
        unit.add(review)
    return office


def recheck(office: Office, text: str) -> None:
    for origin in with_other_rules(office.desk):
        recheck_draft(office.desk, Draft(origin, DRAFTER, text, NOON, edited_at=NOON // 1_000_000))


def test_reminders_come_in_working_hours_only_and_three_at_most(office: Office) -> None:
    ready(enter(office, OWN))
    at = []
    for _ in range(14 * 24):
        wait(office, hours=1)
        before = len(reminders(office))
        remind(office.desk)
        at += [office.desk.clock()] * (len(reminders(office)) - before)
    assert len(at) == 3
    assert all(office.desk.pace.hours.is_open(moment) for moment in at)
    assert reminders(office) == ["managers", "deputies", "deputies"]
    assert facts(office, "reminded")[0]["actor"] == DESK


def test_a_look_at_the_same_moment_reminds_once(office: Office) -> None:
    ready(enter(office, OWN))
    wait(office, hours=4)
    office.woken.clear()
    remind(office.desk)
    remind(office.desk)
    assert reminders(office) == ["managers"]
    assert office.woken == [ORIGIN]


def test_several_looks_at_once_remind_once(office: Office) -> None:
    ready(enter(office, OWN))
    wait(office, hours=4)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: remind(office.desk), range(8)))
    assert reminders(office) == ["managers"]


def test_while_the_managers_are_away_the_deputies_are_reminded(office: Office) -> None:
    absent(enter(office, OWN), HEAD)
    wait(ready(office), hours=4)
    remind(office.desk)
    assert reminders(office) == ["deputies"]


def test_an_urgent_draft_is_called_to_mind_every_ten_minutes_with_the_deputies(office: Office) -> None:
    office.time.now = TUESDAY.replace(hour=22)
    ready(enter(office, OWN))
    mark_urgent(office.desk, ORIGIN, DRAFTER)
    for _ in range(180):
        wait(office, minutes=1)
        remind(office.desk)
    assert reminders(office) == ["deputies"] * 6
    moments = [one["at"][11:16] for one in facts(office, "reminded")]
    assert moments == ["13:10", "13:20", "13:30", "13:40", "13:50", "14:00"]


def test_a_clearance_that_is_not_used_expires_after_seven_days(office: Office) -> None:
    cleared(office)
    wait(office, days=6, hours=23.9)
    end_expired(office.desk)
    assert office.state() is State.CLEARED
    wait(office, hours=0.2)
    end_expired(office.desk)
    end_expired(office.desk)
    assert office.state() is State.AWAITING
    (ended,) = facts(office, "clearance_ended")
    assert (ended["actor"], ended["details"]) == (DESK, {"reason": "expired", "approver": HEAD})


def test_a_clearance_falls_when_its_approver_leaves_the_office(office: Office) -> None:
    cleared(office)
    end_orphaned(office.desk)
    assert office.state() is State.CLEARED
    office.desk.sections.put(replace(OWN, managers=("UNEW",)), OWN.name)
    end_orphaned(office.desk)
    assert office.state() is State.AWAITING
    assert facts(office, "clearance_ended")[0]["details"]["reason"] == "approver_left"


def test_a_clearance_falls_when_its_approver_is_on_the_staff_no_more(office: Office) -> None:
    cleared(office).people.guests.add(HEAD)
    end_orphaned(office.desk)
    assert office.state() is State.AWAITING


def test_a_clearance_of_two_steps_falls_with_either_approver(office: Office) -> None:
    ready(enter(office, OWN, PRESS_SECTION))
    react(office, HEAD)
    react(office, PRESS)
    end_orphaned(office.desk)
    assert office.state() is State.CLEARED
    office.desk.sections.put(replace(OWN, managers=("UNEW",)), OWN.name)
    end_orphaned(office.desk)
    assert office.state() is State.AWAITING


def test_a_deputys_clearance_outlasts_the_managers_return(office: Office) -> None:
    absent(enter(office, OWN), HEAD)
    react(ready(office), DEPUTY)
    wait(office, days=1)
    end_orphaned(office.desk)
    assert office.state() is State.CLEARED


@pytest.mark.parametrize("late", [False, True], ids=["while one was away", "after their time"])
def test_where_all_are_asked_a_deputys_word_for_one_of_them_outlasts_the_occasion(late: bool, office: Office) -> None:  # noqa: FBT001 - pytest passes it by name
    everybody = enter(asking_every_manager(office), Section("総務課", (DRAFTER,), (HEAD, "USECONDHEAD"), (DEPUTY,)))
    if not late:
        absent(everybody, "USECONDHEAD")
    react(ready(everybody), HEAD)
    assert everybody.state() is State.AWAITING
    wait(everybody, days=1.5 if late else 0)
    react(everybody, DEPUTY)
    assert everybody.state() is State.CLEARED
    wait(everybody, days=1)
    end_orphaned(everybody.desk)
    assert everybody.state() is State.CLEARED


def test_rules_that_find_more_end_the_clearance_and_ask_anew(office: Office) -> None:
    checked_before(office, RISKY)
    recheck(office, RISKY)
    review = office.review()
    assert (review.state, review.revision.number) == (State.NEEDS_REVISION, 2)
    assert review.revision.rules == office.desk.engine.rules.version
    assert review.revision.text == RISKY
    assert with_other_rules(office.desk) == []
    assert facts(office, "rechecked")[0]["details"] == {"rules": office.desk.engine.rules.version}


def test_rules_that_find_no_more_leave_the_clearance_alone(office: Office) -> None:
    checked_before(office, "図書館は、蔵書の点検のためお休みします。")
    recheck(office, "図書館は、蔵書の点検のためお休みします。")
    assert (office.state(), office.review().revision.number) == (State.CLEARED, 1)


def test_rules_that_take_a_finding_graver_find_more(office: Office) -> None:
    checked_before(office, "図書館です。", awaiting=True)
    found = office.desk.engine.examine(RISKY, today=TUESDAY.date(), library=office.desk.library).findings
    lighter = tuple(replace(finding, level=Level.ADVISE) for finding in found)
    later = Revision(2, RISKY, NOON + 1, "rules of before", lighter)
    with office.desk.store.begin() as unit:
        review = unit.find(ORIGIN)
        assert review is not None
        review.revise(later, DRAFTER, TUESDAY)
        unit.save(review)
    recheck(office, RISKY)
    assert office.state() is State.NEEDS_REVISION


def test_a_draft_that_was_edited_meanwhile_is_left_to_its_edit(office: Office) -> None:
    checked_before(office, RISKY)
    recheck(office, "別の文面です。")
    assert office.review().revision.number == 1


def test_what_waits_and_what_is_cleared_is_told_once_in_the_morning(office: Office) -> None:
    cleared(office)
    ready(office, origin=OTHER)
    office.time.now = TUESDAY.replace(day=25, hour=8, minute=29)
    assert claim_digest(office.desk) is None
    wait(office, minutes=1)
    digest = claim_digest(office.desk)
    assert digest is not None
    assert [review.origin for review in digest.waiting] == [OTHER]
    assert [review.origin for review in digest.cleared] == [ORIGIN]
    wait(office, hours=2)
    assert claim_digest(office.desk) is None
    wait(office, days=1)
    assert claim_digest(office.desk) is not None


@pytest.mark.parametrize(("month", "day"), [(11, 21), (11, 22), (11, 23), (12, 29)], ids=str)
def test_there_is_no_digest_on_days_off(month: int, day: int, office: Office) -> None:
    ready(enter(office, OWN))
    office.time.now = TUESDAY.replace(month=month, day=day, hour=9)
    assert claim_digest(office.desk) is None


def test_where_nothing_waits_nothing_is_told(office: Office) -> None:
    enter(office, OWN)
    assert claim_digest(office.desk) is None
