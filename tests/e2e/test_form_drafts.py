"""A draft written in the form is reviewed, rewritten and taken back like one that was pasted into the channel."""

import json
import time
from hashlib import sha256
from importlib import import_module
from threading import Event, Thread
from typing import Any
from urllib.request import Request

import pytest

from bot.config import Settings
from bot.sandbox import messages, people
from bot.sandbox.server import Sandbox
from bot.slack.ids import FIELD, REWRITE_ACTION, TAKE_BACK_ACTION
from bot.slack.web import KeptClient
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
    return press_again(office, text)


def press_again(office: OfficeAtWork, text: str) -> View:
    """Send the form that is open."""
    return office.sandbox.submit(people.DRAFTER, modal(office, people.DRAFTER)["id"], {"text": {FIELD: text}})


def lose_an_answer(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Slack does what it is asked for, once, but its answer about a form's draft never arrives."""
    call, lost = KeptClient._perform_urllib_http_request_internal, Event()

    def lossy(client: KeptClient, url: str, req: Request) -> dict[str, Any]:
        answer = call(client, url, req)
        if url.endswith(method) and "draft:" in str(req.data) and not lost.is_set():
            lost.set()
            raise TimeoutError
        return answer

    monkeypatch.setattr(KeptClient, "_perform_urllib_http_request_internal", lossy)


def awaiting(office: OfficeAtWork) -> str:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    return draft


def cleared(office: OfficeAtWork) -> str:
    draft = awaiting(office)
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
    draft = awaiting(office)
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


def fail_once(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """What stands in a module fails, and then it works."""
    module, _, attribute = name.rpartition(".")
    work, failed = getattr(import_module(module), attribute), Event()

    def fail(*arguments: Any, **named: Any) -> Any:
        if failed.is_set():
            return work(*arguments, **named)
        failed.set()
        raise OSError("disk full")

    monkeypatch.setattr(name, fail)


@pytest.mark.parametrize("fails", ["bot.slack.reader.take_in_draft", "bot.slack.form_drafts.mark_urgent"])
def test_a_form_that_failed_is_pressed_again_and_nothing_is_posted_twice(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    fail_once(monkeypatch, fails)
    answer = write(office, CLEAN, haste=("urgent",))
    assert "うまく処理できませんでした" in answer["errors"]["text"]
    assert press_again(office, CLEAN) == {}
    [message] = office.sandbox.history()
    assert office.notice(message["ts"], "緊急の投稿案として承りました")
    assert office.card(message["ts"], "確認待ち")


def test_a_draft_whose_posting_slack_did_not_confirm_is_reviewed_once(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_an_answer(monkeypatch, "chat.postMessage")
    assert "うまく処理できませんでした" in write(office, CLEAN)["errors"]["text"]
    [message] = office.sandbox.history()
    assert office.card(message["ts"], "確認待ち")
    assert press_again(office, f"{CLEAN}本は窓口でも返せます。") == {}
    assert "第2版" in str(office.card(message["ts"], "確認待ち")["blocks"])
    assert len(office.sandbox.history()) == 1


def test_a_clearance_falls_though_slack_did_not_confirm_the_rewriting(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = cleared(office)
    lose_an_answer(monkeypatch, "chat.update")
    assert "うまく処理できませんでした" in rewrite(office, draft, f"{CLEAN}本は窓口でも返せます。")["errors"]["text"]
    assert "第2版" in str(office.card(draft, "確認待ち")["blocks"])


def test_of_two_rewritings_at_once_the_later_one_stands_in_message_and_review(
    office: OfficeAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    update, held = KeptClient.chat_update, Event()

    def slow(client: KeptClient, **named: Any) -> Any:
        if "一番目" in str(named["blocks"]) and not held.is_set():
            held.set()
            time.sleep(1)
        return update(client, **named)

    monkeypatch.setattr(KeptClient, "chat_update", slow)
    assert office.sandbox.act(people.DRAFTER, draft, REWRITE_ACTION)
    form = modal(office, people.DRAFTER)["id"]
    texts = [f"{CLEAN}{which}の直しです。" for which in ("一番目", "二番目")]
    first = Thread(target=office.sandbox.submit, args=(people.DRAFTER, form, {"text": {FIELD: texts[0]}}))
    first.start()
    assert held.wait(5)
    assert office.sandbox.submit(people.DRAFTER, form, {"text": {FIELD: texts[1]}}) == {}
    first.join()
    digest = sha256(texts[1].encode()).hexdigest()[:8]
    office.sandbox.wait_for(lambda: f"第3版 ・ SHA-256 {digest}" in str(office.cards(draft)))
    assert texts[1] in str(office.sandbox.history()[0]["blocks"])


@pytest.mark.parametrize("tombstone", [True, False])
def test_a_draft_that_is_deleted_in_slack_is_withdrawn(office: OfficeAtWork, *, tombstone: bool) -> None:
    draft = cleared(office)
    workspace = office.sandbox.workspace
    messages.delete(workspace, workspace.channel_of(draft), draft, tombstone=tombstone)
    assert office.card(draft, "取り下げ")


def test_a_form_for_a_draft_that_was_taken_back_meanwhile_says_so(office: OfficeAtWork) -> None:
    draft = handed_in(office)
    office.card(draft, "確認待ち")
    assert office.sandbox.act(people.DRAFTER, draft, REWRITE_ACTION)
    form = modal(office, people.DRAFTER)["id"]
    workspace = office.sandbox.workspace
    messages.delete(workspace, workspace.channel_of(draft), draft, tombstone=False)
    office.card(draft, "取り下げ")
    answer = office.sandbox.submit(people.DRAFTER, form, {"text": {FIELD: f"{CLEAN}つづき。"}})
    assert answer["errors"]["text"] == "この投稿案は取り下げられています。新しい投稿案としてお出しください。"


def test_a_draft_keeps_its_blanks(office: OfficeAtWork) -> None:
    draft = handed_in(office, f"　{CLEAN}\n　二段落目です。")
    office.card(draft, "確認待ち")
    assert office.sandbox.act(people.DRAFTER, draft, REWRITE_ACTION)
    assert f"　{CLEAN}\\n　二段落目です。" in json.dumps(modal(office, people.DRAFTER), ensure_ascii=False)


@pytest.mark.parametrize(
    ("missing", "told"), [(people.DRAFTER, "審査チャンネルへの参加をお願い"), (people.BOT, "投稿できないため")]
)
def test_who_is_not_in_the_channel_is_told_kindly(office: OfficeAtWork, missing: str, told: str) -> None:
    office.sandbox.workspace.channel(office.sandbox.channel).members.remove(missing)
    assert told in write(office, CLEAN)["errors"]["text"]
    assert office.sandbox.history() == []
