"""What an approver does by a button."""

from dataclasses import replace

import pytest

from bot.domain.drafts import State
from bot.domain.errors import ClosedError, NotEntitledError, StaleError, TooEarlyError
from bot.services.approvals import Looked, approve_changes, ensure_may_waive, explain_return, waive_finding
from tests.services.decision_kit import DEPUTY, HEAD, OWN, PRESS, PRESS_SECTION, absent, enter, react, ready, unreact
from tests.services.office import DRAFTER, GUEST, MANAGER, NOON, ORIGIN, Office

RISKY = "催しは○月○日です。お申し込みはお早めに。"
EDITED = "図書館は、蔵書の点検のため3日間お休みします。"
LATER = NOON + 5_000_000


def blocked(office: Office) -> str:
    """A draft with one blocking finding, whose fingerprint this is."""
    (finding,) = enter(office, OWN).post(RISKY).blocking()
    return finding.fingerprint


def looked(user: str, revision: int = 1) -> Looked:
    return Looked(ORIGIN, revision, user)


def test_a_finding_is_accepted_by_who_may_approve_and_the_thread_is_told(office: Office) -> None:
    fingerprint = blocked(office)
    office.woken.clear()
    waive_finding(office.desk, looked(HEAD), fingerprint, "日程の公表はあすのため")
    (waiver,) = office.review().waivers
    assert (waiver.approver, waiver.reason) == (HEAD, "日程の公表はあすのため")
    assert office.state() is State.CONFIRMING
    assert office.woken == [ORIGIN]


@pytest.mark.parametrize("user", [DRAFTER, MANAGER, DEPUTY])
def test_nobody_else_accepts_a_finding_nor_is_asked_for_a_reason(user: str, office: Office) -> None:
    fingerprint = blocked(office)
    with pytest.raises(NotEntitledError):
        ensure_may_waive(office.desk, looked(user), fingerprint)
    with pytest.raises(NotEntitledError):
        waive_finding(office.desk, looked(user), fingerprint, "理由")
    assert office.review().waivers == ()


def test_a_deputy_in_the_managers_place_accepts_a_finding(office: Office) -> None:
    fingerprint = blocked(office)
    absent(office, HEAD)
    assert ensure_may_waive(office.desk, looked(DEPUTY), fingerprint).blocked
    waive_finding(office.desk, looked(DEPUTY), fingerprint, "理由")
    assert office.review().waivers[0].approver == DEPUTY


def test_what_was_looked_at_before_an_edit_is_accepted_no_more(office: Office) -> None:
    fingerprint = blocked(office)
    office.post(EDITED, LATER)
    with pytest.raises(StaleError):
        waive_finding(office.desk, looked(HEAD), fingerprint, "理由")
    with pytest.raises(StaleError):
        ensure_may_waive(office.desk, looked(HEAD, 2), fingerprint)


def test_an_accepted_finding_stays_so_when_another_sentence_is_edited(office: Office) -> None:
    fingerprint = blocked(office)
    waive_finding(office.desk, looked(HEAD), fingerprint, "理由")
    office.post(RISKY.replace("お早めに", "窓口へ"), LATER)
    assert not office.review().blocked
    office.post(RISKY.replace("催し", "お祭り"), LATER + 1_000_000)
    assert office.review().blocked


def test_an_edited_wording_is_approved_by_one_button_and_taken_back_like_a_reaction(office: Office) -> None:
    ready(enter(office, OWN))
    react(office, HEAD)
    office.post(EDITED, LATER)
    with pytest.raises(TooEarlyError):
        approve_changes(office.desk, looked(HEAD, 2), "white_check_mark")
    office.tick_all()
    approve_changes(office.desk, looked(HEAD, 2), "white_check_mark")
    assert office.state() is State.CLEARED
    unreact(office, HEAD)
    assert office.state() is State.AWAITING


def test_a_button_that_was_shown_for_an_earlier_wording_approves_nothing(office: Office) -> None:
    ready(enter(office, OWN))
    office.post(EDITED, LATER)
    office.tick_all()
    with pytest.raises(StaleError):
        approve_changes(office.desk, looked(HEAD, 1), "white_check_mark")
    assert office.state() is State.AWAITING


@pytest.mark.parametrize("user", [DRAFTER, GUEST, MANAGER])
def test_the_button_serves_nobody_who_may_not_react(user: str, office: Office) -> None:
    ready(enter(office, replace(OWN, managers=(HEAD, GUEST))))
    with pytest.raises(NotEntitledError):
        approve_changes(office.desk, looked(user), "white_check_mark")
    assert office.state() is State.AWAITING


def test_the_button_is_one_step_where_several_are_needed(office: Office) -> None:
    ready(enter(office, OWN, PRESS_SECTION))
    approve_changes(office.desk, looked(HEAD), "white_check_mark")
    assert office.state() is State.AWAITING
    approve_changes(office.desk, looked(PRESS), "white_check_mark")
    assert office.state() is State.CLEARED


def test_a_return_is_explained_by_who_made_it(office: Office) -> None:
    react(ready(enter(office, OWN)), HEAD, "x")
    with pytest.raises(StaleError):
        explain_return(office.desk, ORIGIN, MANAGER, "理由")
    explain_return(office.desk, ORIGIN, HEAD, "日付をご確認ください")
    returned = office.review().returned
    assert returned is not None
    assert returned.reason == "日付をご確認ください"


def test_buttons_of_what_is_no_draft_are_refused_kindly(office: Office) -> None:
    enter(office, OWN)
    with pytest.raises(ClosedError, match="もう一度投稿"):
        approve_changes(office.desk, looked(HEAD), "white_check_mark")
    with pytest.raises(StaleError, match="もう一度投稿"):
        explain_return(office.desk, ORIGIN, HEAD, "理由")
