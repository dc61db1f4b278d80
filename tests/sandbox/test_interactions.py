import urllib.request
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import CARD, Body


def test_ticks_are_told_with_all_that_is_ticked(sandbox: Sandbox, card: str, bodies: list[Body]) -> None:
    assert sandbox.act(people.DRAFTER, card, "tick", selected_options=["b", "a"])
    body = bodies[0]
    assert [one["value"] for one in body["actions"][0]["selected_options"]] == ["a", "b"]
    assert [one["value"] for one in body["state"]["values"]["confirmations"]["tick"]["selected_options"]] == ["a", "b"]
    assert body["user"]["id"] == people.DRAFTER
    assert body["message"]["ts"] == body["container"]["message_ts"] == card
    assert body["container"]["is_ephemeral"] is False
    assert body["channel"]["id"] == sandbox.channel


def test_the_state_remembers_a_persons_ticks_until_the_message_changes(
    sandbox: Sandbox, client: WebClient, card: str, bodies: list[Body]
) -> None:
    def ticked() -> list[str]:
        return [one["value"] for one in bodies[-1]["state"]["values"]["confirmations"]["tick"]["selected_options"]]

    sandbox.act(people.DRAFTER, card, "tick", selected_options=["a"])
    sandbox.act(people.DRAFTER, card, "open")
    assert ticked() == ["a"]
    client.chat_update(channel=sandbox.channel, ts=card, text="札", blocks=CARD)
    sandbox.act(people.DRAFTER, card, "open")
    assert ticked() == []


def test_buttons_selects_and_menus_are_told(sandbox: Sandbox, card: str, bodies: list[Body]) -> None:
    sandbox.act(people.MANAGER, card, "open")
    sandbox.act(people.MANAGER, card, "pick", value="y")
    sandbox.act(people.MANAGER, card, "menu", value="two")
    told = [body["actions"][0] for body in bodies]
    assert (told[0]["type"], told[0]["value"], told[0]["block_id"]) == ("button", "7", "buttons")
    assert told[1]["selected_option"]["value"] == "y"
    assert (told[2]["type"], told[2]["selected_option"]["value"]) == ("overflow", "two")


def test_what_is_not_on_the_card_cannot_be_clicked(sandbox: Sandbox, card: str) -> None:
    with pytest.raises(SlackError, match="action_not_found"):
        sandbox.act(people.DRAFTER, card, "nothing")
    with pytest.raises(SlackError, match="no_such_option"):
        sandbox.act(people.DRAFTER, card, "tick", selected_options=["z"])


def test_a_click_that_nobody_acknowledges_is_noticed(sandbox: Sandbox, card: str) -> None:
    assert sandbox.act(people.DRAFTER, card, "open") is False


def test_a_response_url_changes_the_card_for_all(sandbox: Sandbox, card: str, bodies: list[Body]) -> None:
    sandbox.act(people.DRAFTER, card, "open")
    WebhookClient(bodies[0]["response_url"]).send(text="新しい札", replace_original=True)
    assert sandbox.message(card)["text"] == "新しい札"


def test_a_response_url_serves_five_times_and_refuses_bad_blocks(
    sandbox: Sandbox, card: str, bodies: list[Body]
) -> None:
    sandbox.act(people.DRAFTER, card, "open")
    answer = WebhookClient(bodies[0]["response_url"])
    assert "invalid_blocks" in answer.send(text="a", blocks=[{"type": "song"}]).body
    for _ in range(4):
        assert answer.send(text="a").status_code == 200
    assert answer.send(text="a").status_code == 404


def test_an_unknown_response_url_is_refused(sandbox: Sandbox) -> None:
    request = urllib.request.Request(f"{sandbox.url}/response/none", data=b"{}")  # noqa: S310 - the sandbox's own address
    with pytest.raises(HTTPError, match="404"):
        urllib.request.urlopen(request)  # noqa: S310 - the sandbox's own address
