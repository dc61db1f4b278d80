"""What a manager, a deputy and an administrator decide, through the real bot in the sandbox."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from bot.config import Settings
from bot.databases import open_sections
from bot.domain.organisation import Absence, Organisation, Section
from bot.sandbox import people
from bot.services.desk import JAPAN
from bot.slack import ids
from tests.e2e.office import BLOCKED, CLEAN, OfficeAtWork

Block = dict[str, Any]
TODAY = datetime.now(UTC).astimezone(JAPAN).date()


def button(office: OfficeAtWork, draft: str, action: str) -> Block:
    """The button of this action on the draft's card, wherever it stands."""
    return next(element for element in _elements(office.cards(draft)[0]["blocks"]) if element["action_id"] == action)


def _elements(blocks: list[Block]) -> list[Block]:
    beside = [block["accessory"] for block in blocks if "accessory" in block]
    inside = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [*beside, *inside]


def press(office: OfficeAtWork, user: str, draft: str, action: str) -> None:
    pressed = button(office, draft, action)
    assert office.sandbox.act(user, office.cards(draft)[0]["ts"], action, value=pressed["value"])


def fill_in(office: OfficeAtWork, user: str, **entered: Any) -> Block:
    """Fill the form in that opens for this person, and send it; what was answered."""
    view = office.sandbox.wait_for(lambda: next(iter(office.sandbox.views(user)), None))
    return office.sandbox.submit(user, view["id"], {block: {ids.FIELD: value} for block, value in entered.items()})


def card_says(office: OfficeAtWork, draft: str, words: str) -> bool:
    return office.sandbox.wait_for(lambda: words in str(office.cards(draft)[0]))


def test_an_approver_accepts_a_finding_with_a_reason_and_the_draft_can_be_cleared(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, BLOCKED)
    office.card(draft, "要修正")
    press(office, people.MANAGER, draft, ids.WAIVE_ACTION)
    assert fill_in(office, people.MANAGER, reason="日程は会議のあとで決まるため、伏せ字で予告します。") == {}
    assert "日程は会議のあとで" in office.notice(draft, "例外として認めました")
    office.card(draft, "確認待ち")
    card_says(office, draft, "例外承認")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "公開可")


def test_the_drafter_cannot_accept_a_finding_of_their_own_draft(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, BLOCKED)
    office.card(draft, "要修正")
    press(office, people.DRAFTER, draft, ids.WAIVE_ACTION)
    assert office.told(people.DRAFTER, "ご自身では決裁できません")
    assert office.sandbox.views(people.DRAFTER) == []


def test_after_an_edit_the_card_shows_what_changed_and_one_button_approves_it(office: OfficeAtWork) -> None:
    draft = office.cleared()
    office.sandbox.edit(people.DRAFTER, draft, CLEAN.replace("7日", "8日"))
    office.card(draft, "確認待ち")
    card_says(office, draft, "前に承認された文面")
    office.tick_all(draft)
    office.card(draft, "承認待ち")
    shown = next(block for block in office.cards(draft)[0]["blocks"] if block["type"] == "rich_text")
    runs = shown["elements"][0]["elements"]
    assert [run["text"] for run in runs if run.get("style") == {"strike": True}] == ["7"]
    assert [run["text"] for run in runs if run.get("style") == {"bold": True}] == ["8"]
    press(office, people.MANAGER, draft, ids.APPROVE_CHANGES_ACTION)
    office.card(draft, "公開可")
    office.sandbox.unreact(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "承認待ち")


def test_who_returns_a_draft_is_asked_for_the_reason_and_the_drafter_is_told(office: OfficeAtWork) -> None:
    draft = office.awaiting()
    office.sandbox.react(people.MANAGER, draft, "x")
    office.card(draft, "差し戻し")
    office.told(people.MANAGER, "差し戻しの理由")
    asked = office.sandbox.ephemerals(people.MANAGER)[-1]
    offered = asked["blocks"][1]["elements"][0]
    assert office.sandbox.act(people.MANAGER, asked["ts"], ids.RETURN_REASON_ACTION, value=offered["value"])
    assert fill_in(office, people.MANAGER, reason="<!channel> 日付をもう一度お確かめください。") == {}
    assert "&lt;!channel&gt; 日付を" in office.notice(draft, "差し戻しの理由が届きました")
    card_says(office, draft, "*差し戻しの理由*")
    office.sandbox.edit(people.DRAFTER, draft, CLEAN.replace("7日", "8日"))
    office.card(draft, "確認待ち")


def test_an_urgent_draft_calls_manager_and_deputy_at_once(office: OfficeAtWork, settings: Settings) -> None:
    open_sections(settings).put(Section("防災課", (people.DRAFTER,), (people.MANAGER,), (people.DEPUTY,)), None)
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.card(draft, "確認待ち")
    press(office, people.DRAFTER, draft, ids.URGENT_ACTION)
    assert office.notice(draft, "緊急の投稿案として承りました")
    office.tick_all(draft)
    called = office.notice(draft, "確認がそろいました")
    assert f"<@{people.MANAGER}>、<@{people.DEPUTY}> さん、緊急の投稿案です。" in called
    assert office.card(draft, "承認待ち")["text"].startswith("【承認待ち】緊急の投稿案です。")


