"""The page in Chromium, with an app behind it that uses all that the sandbox has."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.sandbox.browser import DIFF, QUIET, chromium, listen
from tests.sandbox.kit import CARD, Body, Connect, modal, option, plain, question, trigger
from tests.sandbox.test_uploads import PICTURE

pytestmark = pytest.mark.browser

_PATIENCE = 10_000  # milliseconds


@pytest.fixture(scope="module")
def tabs() -> Iterator[Page]:
    """One browser tab for all tests; each goes to its own workspace."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser.new_page(viewport={"width": 1280, "height": 800}, locale="ja-JP", timezone_id="Asia/Tokyo")
        browser.close()


@pytest.fixture
def told(app: App, connect: Connect) -> list[Body]:
    payloads: list[Body] = []
    listen(app, payloads)
    connect()
    return payloads


@pytest.fixture
def page(tabs: Page, sandbox: Sandbox, told: list[Body]) -> Iterator[Page]:
    broken: list[str] = []

    def note(error: Exception) -> None:
        broken.append(str(error))

    tabs.on("pageerror", note)
    tabs.goto(sandbox.url)
    expect(tabs.locator(".sample").first).to_be_visible()
    yield tabs
    tabs.remove_listener("pageerror", note)
    tabs.goto("about:blank")
    assert broken == []


def article(page: Page, text: str) -> Locator:
    return page.locator("#messages article", has_text=text)


def composer(page: Page) -> Locator:
    return page.get_by_role("textbox", name="メッセージ")


def waited(page: Page, told: list[Body]) -> Body:
    """The first payload, once the app was told of it."""
    for _ in range(_PATIENCE // 20):
        if told:
            break
        page.wait_for_timeout(20)
    return told[0]


def test_a_message_shortcut_is_in_the_messages_menu_and_its_answer_is_private(
    page: Page, sandbox: Sandbox, told: list[Body]
) -> None:
    ts = sandbox.post(people.DRAFTER, "朝市を開きます")
    article(page, "朝市").hover()
    article(page, "朝市").get_by_label("その他の操作").click()
    article(page, "朝市").get_by_role("button", name="確認する").click()
    private = article(page, "差し戻す理由を書きますか。")
    expect(private).to_contain_text("あなただけに表示されています")
    assert (told[0]["type"], told[0]["message_ts"]) == ("message_action", ts)
    page.locator("label.role", has_text="課長").first.locator("input").check()
    expect(article(page, "朝市")).to_be_visible()
    expect(private).to_have_count(0)


def test_a_button_in_a_private_answer_is_told_and_the_answer_replaced(
    page: Page, sandbox: Sandbox, told: list[Body]
) -> None:
    ts = sandbox.post(people.DRAFTER, "朝市を開きます")
    sandbox.message_shortcut(people.DRAFTER, "look", ts)
    page.get_by_role("button", name="理由を書く").click()
    expect(article(page, "受け付けました。")).to_contain_text("あなただけに表示されています")
    expect(page.get_by_role("button", name="理由を書く")).to_have_count(0)
    assert told[-1]["container"]["is_ephemeral"] is True


def test_a_menu_stays_open_while_others_write_and_closes_on_escape(page: Page, sandbox: Sandbox) -> None:
    sandbox.post(people.DRAFTER, "朝市を開きます")
    article(page, "朝市").hover()
    article(page, "朝市").get_by_label("その他の操作").click()
    shortcut = article(page, "朝市").get_by_role("button", name="確認する")
    sandbox.post(people.MANAGER, "拝見します")
    expect(article(page, "拝見します")).to_be_visible()
    expect(shortcut).to_be_visible()
    page.keyboard.press("Escape")
    expect(shortcut).not_to_be_visible()


def test_a_form_opened_beside_the_composer_is_filled_in_and_sent(
    page: Page, sandbox: Sandbox, told: list[Body]
) -> None:
    page.get_by_label("ショートカットとコマンド").click()
    page.get_by_role("button", name="起案する").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="送る").click()
    expect(form.get_by_text("この項目を入力してください")).to_have_count(11)
    _fill(form)
    form.get_by_role("button", name="送る").click()
    expect(form).not_to_be_visible()
    values = {name: held[name] for name, held in told[-1]["view"]["state"]["values"].items()}
    assert (values["plain_text_input"]["value"], values["url_text_input"]["value"]) == ("一\n二", "https://example.jp/")
    assert values["static_select"]["selected_option"]["value"] == "観光課"
    assert [one["value"] for one in values["multi_static_select"]["selected_options"]] == ["X", "LINE"]
    assert values["users_select"]["selected_user"] == people.MANAGER
    assert values["multi_users_select"]["selected_users"] == [people.MANAGER2, people.DEPUTY]
    assert (values["datepicker"]["selected_date"], values["timepicker"]["selected_time"]) == ("2026-11-21", "16:50")
    assert values["datetimepicker"]["selected_date_time"] == 1795247400
    assert values["radio_buttons"]["selected_option"]["value"] == "緊急"
    assert [one["value"] for one in values["checkboxes"]["selected_options"]] == ["日付"]


