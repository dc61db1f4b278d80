"""Whatever is done with a draft, the record verifies afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.drafts import Post, State
from bot.domain.organisation import Organisation, Section
from bot.domain.reviews import Review
from bot.services.approvals import Looked
from bot.services.drafts import Draft, recheck_draft, withdraw_draft
from bot.services.freezes import end_stopped, stop_clearances
from bot.services.publications import mark_urgent, name_networks, publish
from bot.services.record import verify_record
from bot.store.record import SqlRecord
from bot.store.store import SqlStore
from tests.services.office import ADMIN, DRAFTER, MANAGER, NOON, ORIGIN, SECOND, Office, open_office, removed

LATER = NOON + 9_000_000
TWO_STEPS = Organisation((Section("図書館", (DRAFTER,), (MANAGER,)), Section("広報課", (), (SECOND,))))


def take_back_the_second_step(office: Office) -> None:
    office.desk.sections.replace(TWO_STEPS)
    office.approve(LATER)
    office.approve(LATER + 1, SECOND)
    assert office.state() is State.CLEARED
    office.react([(MANAGER, "white_check_mark")], removed(SECOND, LATER + 2))
    assert office.state() is State.AWAITING


def take_back_the_first_step(office: Office) -> None:
    office.desk.sections.replace(TWO_STEPS)
    office.approve(LATER)
    office.react([], removed(MANAGER, LATER + 2))


def edit_what_is_published(office: Office) -> None:
    office.approve(LATER)
    publish(office.desk, Looked(ORIGIN, 1, DRAFTER), Post("x", "@town_example", "", datetime.now(UTC)))
    office.post("べつの文面です。", made_at=LATER + 5)
    assert office.review().edited_after_publication


def check_with_other_rules(office: Office) -> None:
    office.approve(LATER)
    review = office.review()
    findings = office.desk.engine.check("防災訓練を○月○日に行います。", today=datetime(2026, 11, 24, tzinfo=UTC).date())
    assert findings
    _save(
        office,
        lambda kept: kept.recheck(
            replace(review.revision, number=2, made_at=NOON + 1, findings=findings), "d", datetime.now(UTC)
        ),
    )


def recheck_with_the_same_rules(office: Office) -> None:
    recheck_draft(office.desk, Draft(ORIGIN, DRAFTER, office.review().revision.text, NOON))


def stop_everything(office: Office) -> None:
    office.approve(LATER)
    stop_clearances(office.desk, ADMIN, "地震のため")
    assert end_stopped(office.desk) == 1


def mark_and_name(office: Office) -> None:
    mark_urgent(office.desk, ORIGIN, DRAFTER)
    name_networks(office.desk, ORIGIN, DRAFTER, ("x", "line"))
    office.approve(LATER)
    withdraw_draft(office.desk, ORIGIN)


def _save(office: Office, change: Callable[[Review], None]) -> None:
    with office.desk.store.begin() as unit:
        kept = unit.find(ORIGIN)
        assert kept is not None
        change(kept)
        unit.save(kept)


@pytest.mark.parametrize(
    "deed",
    [
        take_back_the_second_step,
        take_back_the_first_step,
        edit_what_is_published,
        check_with_other_rules,
        recheck_with_the_same_rules,
        stop_everything,
        mark_and_name,
    ],
    ids=lambda deed: deed.__name__,
)
def test_the_record_verifies_after(deed: Callable[[Office], None], tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.post()
    office.tick_all()
    deed(office)
    store = office.desk.store
    assert isinstance(store, SqlStore)
    assert verify_record(SqlRecord(store._database)).flaws == ()


def test_who_sits_on_two_steps_takes_both_with_one_approval(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.desk.sections.replace(
        Organisation((Section("図書館", (DRAFTER,), (MANAGER,)), Section("広報課", (), (MANAGER, SECOND))))
    )
    office.post()
    office.tick_all()
    office.approve(LATER)
    assert office.state() is State.CLEARED
    assert [approval.step for approval in office.review().approvals] == ["所属長の承認", "広報課との協議"]


def test_a_managers_own_draft_goes_to_the_offices_approvers(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.desk.sections.replace(Organisation((Section("図書館", (), (DRAFTER,)),)))
    office.post()
    office.tick_all()
    assert office.approve(LATER, MANAGER) == []
    assert office.state() is State.CLEARED


def test_where_somebody_drafts_goes_before_where_they_stand_in(tmp_path: Path) -> None:
    office = open_office(tmp_path)
    office.people.groups["SSOUMU"] = {DRAFTER}
    office.desk.sections.replace(
        Organisation((Section("財政課", (), (SECOND,), (DRAFTER,)), Section("総務課", ("SSOUMU",), (MANAGER,))))
    )
    office.post()
    office.tick_all()
    assert len(office.approve(LATER, SECOND)) == 1
    assert office.approve(LATER + 1, MANAGER) == []
