"""Drafts come in, are edited, are deleted."""

import pytest

from bot.domain.drafts import State
from bot.domain.errors import ClosedError, NotEntitledError
from bot.engine.text import Link
from bot.services.drafts import Draft, doubt_draft, reread_draft, take_in_draft, withdraw_draft
from tests.services.office import CLEAN, DRAFTER, GUEST, NOON, ORIGIN, Office


def test_a_draft_delivered_twice_is_one_review(office: Office) -> None:
    office.post()
    office.post()
    assert office.review().revision.number == 1


def test_a_guests_draft_is_refused_with_the_clause(office: Office) -> None:
    with pytest.raises(NotEntitledError, match="4\\(6\\)"):
        office.post(user=GUEST)
    with pytest.raises(ClosedError):
        office.review()


def test_a_day_without_a_year_is_read_on_the_day_the_draft_was_written(office: Office) -> None:
    review = office.post("11月24日(火)に開催します。")
    assert [finding.check for finding in review.revision.findings] == []
    review = office.post("11月24日(水)に開催します。", made_at=NOON + 1)
    assert "weekday-mismatch" in [finding.check for finding in review.revision.findings]


def test_a_link_behind_a_label_is_checked_and_has_its_own_confirmation(office: Office) -> None:
    links = (Link(0, 3, "https://bit.ly/x"),)
    review = take_in_draft(office.desk, Draft(ORIGIN, DRAFTER, "こちらへ", NOON, links)).review
    assert "kibichuo:6(1)④" in {clause for finding in review.revision.findings for clause in finding.clauses}
    assert any("bit.ly" in confirmation.question for confirmation in review.revision.confirmations)


def test_one_sentence_that_several_clauses_ask_for_is_one_confirmation(office: Office) -> None:
    questions = [confirmation.question for confirmation in office.post().revision.confirmations]
    assert len(questions) == len(set(questions)) <= 10


def test_a_change_that_is_no_edit_counts_only_where_the_text_is_another(office: Office) -> None:
    office.post()
    reread_draft(office.desk, Draft(ORIGIN, DRAFTER, CLEAN, NOON + 5))
    assert office.review().revision.number == 1
    reread_draft(office.desk, Draft(ORIGIN, DRAFTER, "別の文面", NOON + 6))
    assert office.review().revision.number == 2


def test_a_deleted_draft_is_withdrawn_and_stays_so(office: Office) -> None:
    office.post()
    withdraw_draft(office.desk, ORIGIN)
    assert office.state() is State.WITHDRAWN
    with pytest.raises(ClosedError):
        office.post("直しました。", made_at=NOON + 1)


def test_what_is_no_review_can_be_deleted_or_doubted_without_harm(office: Office) -> None:
    withdraw_draft(office.desk, ORIGIN)
    doubt_draft(office.desk, ORIGIN)
    assert office.woken == []


def test_two_edits_within_a_second_are_told_apart_by_their_texts(office: Office) -> None:
    office.post()
    second = NOON // 1_000_000
    edit = Draft(ORIGIN, DRAFTER, "同じ秒の編集です。", NOON + 999_999, edited_at=second, exact=False)
    assert take_in_draft(office.desk, edit).reworded
    assert not take_in_draft(office.desk, edit).reworded


def test_an_edit_by_somebody_who_is_no_longer_on_the_staff_still_ends_the_clearance(office: Office) -> None:
    office.post()
    office.tick_all()
    office.approve(NOON + 10)
    office.people.guests.add(DRAFTER)
    office.post("別の文面です。", made_at=NOON + 2_000_000)
    assert office.state() is State.CONFIRMING


def test_what_cannot_be_read_cannot_be_approved_until_it_is_edited(office: Office) -> None:
    office.post()
    office.tick_all()
    doubt_draft(office.desk, ORIGIN)
    assert len(office.approve(NOON + 10)) == 1
    assert office.state() is State.NEEDS_REVISION