def test_a_deputy_decides_while_the_manager_is_away_and_the_record_says_so(
    office: OfficeAtWork, settings: Settings
) -> None:
    sections = open_sections(settings)
    sections.put(Section("防災課", (people.DRAFTER,), (people.MANAGER,), (people.DEPUTY,)), None)
    draft = office.awaiting()
    office.sandbox.react(people.DEPUTY, draft, "white_check_mark")
    assert office.told(people.DEPUTY, "代決は、所属長が不在のとき")
    office.sandbox.unreact(people.DEPUTY, draft, "white_check_mark")
    sections.add_absence(Absence(people.MANAGER, TODAY, TODAY + timedelta(days=1)))
    office.sandbox.react(people.DEPUTY, draft, "white_check_mark")
    office.card(draft, "公開可")
    assert office.notice(draft, f"<@{people.DEPUTY}> さんが承認しました(代決)")
    card_says(office, draft, f"所属長の承認 <@{people.DEPUTY}>(代決)")


def test_public_relations_is_consulted_after_the_manager_where_it_is_entered(
    office: OfficeAtWork, settings: Settings
) -> None:
    entered = (
        Section("図書館", (people.DRAFTER,), (people.MANAGER,)),
        Section("広報課", (), (people.MANAGER2,)),
    )
    open_sections(settings).replace(Organisation(entered))
    draft = office.awaiting()
    office.sandbox.react(people.MANAGER2, draft, "white_check_mark")
    assert office.told(people.MANAGER2, "先に「所属長の承認」")
    office.sandbox.unreact(people.MANAGER2, draft, "white_check_mark")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    assert office.notice(draft, "続けて「広報課との協議」をお願いします")
    office.sandbox.react(people.MANAGER2, draft, "white_check_mark")
    office.card(draft, "公開可")


def test_a_publication_is_recorded_and_a_later_edit_is_marked(office: OfficeAtWork) -> None:
    draft = office.cleared()
    press(office, people.DRAFTER, draft, ids.PUBLISHED_ACTION)
    entered = {"network": "facebook", "account": "@town_example", "url": "https://www.facebook.com/p/1"}
    assert fill_in(office, people.DRAFTER, **entered, at=int(datetime.now(UTC).timestamp())) == {}
    office.card(draft, "公開済み")
    card_says(office, draft, "https://www.facebook.com/p/1")
    office.sandbox.edit(people.DRAFTER, draft, CLEAN.replace("7日", "8日"))
    assert office.notice(draft, "公開のあとに投稿案が編集されました")
    card_says(office, draft, "公開された文面は第1版です")
    assert office.card(draft, "公開済み")


def test_characters_are_counted_for_the_networks_the_drafter_names(office: OfficeAtWork) -> None:
    draft = office.sandbox.post(people.DRAFTER, "あ" * 150 + "のお知らせです。")
    office.card(draft, "確認待ち")
    press(office, people.DRAFTER, draft, ids.NETWORKS_ACTION)
    assert fill_in(office, people.DRAFTER, networks=["x"]) == {}
    card_says(office, draft, "X(旧Twitter) 316 / 280")


def test_an_administrator_stops_all_clearances_and_lifts_the_stop(office: OfficeAtWork) -> None:
    draft = office.cleared()
    assert "管理者" in str(office.sandbox.command(people.MANAGER, "/sns-freeze", "地震のため"))
    office.sandbox.command(people.ADMIN, "/sns-freeze", "地震のため")
    office.card(draft, "承認待ち")
    assert office.notice(draft, "公開の一時停止がかかったため")
    office.sandbox.unreact(people.MANAGER, draft, "white_check_mark")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    assert office.told(people.MANAGER, "いまは公開を一時停止しています(理由: 地震のため)")
    office.sandbox.command(people.ADMIN, "/sns-freeze", "解除")
    assert office.sandbox.wait_for(
        lambda: any("一時停止を解除しました" in message["text"] for message in office.sandbox.history())
    )
    office.sandbox.unreact(people.MANAGER, draft, "white_check_mark")
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.card(draft, "公開可")


@pytest.mark.parametrize("turn", range(5))
def test_two_people_acting_on_one_card_at_once_end_in_one_right_state(office: OfficeAtWork, turn: int) -> None:
    draft = office.awaiting(f"{CLEAN}({turn})")
    at_once = Barrier(2)
    edited = f"{CLEAN}(直しました{turn})"

    def approve() -> None:
        at_once.wait()
        office.sandbox.react(people.MANAGER, draft, "white_check_mark")

    def edit() -> None:
        at_once.wait()
        office.sandbox.edit(people.DRAFTER, draft, edited)

    acting = [Thread(target=approve), Thread(target=edit)]
    for one in acting:
        one.start()
    for one in acting:
        one.join()
    office.card(draft, "確認待ち")
    card_says(office, draft, "第2版")
    assert len(office.cards(draft)) == 1
    assert not any(card["text"].startswith("【公開可】") for card in office.cards(draft))
