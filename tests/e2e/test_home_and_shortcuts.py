"""The home tab shows each person what is theirs; the shortcuts look at a text and leave no trace."""

import json
import logging
from typing import Any

import pytest

from bot.sandbox import people
from bot.sandbox.files import Upload
from bot.slack.ids import CHECK_DRAFT_ACTION, FIELD
from tests.e2e.office import BLOCKED, CLEAN, OfficeAtWork

View = dict[str, Any]
WAITING, MINE, CLEARED = "承認をお待ちしているもの", "わたしの投稿案", "公開可で、まだ公開の記録がないもの"
STATES = ("要修正", "確認待ち", "承認待ち", "公開可", "差し戻し")


def home(office: OfficeAtWork, user: str) -> str:
    return json.dumps(office.sandbox.open_home(user)["blocks"], ensure_ascii=False)


def listed(office: OfficeAtWork, user: str, title: str, draft: str) -> bool:
    """Whether the draft stands under this title on the person's home tab as they open it now."""
    blocks = office.sandbox.open_home(user)["blocks"]
    (under,) = (text for block in blocks if (text := block.get("text", {}).get("text", "")).startswith(f"*{title}"))
    return f"p{draft.replace('.', '')}|" in under


def modal(office: OfficeAtWork, user: str) -> View:
    """The person's topmost window."""
    return office.sandbox.wait_for(lambda: office.sandbox.views(user))[-1]


def said(view: View) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def everything_posted(office: OfficeAtWork) -> list[str]:
    """The time stamps of all that stands in any channel, and of what anybody was told alone."""
    with office.sandbox.workspace.changed:
        places = office.sandbox.workspace.channels.values()
        alone = office.sandbox.workspace.ephemerals.values()
        return sorted([ts for place in places for ts in place.messages] + [one["ts"] for told in alone for one in told])


def look(office: OfficeAtWork, text: str, networks: tuple[str, ...] = ()) -> View:
    """Fill the form in and look at what is found first; the form."""
    assert office.sandbox.global_shortcut(people.DRAFTER, "write-draft")
    form = modal(office, people.DRAFTER)
    look_again(office, form, text, networks)
    return form


def look_again(office: OfficeAtWork, form: View, text: str, networks: tuple[str, ...] = ()) -> None:
    filled = {"text": {FIELD: text}, "networks": {FIELD: list(networks)}}
    assert office.sandbox.act(people.DRAFTER, form["id"], CHECK_DRAFT_ACTION, filled=filled)


def test_a_manager_sees_what_waits_and_it_goes_when_it_is_approved(office: OfficeAtWork) -> None:
    draft = office.awaiting()
    assert listed(office, people.MANAGER, WAITING, draft)
    assert listed(office, people.DRAFTER, MINE, draft)
    assert not listed(office, people.DRAFTER, WAITING, draft)
    assert not listed(office, people.DRAFTER2, WAITING, draft)
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "公開可")
    assert not listed(office, people.MANAGER, WAITING, draft)
    assert not listed(office, people.DRAFTER, MINE, draft)
    for user in (people.DRAFTER, people.MANAGER):
        assert listed(office, user, CLEARED, draft)
    assert not listed(office, people.DRAFTER2, CLEARED, draft)


def test_a_withdrawn_draft_is_nobodys_to_do_any_more(office: OfficeAtWork) -> None:
    draft = office.awaiting()
    office.sandbox.delete(people.DRAFTER, draft)
    office.card(draft, "取り下げ")
    assert not listed(office, people.DRAFTER, MINE, draft)
    assert not listed(office, people.MANAGER, WAITING, draft)


def test_the_home_shows_no_word_of_any_draft(office: OfficeAtWork) -> None:
    office.awaiting()
    for user in (people.DRAFTER, people.MANAGER, people.ADMIN):
        assert "蔵書" not in home(office, user)


def test_a_guest_is_shown_no_drafts(office: OfficeAtWork) -> None:
    office.awaiting()
    shown = home(office, people.GUEST)
    assert "使い方" in shown
    assert not any(state in shown.replace("【公開可】になります", "") for state in STATES)


