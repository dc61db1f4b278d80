"""Chromium, and an app whose parts a person can try on the page."""

import os
import shutil
from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from tests.sandbox.kit import Body, modal, option, plain

_NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where the browser is; skips the test if there is none, and fails it where `REQUIRE_BROWSER` is set."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"REQUIRE_BROWSER is set, and there is none of {', '.join(_NAMES)}")
    if found is None:
        pytest.skip(f"none of {', '.join(_NAMES)} on this machine")
    return found


def button(action: str, words: str, **more: Any) -> Body:
    return {"type": "actions", "elements": [{"type": "button", "action_id": action, "text": plain(words), **more}]}


def field(label: str, kind: str, **more: Any) -> Body:
    element = {"type": kind, "action_id": kind, **more}
    return {"type": "input", "block_id": kind, "label": plain(label), "element": element}


FORM = modal(
    field("理由", "plain_text_input", multiline=True, max_length=200),
    field("掲載先のURL", "url_text_input"),
    field("所属", "static_select", options=[option("広報課"), option("観光課")]),
    field("載せるサービス", "multi_static_select", options=[option("X"), option("Instagram"), option("LINE")]),
    field("所属長", "users_select"),
    field("代決者", "multi_users_select", max_selected_items=2),
    field("不在の始まり", "datepicker"),
    field("時刻", "timepicker"),
    field("公開した日時", "datetimepicker"),
    field("急ぎ", "radio_buttons", options=[option("ふつう"), option("緊急")]),
    field("確かめたこと", "checkboxes", options=[option("写真の了解"), option("日付")]),
)
HOME = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("あなたを待っている審査")},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*秋の朝市* は承認を待っています。"}},
        {**field("ひとこと", "plain_text_input"), "optional": True},
        {
            "type": "section",
            "text": plain("所属"),
            "accessory": {
                "type": "static_select",
                "action_id": "section",
                "options": [option("広報課"), option("観光課")],
            },
        },
        button("settings", "設定を開く"),
    ],
}
DIFF = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "午前"},
                {"type": "text", "text": "9時", "style": {"strike": True}},
                {"type": "text", "text": "10時", "style": {"bold": True}},
                {"type": "text", "text": "から", "style": {"italic": True}},
                {"type": "text", "text": "開きます", "style": {"code": True}},
                {"type": "emoji", "name": "white_check_mark"},
                {"type": "link", "url": "https://example.jp/", "text": "くわしく"},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "もとの文です"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "そのままの文です"}]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]} for words in ("一", "二")
            ],
        },
    ],
}


def listen(app: App, told: list[Body]) -> None:
    """Lets an app answer all that a person can do on the page; `told` gets each payload."""

    def note(ack: Ack, body: Body) -> None:
        told.append(body)
        ack()

    def ask(ack: Ack, body: Body, client: WebClient) -> None:
        note(ack, body)
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    def private(ack: Ack, body: Body, client: WebClient) -> None:
        note(ack, body)
        blocks = [{"type": "section", "text": plain("差し戻す理由を書きますか。")}, button("reason", "理由を書く")]
        place = {"channel": body["channel"]["id"], "user": body["user"]["id"]}
        client.chat_postEphemeral(**place, text="差し戻す理由を書きますか。", blocks=blocks)

    def accept(ack: Ack, body: Body, respond: Respond) -> None:
        note(ack, body)
        respond("受け付けました。", replace_original=True)

    app.event("app_home_opened")(lambda event, client: client.views_publish(user_id=event["user"], view=HOME))
    app.event("message")(lambda: None)
    app.shortcut("draft")(ask)
    app.shortcut("look")(private)
    app.action("settings")(ask)
    app.action("section")(note)
    app.action("reason")(accept)
    for name in ("menu", "tick"):
        app.action(name)(note)
    app.view("form")(note)
    for name in ("/sns-guideline", "/sns-office"):
        app.command(name)(lambda ack, command: ack(f"{command['command']}「{command['text']}」の答えです"))
