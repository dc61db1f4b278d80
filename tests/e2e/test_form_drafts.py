"""A draft written in the form is reviewed, rewritten and taken back like one that was pasted into the channel."""

from typing import Any

import pytest

from bot.config import Settings
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.slack.ids import FIELD, REWRITE_ACTION, TAKE_BACK_ACTION
from tests.e2e.office import BLOCKED, CLEAN, OfficeAtWork, open_office

View = dict[str, Any]


def modal(office: OfficeAtWork, user: str) -> View:
    return office.sandbox.wait_for(lambda: office.sandbox.views(user))[-1]


def write(
    office: OfficeAtWork, text: str, networks: tuple[str, ...] = (), haste: tuple[str, ...] = (), user: str = ""
) -> View:
    """Fill the form in and hand the draft in; what was answered."""
    user = user or people.DRAFTER
    assert office.sandbox.global_shortcut(user, "write-draft")
    values = {"text": {FIELD: text}, "networks": {FIELD: list(networks)}, "haste": {FIELD: list(haste)}}
    return office.sandbox.submit(user, modal(office, user)["id"], values)


def handed_in(office: OfficeAtWork, text: str = CLEAN, **more: Any) -> str:
    """A draft that was written in the form: its message."""
    assert write(office, text, **more) == {}
    return str(office.sandbox.wait_for(office.sandbox.history)[-1]["ts"])


def rewrite(office: OfficeAtWork, draft: str, text: str) -> View:
    assert office.sandbox.act(people.DRAFTER, draft, REWRITE_ACTION)
    return office.sandbox.submit(people.DRAFTER, modal(office, people.DRAFTER)["id"], {"text": {FIELD: text}})


def cleared(office: OfficeAtWork) -> str:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "公開可")
    return draft


def test_a_draft_from_the_form_stands_in_the_channel_under_its_writers_name(office: OfficeAtWork) -> None:
    draft = handed_in(office)
    card = office.card(draft, "確認待ち")
    [message] = office.sandbox.history()
    assert message["user"] == people.BOT
    assert people.DRAFTER in str(message["blocks"])
    assert CLEAN in str(message["blocks"])
    assert f"担当 <@{people.DRAFTER}>" in str(card["blocks"])


def test_it_is_cleared_as_any_other(office: OfficeAtWork) -> None:
    draft = cleared(office)
    assert f"<@{people.DRAFTER}>" in office.notice(draft, "公開できます")


def test_its_writer_never_approves_it(office: OfficeAtWork) -> None:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    office.sandbox.react(people.DRAFTER, draft, "white_check_mark")
    assert office.told(people.DRAFTER, "ご自身の投稿案")


def test_networks_and_haste_are_asked_for_in_the_form(office: OfficeAtWork) -> None:
    draft = handed_in(office, networks=("x",), haste=("urgent",))
    office.sandbox.wait_for(lambda: "X(旧Twitter)" in str(office.card(draft, "確認待ち")["blocks"]))
    assert office.notice(draft, "緊急の投稿案として承りました")


def test_rewriting_it_is_an_edit_the_clearance_falls_and_the_card_shows_what_changed(office: OfficeAtWork) -> None:
    draft = cleared(office)
    assert rewrite(office, draft, f"{CLEAN}本は窓口でも返せます。") == {}
    card = office.card(draft, "確認待ち")
    assert "第2版" in str(card["blocks"])
    assert "本は窓口でも返せます。" in str(card["blocks"])
    assert "書き直し済み" in str(office.sandbox.history()[0]["blocks"])
    assert len(office.cards(draft)) == 1


def test_what_is_rewritten_to_the_same_words_changes_nothing(office: OfficeAtWork) -> None:
    draft = cleared(office)
    assert rewrite(office, draft, CLEAN) == {}
    assert office.card(draft, "公開可")
    assert "書き直し済み" not in str(office.sandbox.history()[0]["blocks"])


@pytest.mark.parametrize("action", [REWRITE_ACTION, TAKE_BACK_ACTION])
def test_nobody_else_rewrites_it_or_takes_it_back(office: OfficeAtWork, action: str) -> None:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    assert office.sandbox.act(people.DRAFTER2, draft, action)
    assert office.told(people.DRAFTER2, "書いた方だけです")
    assert office.card(draft, "確認待ち")
    assert office.sandbox.views(people.DRAFTER2) == []


def test_it_is_taken_back_by_its_button(office: OfficeAtWork) -> None:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    assert office.sandbox.act(people.DRAFTER, draft, TAKE_BACK_ACTION)
    office.card(draft, "取り下げ")


def test_a_guest_is_told_in_the_form_and_nothing_is_posted(office: OfficeAtWork) -> None:
    answer = write(office, CLEAN, user=people.GUEST)
    assert "職員として登録されている方だけ" in answer["errors"]["text"]
    assert office.sandbox.history() == []


def test_an_empty_form_is_sent_back_kindly(office: OfficeAtWork) -> None:
    assert write(office, " \n ")["errors"] == {"text": "文面を入力していただけますか。"}


def test_while_the_bot_was_away_nothing_of_it_is_lost(sandbox: Sandbox, settings: Settings) -> None:
    with open_office(sandbox, settings) as office:
        draft = handed_in(office, BLOCKED)
        office.card(draft, "要修正")
    with open_office(sandbox, settings) as office:
        assert office.card(draft, "要修正")
        assert rewrite(office, draft, CLEAN) == {}
        office.card(draft, "確認待ち")
    with open_office(sandbox, settings) as office:
        office.sandbox.wait_until_delivered()
        assert "第2版" in str(office.card(draft, "確認待ち")["blocks"])
        assert len(office.cards(draft)) == 1


def test_a_draft_whose_review_could_not_begin_is_not_left_standing(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("bot.slack.reader.take_in_draft", fail)
    answer = write(office, CLEAN)
    assert "うまく処理できませんでした" in answer["errors"]["text"]
    assert office.sandbox.history() == []
