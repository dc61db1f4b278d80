"""What the bot hears of its own messages."""

import json
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.slack.own_messages import OwnMessages
from bot.slack.presenters.shortcuts import HANDED_IN, handed_in

ME = "UBOT"
CARD = {"user": ME, "ts": "1795400001.000100", "thread_ts": "1795400000.000100", "text": "【確認待ち】"}
DRAFT = {"user": ME, "ts": "1795400000.000100", "text": HANDED_IN, "blocks": handed_in("U1", "本日開館")}
TOMBSTONE = {"user": "USLACKBOT", "subtype": "tombstone", "ts": DRAFT["ts"]}


def is_heard(**event: Any) -> bool:
    heard: list[bool] = []

    def listen() -> BoltResponse:
        heard.append(True)
        return BoltResponse(status=200)

    request = BoltRequest(body=json.dumps({"event": {"type": "message", **event}}), mode="socket_mode")
    answer = OwnMessages(ME).process(req=request, resp=BoltResponse(status=200), next=listen)
    assert answer.status == 200
    return bool(heard)


@pytest.mark.parametrize(
    "event",
    [
        CARD,
        {"subtype": "message_changed", "message": CARD, "previous_message": CARD},
        {"subtype": "message_deleted", "previous_message": CARD},
    ],
)
def test_of_its_cards_the_bot_hears_nothing(event: dict[str, Any]) -> None:
    assert not is_heard(**event)


@pytest.mark.parametrize(
    "event",
    [
        DRAFT,
        {"subtype": "message_changed", "message": DRAFT, "previous_message": DRAFT},
        {"subtype": "message_changed", "message": TOMBSTONE, "previous_message": DRAFT},
        {"subtype": "message_deleted", "previous_message": DRAFT},
    ],
)
def test_of_drafts_it_posted_for_people_it_hears_everything(event: dict[str, Any]) -> None:
    assert is_heard(**event)


@pytest.mark.parametrize(
    "event",
    [
        {"user": "U1", "ts": "1795400000.000100", "text": "本日開館"},
        {"subtype": "message_deleted", "deleted_ts": "1795400000.000100"},
        {"type": "reaction_added", "user": "U1", "reaction": "eyes"},
    ],
)
def test_it_hears_everybody_else(event: dict[str, Any]) -> None:
    assert is_heard(**event)
