"""The bot is away, Slack is slow, two bots run at once: it costs time, never truth."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.config import Settings
from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.store.store import open_database
from bot.store.unit import REVIEWS
from tests.e2e.office import CLEAN, OfficeAtWork, open_office


def test_a_draft_posted_while_the_bot_was_away_gets_its_card(sandbox: Sandbox, settings: Settings) -> None:
    with open_office(sandbox, settings):
        pass
    draft = sandbox.post(people.DRAFTER, CLEAN)
    with open_office(sandbox, settings) as office:
        office.card(draft, "確認待ち")


def test_an_approval_made_while_the_bot_was_away_counts(sandbox: Sandbox, settings: Settings) -> None:
    with open_office(sandbox, settings) as office:
        draft = office.awaiting()
    sandbox.react(people.MANAGER, draft, "white_check_mark")
    with open_office(sandbox, settings) as office:
        office.card(draft, "公開可")


def test_an_approval_of_a_wording_that_changed_while_the_bot_was_away_does_not_count(
    sandbox: Sandbox, settings: Settings
) -> None:
    with open_office(sandbox, settings) as office:
        draft = office.awaiting()
    sandbox.react(people.MANAGER, draft, "white_check_mark")
    sandbox.edit(people.DRAFTER, draft, "まったく別の文面です。")
    with open_office(sandbox, settings) as office:
        office.card(draft, "確認待ち")
        office.told(people.MANAGER, "もう一度")
        office.tick_all(draft)
        office.card(draft, "承認待ち")


@pytest.mark.parametrize(
    ("meanwhile", "state"),
    [
        (lambda sandbox, draft: sandbox.edit(people.DRAFTER, draft, "まったく別の文面です。"), "確認待ち"),
        (lambda sandbox, draft: sandbox.unreact(people.MANAGER, draft, "white_check_mark"), "承認待ち"),
        (lambda sandbox, draft: sandbox.react(people.MANAGER2, draft, "x"), "差し戻し"),
        (lambda sandbox, draft: sandbox.delete(people.DRAFTER, draft), "取り下げ"),
        (lambda sandbox, draft: sandbox.delete(people.DRAFTER, draft, tombstone=False), "取り下げ"),
    ],
    ids=["edited", "reaction taken back", "returned", "deleted", "deleted without a trace"],
)
def test_a_clearance_does_not_outlive_what_happened_while_the_bot_was_away(
    sandbox: Sandbox, settings: Settings, meanwhile: Callable[[Sandbox, str], None], state: str
) -> None:
    with open_office(sandbox, settings) as office:
        draft = office.cleared()
    meanwhile(sandbox, draft)
    with open_office(sandbox, settings) as office:
        office.card(draft, state)


def test_what_happened_while_the_socket_was_lost_is_read_back(office: OfficeAtWork) -> None:
    office.sandbox.wait_connected()
    office.sandbox.pause()
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.sandbox.resume()
    office.sandbox.drop_sockets()
    office.sandbox.wait_for(lambda: office.cards(draft), timeout=30)


def test_events_that_come_twice_change_nothing(office: OfficeAtWork) -> None:
    draft = office.cleared()
    office.sandbox.drop_sockets()
    office.sandbox.wait_for(lambda: office.sandbox.connected > 1, timeout=30)
    later = office.sandbox.post(people.DRAFTER, CLEAN)
    office.sandbox.wait_for(lambda: office.cards(later), timeout=30)
    office.card(draft, "公開可")
    assert len(office.cards(draft)) == 1
    assert sum("承認しました" in text for text in office.notices(draft)) == 1


@pytest.mark.parametrize("trouble", [{"retry_after": 1}, {"status": 503}], ids=["a rate limit", "an error of Slack"])
def test_a_card_that_cannot_be_posted_at_once_is_posted_once(office: OfficeAtWork, trouble: dict[str, int]) -> None:
    office.sandbox.fail_next("chat.postMessage", **trouble)  # type: ignore[arg-type]
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.sandbox.wait_for(lambda: office.cards(draft), timeout=30)
    assert len(office.cards(draft)) == 1


def test_a_bot_that_died_between_posting_and_remembering_posts_no_second_card(
    sandbox: Sandbox, settings: Settings
) -> None:
    with open_office(sandbox, settings) as office:
        draft = office.awaiting()
        office.notice(draft, "確認がそろいました")
    with open_database(settings.database_url).begin() as connection:
        connection.execute(update(REVIEWS).values(card=None, interrupted=True, behind=True))
    with open_office(sandbox, settings) as office:
        sandbox.react(people.MANAGER, draft, "white_check_mark")
        office.card(draft, "公開可")
        assert len(office.cards(draft)) == 1
        assert sum("確認がそろいました" in text for text in office.notices(draft)) == 1


def test_a_bot_whose_database_was_lost_takes_up_the_card_it_posted(
    sandbox: Sandbox, settings: Settings, tmp_path: Path
) -> None:
    with open_office(sandbox, settings) as office:
        draft = office.awaiting()
    with open_office(sandbox, replace(settings, database_url=f"sqlite:///{tmp_path}/another.db")) as office:
        office.card(draft, "確認待ち")
        assert len(office.cards(draft)) == 1


def test_two_bots_on_one_database_post_one_card_and_say_each_thing_once(sandbox: Sandbox, settings: Settings) -> None:
    with open_office(sandbox, settings) as office, open_office(sandbox, settings):
        drafts = [office.cleared(f"{number}日の催しのお知らせです。") for number in range(1, 6)]
        for draft in drafts:
            office.notice(draft, "承認しました")
            assert len(office.cards(draft)) == 1
            assert sum("承認しました" in text for text in office.notices(draft)) == 1


def test_without_approvers_the_card_says_that_nobody_can_approve(sandbox: Sandbox, settings: Settings) -> None:
    with open_office(sandbox, replace(settings, approvers=())) as office:
        draft = office.awaiting()
        assert "承認できる方がまだ設定されていません" in str(office.cards(draft)[0]["blocks"])
        sandbox.react(people.MANAGER, draft, "white_check_mark")
        office.told(people.MANAGER, "承認できる方がまだ設定されていません")


def test_a_guest_named_as_approver_is_not_entitled(sandbox: Sandbox, settings: Settings) -> None:
    with open_office(sandbox, replace(settings, approvers=(people.GUEST,))) as office:
        draft = office.awaiting()
        sandbox.react(people.GUEST, draft, "white_check_mark")
        office.told(people.GUEST, "ゲスト")
        office.card(draft, "承認待ち")


def test_who_left_the_group_of_approvers_a_moment_ago_cannot_approve(office: OfficeAtWork) -> None:
    office.cleared("はじめの催しのお知らせです。")
    draft = office.awaiting()
    office.sandbox.set_group(people.MANAGERS, [people.MANAGER2])
    office.sandbox.react(people.MANAGER, draft, "white_check_mark")
    office.told(people.MANAGER, "承認者として登録されている方だけ")
    office.card(draft, "承認待ち")


def test_an_unforeseen_error_is_told_with_an_id_and_the_draft_is_not_lost(office: OfficeAtWork) -> None:
    office.card(office.sandbox.post(people.MANAGER, CLEAN), "確認待ち")  # the reading back at the start is over
    office.sandbox.fail_next("users.info", error="internal_error")
    draft = office.sandbox.post(people.DRAFTER, CLEAN)
    office.told(people.DRAFTER, "この番号をお知らせください")
    office.card(draft, "確認待ち")
