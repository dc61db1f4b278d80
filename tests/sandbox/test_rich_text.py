from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.sandbox.kit import Body, Error, modal, opened


def text(words: str, **style: bool) -> Body:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def part(kind: str, *elements: Body, **more: Any) -> Body:
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def rich(*parts: Body) -> Body:
    return {"type": "rich_text", "elements": list(parts)}


WHOLE = rich(
    part(
        "section",
        text("9時", strike=True),
        text("10時", bold=True, italic=True),
        text("から", code=True),
        {"type": "emoji", "name": "white_check_mark"},
        {"type": "link", "url": "https://example.jp/", "text": "詳しく", "style": {"bold": True}},
        {"type": "user", "user_id": people.DRAFTER},
    ),
    part("list", part("section", text("一")), part("section", text("二")), style="bullet", indent=1, border=0),
    part("quote", text("引用"), {"type": "link", "url": "https://example.jp/"}),
    part("preformatted", text("そのまま"), border=0),
)


def test_rich_text_of_all_parts_is_stored_as_it_was_sent(sandbox: Sandbox, client: WebClient) -> None:
    ts = str(client.chat_postMessage(channel=sandbox.channel, text="差分", blocks=[WHOLE])["ts"])
    stored = sandbox.message(ts)["blocks"][0]
    assert stored["elements"] == WHOLE["elements"]
    assert stored["block_id"]


def test_rich_text_stands_in_ephemeral_messages_modals_and_the_home_too(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="差分", blocks=[WHOLE])
    client.views_publish(user_id=people.DRAFTER, view={"type": "home", "blocks": [WHOLE]})
    opened(sandbox, client, WHOLE)
    shown = [*sandbox.ephemerals(people.DRAFTER), *sandbox.views(people.DRAFTER), sandbox.home(people.DRAFTER) or {}]
    assert [one["blocks"][0]["elements"] for one in shown] == [WHOLE["elements"]] * 3


REFUSED = {
    "a part of its own kind": (rich(part("song")), "unsupported type: rich_text_song"),
    "no parts": ({"type": "rich_text"}, "missing required field: elements [json-pointer:/blocks/0]"),
    "a part of nothing": (rich({"type": "rich_text_quote"}), "missing required field: elements"),
    "an element of its own kind": (rich(part("section", {"type": "song"})), "unsupported type: song"),
    "an empty text": (rich(part("section", text(""))), "must be more than 0 characters"),
    "a link to nowhere": (rich(part("section", {"type": "link", "text": "a"})), "missing required field: url"),
    "a style of one's own": (rich(part("section", text("a", loud=True))), "invalid additional property: loud"),
    "a style that is no yes or no": (
        rich(part("section", {**text("a"), "style": {"bold": "yes"}})),
        "must be a boolean [json-pointer:/blocks/0/elements/0/elements/0/style/bold]",
    ),
    "a list without a style": (rich(part("list", part("section", text("a")))), "bullet, ordered"),
    "bare text in a list": (rich(part("list", text("a"), style="bullet")), "unsupported type: text"),
    "a mention in preformatted text": (
        rich(part("preformatted", {"type": "user", "user_id": people.DRAFTER})),
        "unsupported type: user",
    ),
}


@pytest.mark.parametrize(("block", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_rich_text_that_slack_would_not_take_is_refused_with_the_place(
    block: Body, reason: str, sandbox: Sandbox, error: Error
) -> None:
    answer = error("chat.postMessage", channel=sandbox.channel, text="札", blocks=[block])
    assert answer["error"] == "invalid_blocks"
    assert any(reason in message for message in answer["response_metadata"]["messages"])


@pytest.mark.parametrize(
    "element",
    [text("あ" * 100), {"type": "link", "url": "https://example.jp/" + "a" * 81}],
    ids=["text", "address of a link"],
)
def test_the_words_of_rich_text_count_as_those_of_any_block(
    element: Body, sandbox: Sandbox, client: WebClient, error: Error
) -> None:
    full = [rich(part("quote", *[element] * 66)) for _ in range(2)]
    assert client.chat_postMessage(channel=sandbox.channel, text="札", blocks=full)["ok"]
    over = [*full, rich(part("quote", text("あ")))]
    assert error("chat.postMessage", channel=sandbox.channel, text="札", blocks=over)["error"] == "msg_blocks_too_long"


def test_a_modal_refuses_rich_text_with_its_own_pointer(sandbox: Sandbox, error: Error) -> None:
    answer = error("views.open", trigger_id="none", view=modal(rich(part("section", text("")))))
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/elements/0/elements/0/text]"
    ]
