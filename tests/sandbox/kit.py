"""Blocks and views to try things with."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from bot.sandbox import people, views
from bot.sandbox.server import Sandbox

Body = dict[str, Any]
Connect = Callable[[], Any]
Error = Callable[..., Body]


def plain(text: str) -> Body:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Body:
    return {"text": plain(value), "value": value}


def modal(*blocks: Body, **more: Any) -> Body:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("題"),
        "submit": plain("送る"),
        "blocks": list(blocks),
        **more,
    }


def question(action: str = "why", **more: Any) -> Body:
    element = {"type": "plain_text_input", "action_id": action, "max_length": 5}
    return {"type": "input", "block_id": action, "label": plain("理由"), "element": element, **more}


CARD: list[Body] = [
    {
        "type": "actions",
        "block_id": "confirmations",
        "elements": [{"type": "checkboxes", "action_id": "tick", "options": [option("a"), option("b")]}],
    },
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            {"type": "button", "action_id": "open", "text": plain("開く"), "value": "7"},
            {"type": "static_select", "action_id": "pick", "options": [option("x"), option("y")]},
        ],
    },
    {
        "type": "section",
        "block_id": "more",
        "text": plain("ほか"),
        "accessory": {"type": "overflow", "action_id": "menu", "options": [option("one"), option("two")]},
    },
]


def trigger(sandbox: Sandbox) -> str:
    return views.new_trigger(sandbox.workspace, people.DRAFTER)


def opened(sandbox: Sandbox, client: WebClient, *blocks: Body, **more: Any) -> str:
    view = client.views_open(trigger_id=trigger(sandbox), view=modal(*blocks, **more))["view"]
    return str(view["id"])
