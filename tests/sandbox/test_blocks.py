from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.sandbox.kit import Error

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "action_id": "go", "text": plain("進む"), **more}


def boxes(*options: Block, **more: Any) -> Block:
    return {"type": "checkboxes", "action_id": "tick", "options": list(options), **more}


def option(text: str = "はい", value: str = "v", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def select(**more: Any) -> Block:
    return {"type": "static_select", "action_id": "s", **more}


REFUSED = {
    "more than 50 blocks": ([section("a")] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "a long section": ([section("あ" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    "an empty section": ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "a section of nothing": ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    "a long header": ([{"type": "header", "text": plain("あ" * 151)}], "must be less than 151 characters"),
    "a header in mrkdwn": ([{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}], "unsupported type: mrkdwn"),
    "an unknown block": ([{"type": "carousel"}], "unsupported type: carousel [json-pointer:/blocks/0/type]"),
    "a block that is no object": (["section"], "must be an object [json-pointer:/blocks/0]"),
    "11 checkboxes": ([actions(boxes(*[option()] * 11))], "no more than 10 items allowed"),
    "no checkboxes": ([actions(boxes())], "must have at least 1 items"),
    "a long option": ([actions(boxes(option("あ" * 76)))], "must be less than 76 characters"),
    "a long option value": ([actions(boxes(option(value="v" * 151)))], "must be less than 151 characters"),
    "a long description": ([actions(boxes(option(description=plain("あ" * 76))))], "options/0/description/text"),
    "an initial option of nowhere": ([actions(boxes(option(), initial_options=[option("別")]))], "initial_options"),
    "empty initial options": ([actions(boxes(option(), initial_options=[]))], "initial_options"),
    "a long button": ([actions(button(text=plain("あ" * 76)))], "elements/0/text/text"),
    "an empty button": ([actions(button(text=plain("")))], "must be more than 0 characters"),
    "a long button value": ([actions(button(value="v" * 2001))], "must be less than 2001 characters"),
    "a style of one's own": ([actions(button(style="pink"))], "elements/0/style"),
    "a long confirmation": (
        [
            actions(
                button(
                    confirm={"title": plain("a" * 101), "text": plain("a"), "confirm": plain("a"), "deny": plain("a")}
                )
            )
        ],
        "confirm/title/text",
    ),
    "a long action_id": ([actions(button(action_id="a" * 256))], "must be less than 256 characters"),
    "a long block_id": ([section("a", block_id="b" * 256)], "must be less than 256 characters"),
    "a doubled block_id": ([section("a", block_id="b")] * 2, "`block_id` already exists for block with ID 'b'"),
    "a doubled action_id": ([actions(button(), button())], '`action_id` "go" already exists'),
    "26 buttons": ([actions(*[button(action_id=str(n)) for n in range(26)])], "no more than 25 items allowed"),
    "six overflow options": (
        [section("a", accessory={"type": "overflow", "action_id": "o", "options": [option()] * 6})],
        "no more than 5 items allowed",
    ),
    "101 select options": (
        [actions({"type": "static_select", "action_id": "s", "options": [option()] * 101})],
        "no more than 100 items allowed",
    ),
    "11 context elements": ([{"type": "context", "elements": [plain("a")] * 11}], "no more than 10 items allowed"),
    "11 fields": ([{"type": "section", "fields": [plain("a")] * 11}], "no more than 10 items allowed"),
    "an image without words": ([{"type": "image", "image_url": "https://example.jp/a.png"}], "alt_text"),
    "an input in actions": ([actions({"type": "plain_text_input", "action_id": "a"})], "unsupported type"),
    "a select's option in mrkdwn": (
        [actions(select(options=[{"text": {"type": "mrkdwn", "text": "a"}, "value": "v"}]))],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/options/0/text/type]",
    ),
    "101 option groups": (
        [actions(select(option_groups=[{"label": plain("組"), "options": [option()]}] * 101))],
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups]",
    ),
    "options beside groups": (
        [actions(select(options=[option()], option_groups=[{"label": plain("組"), "options": [option()]}]))],
        "only one of options, option_groups",
    ),
    "an initial option that no group has": (
        [actions(select(option_groups=[{"label": plain("組"), "options": [option()]}], initial_option=option("別")))],
        "must match one of the options",
    ),
    "an initial day that is none": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-2-30"})],
        "initial_date",
    ),
    "a moment in a section": ([section("a", accessory={"type": "datetimepicker"})], "unsupported type: datetimepicker"),
    "several people in actions": ([actions({"type": "multi_users_select"})], "unsupported type: multi_users_select"),
}


@pytest.mark.parametrize(("blocks", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_blocks_beyond_slacks_limits_are_refused_with_the_place(
    blocks: list[Any], reason: str, sandbox: Sandbox, error: Error
) -> None:
    answer = error("chat.postMessage", channel=sandbox.channel, text="札", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert any(reason in message for message in answer["response_metadata"]["messages"])


ACCEPTED = {
    "50 blocks": [section("a")] * 50,
    "a full section": [section("あ" * 3000)],
    "a full button": [actions(button(text=plain("あ" * 75), value="v" * 2000, action_id="a" * 255))],
    "ten checkboxes": [actions(boxes(*[option("あ" * 75, str(n), description=plain("あ" * 75)) for n in range(10)]))],
    "one action in two blocks": [actions(button()), actions(button())],
}


@pytest.mark.parametrize("blocks", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_blocks_at_slacks_limits_are_taken(blocks: list[Any], sandbox: Sandbox, client: WebClient) -> None:
    stored = client.chat_postMessage(channel=sandbox.channel, text="札", blocks=blocks)["message"]["blocks"]
    assert len({block["block_id"] for block in stored}) == len(blocks)


def test_too_many_characters_in_all_are_refused(sandbox: Sandbox, error: Error) -> None:
    answer = error("chat.postMessage", channel=sandbox.channel, text="札", blocks=[section("あ" * 2700)] * 5)
    assert answer["error"] == "msg_blocks_too_long"


def test_blocks_that_are_no_json_are_refused(sandbox: Sandbox, error: Error) -> None:
    answer = error("chat.postMessage", channel=sandbox.channel, text="札", blocks="[{")
    assert answer["error"] == "invalid_blocks_format"