def _fill(form: Locator) -> None:
    form.get_by_label("理由").fill("一\n二")
    form.get_by_label("掲載先のURL").fill("https://example.jp/")
    form.get_by_label("所属", exact=True).select_option("観光課")
    for name in ("X", "LINE", "平井", "森川", "緊急", "日付"):
        form.get_by_label(name).check()
    form.get_by_label("所属長").select_option(people.MANAGER)
    form.get_by_label("不在の始まり").fill("2026-11-21")
    form.get_by_label("時刻").fill("16:50")
    form.get_by_label("公開した日時").fill("2026-11-21T16:50")


def test_no_more_people_are_chosen_than_the_form_takes(page: Page) -> None:
    page.get_by_label("ショートカットとコマンド").click()
    page.get_by_role("button", name="起案する").click()
    form = page.get_by_role("dialog")
    for name in ("平井", "森川"):
        form.get_by_label(name).check()
    form.get_by_label("管野").click()
    expect(page.locator(".toast")).to_contain_text("選べるのは2件までです。")
    expect(form.get_by_label("管野")).not_to_be_checked()


def test_what_the_app_filled_in_stands_in_the_form(page: Page, sandbox: Sandbox, client: WebClient) -> None:
    chooser = {"type": "users_select", "action_id": "who", "initial_user": people.DEPUTY}
    moment = {"type": "datetimepicker", "action_id": "when", "initial_date_time": 1795247400}
    blocks = [
        {"type": "input", "block_id": name, "label": plain(label), "element": element}
        for name, label, element in (("who", "代決者", chooser), ("when", "日時", moment))
    ]
    client.views_open(trigger_id=trigger(sandbox), view=modal(*blocks))
    form = page.get_by_role("dialog")
    expect(form.get_by_label("代決者")).to_have_value(people.DEPUTY)
    expect(form.get_by_label("日時")).to_have_value("2026-11-21T16:50")


def test_what_the_app_finds_wrong_stands_beside_the_field(
    page: Page, sandbox: Sandbox, app: App, client: WebClient
) -> None:
    refusal = {"response_action": "errors", "errors": {"why": "もう少しくわしくお書きください。"}}
    app.view("reasons")(lambda ack: ack(refusal))
    client.views_open(trigger_id=trigger(sandbox), view=modal(question(), callback_id="reasons"))
    form = page.get_by_role("dialog")
    form.get_by_label("理由").fill("急ぎ")
    form.get_by_role("button", name="送る").click()
    expect(form.get_by_role("alert")).to_have_text("もう少しくわしくお書きください。")
    expect(form.get_by_label("理由")).to_have_value("急ぎ")


def test_the_cross_closes_all_modals_and_the_button_only_the_topmost(
    page: Page, sandbox: Sandbox, client: WebClient
) -> None:
    client.views_open(trigger_id=trigger(sandbox), view=modal(title=plain("下")))
    for _ in range(2):
        client.views_push(trigger_id=trigger(sandbox), view=modal(title=plain("上")))
        expect(page.get_by_role("dialog")).to_contain_text("上")
        page.get_by_role("dialog").get_by_role("button", name="キャンセル").click()
        expect(page.get_by_role("dialog")).to_contain_text("下")
    client.views_push(trigger_id=trigger(sandbox), view=modal(title=plain("上")))
    expect(page.get_by_role("dialog")).to_contain_text("上")
    page.get_by_role("dialog").get_by_role("button", name="閉じる").click()
    expect(page.get_by_role("dialog")).not_to_be_visible()


