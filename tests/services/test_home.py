"""Each person is shown what is theirs to do, and nothing that is not."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.drafts import Origin, State
from bot.domain.guidelines import Library, Step
from bot.domain.organisation import Absence, Section
from bot.domain.people import Person
from bot.services.decisions import Look, Ticks, look_at_reactions, tick_confirmations
from bot.services.desk import JAPAN, Desk
from bot.services.drafts import Draft, find_review, take_in_draft
from bot.services.home import Home, home_of
from bot.services.ports import Reaction
from bot.services.publications import mark_urgent
from tests.services.office import (
    ADMIN,
    CLEAN,
    DRAFTER,
    GUEST,
    MANAGER,
    NOON,
    ORIGIN,
    SECOND,
    Office,
    added,
    removed,
)

OTHER, DEPUTY, CHIEF = "UOTHER", "UDEPUTY", "UCHIEF"
TAX = Section("税務課", (DRAFTER,), (CHIEF,), (DEPUTY,))


def post(office: Office, number: int, user: str = DRAFTER, text: str = CLEAN) -> Origin:
    """The draft of this number; the higher, the later."""
    made_at = NOON + number * 1_000_000
    origin = Origin("C1", f"{made_at // 1_000_000}.000000")
    take_in_draft(office.desk, Draft(origin, user, text, made_at, edited_at=made_at // 1_000_000))
    return origin


def awaiting(office: Office, number: int, user: str = DRAFTER) -> Origin:
    """A draft that waits for its first decision."""
    origin = post(office, number, user)
    revision = find_review(office.desk, origin).revision
    ticks = {confirmation.key: True for confirmation in revision.confirmations}
    tick_confirmations(office.desk, Ticks(origin, user, revision.number, ticks))
    assert find_review(office.desk, origin).state is State.AWAITING
    return origin


def approve(office: Office, origin: Origin, user: str) -> None:
    moment = NOON + 60_000_000
    refused = look_at_reactions(
        office.desk, origin, Look(frozenset({Reaction(user, "white_check_mark")}), added(user, moment), moment)
    )
    assert refused == []


def seen(office: Office, user: str) -> tuple[list[Origin], list[Origin], list[Origin]]:
    """What waits for a person, their own open drafts, and what may be published."""
    home = home_of(office.desk, user)
    waiting, mine, cleared = ([one.origin for one in part] for part in (home.waiting, home.mine, home.cleared))
    return waiting, mine, cleared


def waits_for(office: Office, user: str) -> bool:
    return bool(home_of(office.desk, user).waiting)


def test_a_draft_waits_for_its_managers_and_is_its_drafters_own(office: Office) -> None:
    draft = awaiting(office, 1)
    assert seen(office, MANAGER) == seen(office, SECOND) == ([draft], [], [])
    assert seen(office, DRAFTER) == ([], [draft], [])
    assert seen(office, OTHER) == ([], [], [])


def test_an_approved_draft_waits_no_more_and_may_be_published(office: Office) -> None:
    draft = awaiting(office, 1)
    approve(office, draft, MANAGER)
    for user in (DRAFTER, MANAGER, SECOND):
        assert seen(office, user) == ([], [], [draft])
    assert seen(office, OTHER) == ([], [], [])


def test_nobody_is_shown_their_own_draft_as_waiting_for_them(office: Office) -> None:
    draft = awaiting(office, 1, MANAGER)
    assert seen(office, MANAGER) == ([], [draft], [])
    assert waits_for(office, SECOND)


def test_an_open_draft_is_shown_to_its_drafter_in_every_state_but_as_waiting_in_none_but_one(office: Office) -> None:
    blocked = post(office, 1, text="防災訓練を○月○日に行います。")
    confirming = post(office, 2)
    waiting = awaiting(office, 3)
    mine = home_of(office.desk, DRAFTER).mine
    assert [one.origin for one in mine] == [waiting, confirming, blocked]
    assert [one.state for one in mine] == [State.AWAITING, State.CONFIRMING, State.NEEDS_REVISION]
    assert seen(office, MANAGER) == ([waiting], [], [])


def test_urgent_drafts_come_first_then_those_that_wait_longest(office: Office) -> None:
    office.time.now = datetime(2026, 11, 24, 1, tzinfo=UTC)
    drafts = []
    for number in (1, 2, 3):
        drafts.append(awaiting(office, number))
        office.time.now += timedelta(minutes=1)
    mark_urgent(office.desk, drafts[2], DRAFTER)
    assert seen(office, MANAGER)[0] == [drafts[2], drafts[0], drafts[1]]


def test_the_drafters_own_section_decides_and_no_other(office: Office) -> None:
    office.desk.sections.put(TAX, None)
    awaiting(office, 1)
    assert waits_for(office, CHIEF)
    assert not waits_for(office, MANAGER)


def test_it_waits_for_a_deputy_only_while_the_manager_is_away(office: Office) -> None:
    office.desk.sections.put(TAX, None)
    awaiting(office, 1)
    assert not waits_for(office, DEPUTY)
    today = office.desk.clock().astimezone(JAPAN).date()
    office.desk.sections.add_absence(Absence(CHIEF, today, today))
    assert waits_for(office, DEPUTY)
    assert waits_for(office, CHIEF)


def test_it_waits_for_a_deputy_once_the_manager_had_their_time(office: Office) -> None:
    office.desk.sections.put(TAX, None)
    office.time.now = datetime(2026, 11, 24, 1, tzinfo=UTC)
    awaiting(office, 1)
    assert not waits_for(office, DEPUTY)
    office.time.now += timedelta(days=3)
    assert waits_for(office, DEPUTY)


def test_of_several_steps_it_is_the_present_one_that_waits(office: Office) -> None:
    office.desk.sections.put(TAX, None)
    office.desk.sections.put(Section("広報課", managers=(SECOND,)), None)
    desk = with_steps(office.desk, Step("所属長の承認"), Step("広報課との協議", "広報課"))
    office = replace(office, desk=desk)
    draft = awaiting(office, 1)
    assert (waits_for(office, CHIEF), waits_for(office, SECOND)) == (True, False)
    approve(office, draft, CHIEF)
    assert (waits_for(office, CHIEF), waits_for(office, SECOND)) == (False, True)


def test_where_every_manager_is_asked_it_waits_for_those_who_have_not_spoken(office: Office) -> None:
    office = replace(office, desk=with_steps(office.desk, Step("所属長の承認", every=True)))
    draft = awaiting(office, 1)
    approve(office, draft, MANAGER)
    assert (waits_for(office, MANAGER), waits_for(office, SECOND)) == (False, True)


def test_a_withdrawn_approval_makes_it_wait_again(office: Office) -> None:
    office.post()
    office.tick_all()
    office.approve(NOON + 1)
    assert not waits_for(office, MANAGER)
    office.react([], removed(MANAGER, NOON + 2))
    assert seen(office, MANAGER) == ([ORIGIN], [], [])


def test_a_guest_is_shown_nothing_whatever_they_are_named_for(office: Office) -> None:
    awaiting(office, 1)
    office.people.guests.add(MANAGER)
    assert home_of(office.desk, MANAGER) == home_of(office.desk, GUEST) == Home()


def test_who_administers_the_workspace_is_looked_up_afresh(office: Office) -> None:
    assert home_of(office.desk, ADMIN).admin
    office.people.admins.clear()
    assert not home_of(office.desk, ADMIN).admin
    assert home_of(office.desk, ADMIN).staff


@dataclass
class Reading:
    """A directory that reads the store itself: it would wait for ever were a transaction held meanwhile."""

    office: Office

    def person(self, user: str, *, fresh: bool) -> Person:
        self.office.desk.store.read_until("C1")
        return self.office.people.person(user, fresh=fresh)

    def members(self, tokens: Collection[str], *, fresh: bool) -> frozenset[str]:
        self.office.desk.store.read_until("C1")
        return self.office.people.members(tokens, fresh=fresh)


@pytest.mark.timeout(30)
def test_nobody_has_to_wait_for_a_transaction_while_slack_is_asked(office: Office) -> None:
    awaiting(office, 1)
    home = home_of(replace(office.desk, directory=Reading(office)), MANAGER)
    assert len(home.waiting) == 1


def with_steps(desk: Desk, *steps: Step) -> Desk:
    """The desk under a guideline that asks for these steps."""
    guidelines = (replace(desk.library.guidelines[0], steps=steps),)
    return replace(desk, library=Library(guidelines))
