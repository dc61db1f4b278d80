"""One draft from its paste to its clearance, through the real bot over real sockets."""

from hashlib import sha256

import pytest

from bot.sandbox import people
from tests.e2e.office import BLOCKED, CLEAN, OfficeAtWork


def test_a_clean_draft_is_confirmed_approved_and_cleared(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(draft, "確認待ち")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "公開可")
    notice = office.notice(draft, "承認しました")
    assert f"<@{people.DRAFTER}>" in notice
    assert f"<@{people.MANAGER}>" in notice
    assert sha256(CLEAN.encode()).hexdigest()[:8] in notice
    assert len(office.cards(draft)) == 1


def test_a_draft_with_a_placeholder_needs_revision_and_quotes_the_clause(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, BLOCKED)
    card = office.card(draft, "要修正")
    assert "「吉備中央町 4(12)」発信する情報は正確に記述する" in str(card["blocks"])
    office.tick_all(draft)
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.told(people.MANAGER, "直していただきたい箇所")
    office.sandbox.edit(people.DRAFTER, draft, CLEAN)
    office.card(draft, "確認待ち")


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (people.DRAFTER, "ご自身の投稿案"),
        (people.DRAFTER2, "承認者として登録されている方だけ"),
    ],
)
def test_anyone_elses_approval_is_told_to_them_alone(office: OfficeAtWork, user: str, words: str) -> None:
    draft = office.awaiting()
    office.sandbox.react(user, draft, "white_check_mark")
    office.told(user, words)
    office.card(draft, "承認待ち")


def test_an_approval_that_came_too_early_does_not_count_later(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(draft, "確認待ち")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.told(people.MANAGER, "担当の方の確認")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    office.sandbox.unreact(people.MANAGER, draft, "white_check_mark")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "公開可")


def test_the_reaction_taken_back_ends_the_clearance(office: OfficeAtWork) -> None:
    draft = office.cleared()
    office.sandbox.unreact(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "承認待ち")
    office.notice(draft, "承認のリアクションが取り消された")


def test_a_second_approver_adds_nothing_and_takes_nothing_away(office: OfficeAtWork) -> None:
    draft = office.cleared()
    office.sandbox.react(people.MANAGER2, draft, "white_check_mark")
    office.sandbox.unreact(people.MANAGER2, draft, "white_check_mark")
    later = office.cleared("プールは12月から改修のためお休みします。")
    office.card(draft, "公開可")
    assert sum("承認しました" in text for text in office.notices(draft)) == 1
    assert later != draft


def test_an_edit_ends_the_clearance_even_when_it_goes_back_to_the_approved_wording(office: OfficeAtWork) -> None:
    draft = office.cleared()
    office.sandbox.edit(people.DRAFTER, draft, CLEAN + "駐車場は使えます。")
    office.notice(draft, "文面が編集された")
    office.card(draft, "確認待ち")
    office.sandbox.edit(people.DRAFTER, draft, CLEAN)
    office.sandbox.wait_for(lambda: "第3版" in str(office.cards(draft)[0]["blocks"]))
    office.card(draft, "確認待ち")


def test_a_tick_taken_out_leads_back_to_confirming(office: OfficeAtWork) -> None:
    draft = office.awaiting()
    office.tick_none(draft)
    office.card(draft, "確認待ち")


def test_somebody_elses_tick_changes_nothing(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(draft, "確認待ち")
    office.tick_all(draft, people.MANAGER)
    office.told(people.MANAGER, "投稿案を書いたご本人")
    office.card(draft, "確認待ち")


def test_an_approver_returns_a_draft_and_an_edit_resubmits_it(office: OfficeAtWork) -> None:
    draft = office.cleared()
    office.sandbox.react(people.MANAGER2, draft, "x")
    office.card(draft, "差し戻し")
    office.notice(draft, "差し戻しがありました")
    office.sandbox.edit(people.DRAFTER, draft, CLEAN + "ご不便をおかけします。")
    office.card(draft, "確認待ち")


@pytest.mark.parametrize("tombstone", [True, False], ids=["with replies", "without a trace"])
def test_a_deleted_draft_is_withdrawn(office: OfficeAtWork, *, tombstone: bool) -> None:
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(draft, "確認待ち")
    office.sandbox.delete(people.DRAFTER, draft, tombstone=tombstone)
    office.card(draft, "取り下げ")


@pytest.mark.parametrize("guest", [people.GUEST, people.MULTI_GUEST])
def test_a_guests_draft_is_not_taken_in_and_the_clause_is_named(office: OfficeAtWork, guest: str) -> None:
    draft = office.sandbox.post(guest, CLEAN)
    office.told(guest, "吉備中央町 4(6)")
    assert office.replies(draft) == []


def test_a_snippet_is_read_and_an_edit_of_it_is_a_new_revision(office: OfficeAtWork) -> None:
    draft = office.sandbox.upload(people.DRAFTER, "確認をお願いします。", BLOCKED)
    office.card(draft, "要修正")
    file = office.sandbox.message(draft)["files"][0]["id"]
    office.sandbox.edit_snippet(people.DRAFTER, file, CLEAN)
    card = office.card(draft, "確認待ち")
    assert sha256(f"確認をお願いします。\n{CLEAN}".encode()).hexdigest()[:8] in str(card["blocks"])


def test_nothing_in_a_draft_rings(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, "@channel 馬鹿な職員へ https://bit.ly/abc <!channel> をどうぞ")
    office.sandbox.wait_for(lambda: office.cards(draft))
    assert "<!channel>" not in str([message["blocks"] for message in office.replies(draft) if message.get("blocks")])


def test_replies_and_bots_are_no_drafts(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(draft, "確認待ち")
    office.sandbox.post(people.MANAGER, "よさそうですね。", thread_ts=draft)
    later = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(later, "確認待ち")
    assert len(office.replies(draft)) == 1