def test_the_home_is_the_acting_persons_and_its_parts_are_told(page: Page, sandbox: Sandbox, told: list[Body]) -> None:
    page.locator("label.role", has_text="管理者").locator("input").check()
    page.get_by_role("button", name="SNS審査デスク").click()
    expect(page.locator(".home h3")).to_have_text("あなたを待っている審査")
    page.get_by_label("ひとこと").fill("急ぎです")
    page.locator(".home select").select_option("観光課")
    body = waited(page, told)
    assert (body["user"]["id"], body["container"]["type"]) == (people.ADMIN, "view")
    assert body["actions"][0]["selected_option"]["value"] == "観光課"
    assert body["view"]["state"]["values"]["plain_text_input"]["plain_text_input"]["value"] == "急ぎです"
    sandbox.post(people.MANAGER, "別のところで何かが起きます")
    page.get_by_role("button", name="設定を開く").click()
    expect(page.get_by_role("dialog")).to_contain_text("掲載先のURL")
    expect(page.get_by_label("ひとこと")).to_have_value("急ぎです")


def test_commands_are_listed_while_one_is_typed_and_run_with_their_text(page: Page) -> None:
    composer(page).fill("/sns")
    listed = page.get_by_label("使えるコマンド")
    expect(listed).to_contain_text("/sns-guideline [条項番号]調べます")
    expect(listed).to_contain_text("/sns-office所属を見ます")
    composer(page).fill("/sns-o")
    composer(page).press("Tab")
    composer(page).press_sequentially("写真  と動画")
    expect(listed).not_to_be_visible()
    composer(page).press("Enter")
    expect(page.locator("#messages .ephemeral .text")).to_have_text("/sns-office「写真  と動画」の答えです")


def test_an_unknown_command_and_one_in_a_thread_are_answered_kindly(page: Page, sandbox: Sandbox) -> None:
    composer(page).fill("/nothing")
    composer(page).press("Enter")
    expect(page.locator(".toast").last).to_contain_text("/nothing というコマンドはありません。")
    sandbox.post(people.DRAFTER, "朝市を開きます")
    article(page, "朝市").hover()
    article(page, "朝市").get_by_role("button", name="スレッドで返信する").click()
    page.get_by_role("textbox", name="返信").fill("/sns-guideline 写真")
    page.get_by_role("textbox", name="返信").press("Enter")
    expect(page.locator(".toast").last).to_contain_text("スレッドではコマンドを使えません。")


def test_changed_words_are_struck_and_bold(page: Page, sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=sandbox.channel, text="差分", blocks=[DIFF])
    shown = page.locator("#messages .rich")
    assert shown.locator("s").evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"
    assert shown.locator("strong").evaluate("one => getComputedStyle(one).fontWeight") == "700"
    expect(shown.locator("s")).to_have_text("9時")
    expect(shown.locator("strong")).to_have_text("10時")
    for tag, words in (
        ("em", "から"),
        ("code", "開きます"),
        ("blockquote", "もとの文です"),
        ("pre", "そのままの文です"),
    ):
        expect(shown.locator(tag)).to_have_text(words)
    expect(shown.locator("li")).to_have_text(["一", "二"])


def test_a_picture_of_the_app_is_shown_with_its_words(page: Page, sandbox: Sandbox, client: WebClient) -> None:
    client.files_upload_v2(
        channel=sandbox.channel, filename="a.png", content=PICTURE, alt_txt="審査の件数", initial_comment="まとめです。"
    )
    message = article(page, "まとめです。")
    expect(message.get_by_role("img", name="審査の件数")).to_be_visible()
    expect(message.get_by_role("strong")).to_have_text("SNS審査デスク")


def test_a_card_with_an_overflow_menu_is_used_by_mouse(
    page: Page, sandbox: Sandbox, client: WebClient, told: list[Body]
) -> None:
    client.chat_postMessage(channel=sandbox.channel, text="札", blocks=CARD)
    page.locator("#messages .accessory").get_by_label("その他の操作").click()
    page.locator("#messages .accessory").get_by_role("button", name="two").click()
    expect(page.locator("#messages .accessory .list")).not_to_be_visible()
    assert waited(page, told)["actions"][0]["selected_option"]["value"] == "two"


def test_what_was_ticked_before_a_card_was_changed_stays_ticked_and_is_told_with_the_next(
    page: Page, sandbox: Sandbox, client: WebClient, told: list[Body]
) -> None:
    boxes = {"type": "checkboxes", "action_id": "tick", "options": [option("a"), option("b")]}
    blocks = [{"type": "actions", "block_id": "boxes", "elements": [{**boxes, "initial_options": [option("a")]}]}]
    client.chat_postMessage(channel=sandbox.channel, text="札", blocks=blocks)
    expect(page.get_by_label("a", exact=True)).to_be_checked()
    page.get_by_label("b", exact=True).check()
    assert [one["value"] for one in waited(page, told)["actions"][0]["selected_options"]] == ["a", "b"]