def test_the_message_shortcut_shows_its_user_alone_what_is_found_in_a_message(office: OfficeAtWork) -> None:
    message = office.sandbox.post(people.DRAFTER2, BLOCKED, channel=people.OTHER_CHANNEL)
    before = everything_posted(office)
    assert office.sandbox.message_shortcut(people.DRAFTER, "check-message", message)
    shown = modal(office, people.DRAFTER)
    assert shown["title"]["text"] == "SNSガイドラインで確認"
    for part in ("要修正", "○月○日", "吉備中央町 4(12)", "あなただけに表示しています"):
        assert part in said(shown)
    assert office.sandbox.views(people.DRAFTER2) == []
    assert everything_posted(office) == before


def test_an_address_hidden_behind_a_label_is_found_too(office: OfficeAtWork) -> None:
    text = "くわしくは <https://bit.ly/abc|こちら> をご覧ください。"
    message = office.sandbox.post(people.DRAFTER, text, channel=people.OTHER_CHANNEL, blocks=[])
    assert office.sandbox.message_shortcut(people.DRAFTER, "check-message", message)
    assert "短縮URL(bit.ly)" in said(modal(office, people.DRAFTER))


def test_a_message_in_which_nothing_is_found_is_not_called_cleared(office: OfficeAtWork) -> None:
    message = office.sandbox.post(people.DRAFTER, "お昼の打合せは会議室でお願いします。", channel=people.OTHER_CHANNEL)
    assert office.sandbox.message_shortcut(people.DRAFTER, "check-message", message)
    shown = said(modal(office, people.DRAFTER))
    assert "気になる箇所は見つかりませんでした" in shown
    assert "公開可" not in shown


def test_a_message_without_text_is_answered_in_one_sentence(office: OfficeAtWork) -> None:
    picture = Upload("写真.png", b"\x89PNG", "写真")
    message = office.sandbox.post(people.DRAFTER, "", channel=people.OTHER_CHANNEL, files=[picture])
    assert office.sandbox.message_shortcut(people.DRAFTER, "check-message", message)
    (block,) = modal(office, people.DRAFTER)["blocks"]
    assert "文章がない" in block["text"]["text"]


def test_even_a_draft_or_its_card_can_be_looked_at_and_stays_as_it_is(office: OfficeAtWork) -> None:
    draft = office.cleared()
    card = office.card(draft, "公開可")
    for message in (draft, card["ts"]):
        assert office.sandbox.message_shortcut(people.DRAFTER2, "check-message", message)
        modal(office, people.DRAFTER2)
    assert office.card(draft, "公開可") == card


def test_a_draft_written_in_the_form_is_looked_at_before_it_is_handed_in(office: OfficeAtWork) -> None:
    before = everything_posted(office)
    look(office, BLOCKED, ("x",))
    shown = said(modal(office, people.DRAFTER))
    for part in ("まだ提出されていません", "○月○日", "X(旧Twitter)", "要修正"):
        assert part in shown
    assert everything_posted(office) == before
    assert "審査中の投稿案はありません" in home(office, people.DRAFTER)


def test_one_goes_back_to_the_form_to_mend_what_was_written(office: OfficeAtWork) -> None:
    form = look(office, BLOCKED)
    office.sandbox.close(people.DRAFTER, modal(office, people.DRAFTER)["id"])
    assert modal(office, people.DRAFTER)["state"]["values"]["text"][FIELD]["value"] == BLOCKED
    look_again(office, form, CLEAN)
    assert "要修正" not in said(modal(office, people.DRAFTER))


def test_an_empty_form_is_looked_at_kindly(office: OfficeAtWork) -> None:
    look(office, " \n ")
    assert "文面を入力していただけますか。" in said(modal(office, people.DRAFTER))


def test_no_word_that_was_looked_at_is_written_to_the_log(
    office: OfficeAtWork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    look(office, BLOCKED)
    message = office.sandbox.post(people.DRAFTER, BLOCKED, channel=people.OTHER_CHANNEL)
    office.sandbox.message_shortcut(people.DRAFTER, "check-message", message)
    modal(office, people.DRAFTER)
    assert "防災訓練" not in caplog.text
