"""The page in Chromium, with the real bot behind it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.e2e.office import CLEAN, OfficeAtWork

pytestmark = pytest.mark.browser

_NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 15_000  # milliseconds


def chromium() -> str:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"REQUIRE_BROWSER is set, and there is none of {', '.join(_NAMES)}")
    if found is None:
        pytest.skip(f"none of {', '.join(_NAMES)} on this machine")
    return found


@pytest.fixture
def page(office: OfficeAtWork) -> Iterator[Page]:
    """The demo's page, as the drafter sees it at the start."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_QUIET)
        opened = browser.new_page(viewport={"width": 1280, "height": 800})
        broken: list[str] = []
        opened.on("pageerror", lambda error: broken.append(str(error)))
        opened.goto(office.sandbox.url)
        expect(opened.locator(".sample").first).to_be_visible()
        yield opened
        browser.close()
        assert broken == []


def say(page: Page, text: str) -> None:
    composer = page.get_by_role("textbox", name="メッセージ")
    composer.fill(text)
    composer.press("Enter")


def become(page: Page, role: str) -> None:
    page.locator("label.role", has_text=role).locator("input").check()


def card(page: Page, state: str) -> Locator:
    shown = page.locator("#replies .card", has_text=f"【{state}】")
    expect(shown).to_have_count(1)
    return shown


def draft(page: Page, text: str) -> Locator:
    return page.locator("#messages article", has_text=text)


def react(page: Page, text: str, deed: str) -> None:
    draft(page, text).hover()
    draft(page, text).get_by_role("button", name=deed).click()


def test_a_pasted_draft_is_ticked_by_its_drafter_and_cleared_by_the_manager(page: Page) -> None:
    say(page, CLEAN)
    boxes = card(page, "確認待ち").get_by_role("checkbox")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    card(page, "承認待ち")
    become(page, "課長")
    react(page, CLEAN, "承認する")
    card(page, "公開可")
    expect(page.locator("#replies article").last).to_contain_text("承認しました")


def test_a_sample_with_an_open_place_shows_its_clause_and_an_edit_mends_it(page: Page) -> None:
    page.locator(".sample", has_text="台風のお知らせ").click()
    expect(card(page, "要修正")).to_contain_text("「吉備中央町 4(12)」発信する情報は正確に記述する")
    react(page, "台風第○号", "編集する")
    page.get_by_role("textbox", name="編集").fill(CLEAN)
    page.get_by_role("button", name="保存する").click()
    expect(card(page, "確認待ち")).to_contain_text("指摘はありませんでした")


def test_a_guest_is_told_kindly_that_staff_submit_drafts(page: Page) -> None:
    become(page, "ゲスト")
    say(page, CLEAN)
    told = page.locator("#messages .ephemeral")
    expect(told).to_contain_text("職員として登録されている方だけです")
    expect(told).to_contain_text("あなただけに表示されています")
    expect(page.locator(".card")).to_have_count(0)


def test_the_command_typed_in_the_composer_shows_the_clause_and_shares_it(page: Page) -> None:
    say(page, "/sns-guideline 5(12)")
    answer = page.locator("#messages .ephemeral")
    expect(answer).to_contain_text("職務上知り得た秘密や個人情報を含む情報を発信すること。")
    expect(answer).to_contain_text("2022年4月1日")
    answer.get_by_role("button", name="チャンネルに共有").click()
    expect(page.locator("#messages article:not(.ephemeral)")).to_contain_text("「吉備中央町 5(12)」を共有しました")
