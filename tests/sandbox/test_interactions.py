import urllib.request
from urllib.error import HTTPError

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import CARD, Body, Connect, modal, plain, question


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


def test_a_click_in_an_ephemeral_message_comes_without_the_message(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="札", blocks=CARD)
    shown = sandbox.ephemerals(people.DRAFTER)[0]
    sandbox.act(people.DRAFTER, shown["ts"], "open")
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]


def test_a_commands_acknowledgement_is_shown_to_the_asker(sandbox: Sandbox, app: App, connect: Connect) -> None:
    @app.command("/sns-guideline")
    def answer(ack: Ack, command: Body) -> None:
        ack(text=f"{command['text']}の答え", blocks=[{"type": "section", "text": plain("答え")}])

    connect()
    shown = sandbox.command(people.GUEST, "/sns-guideline", "5(12)")
    assert shown["text"] == "5(12)の答え"
    assert shown["blocks"][0]["type"] == "section"
    assert sandbox.ephemerals(people.GUEST) == [shown]
    assert sandbox.ephemerals(people.DRAFTER) == []


def test_a_command_can_answer_later_in_the_channel(sandbox: Sandbox, app: App, connect: Connect) -> None:
    @app.command("/sns-guideline")
    def answer(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="みなさんへ", response_type="in_channel")

    connect()
    assert sandbox.command(people.DRAFTER, "/sns-guideline")["text"] == "みなさんへ"
    assert [message["text"] for message in sandbox.history()] == ["みなさんへ"]


def test_a_command_can_open_a_modal(sandbox: Sandbox, app: App, connect: Connect) -> None:
    @app.command("/sns-guideline")
    def answer(ack: Ack, command: Body, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=modal(question()))

    connect()
    assert sandbox.command(people.DRAFTER, "/sns-guideline")["type"] == "modal"


def test_a_command_of_a_bot_that_is_away_is_answered_by_slack(sandbox: Sandbox) -> None:
    assert "dispatch_failed" in sandbox.command(people.DRAFTER, "/sns-guideline", "写真")["text"]


def test_a_command_that_the_manifest_does_not_have_is_unknown(sandbox: Sandbox) -> None:
    with pytest.raises(SlackError, match="unknown_command"):
        sandbox.command(people.DRAFTER, "/other")


def test_a_response_url_replaces_and_deletes_the_message_it_answers(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="札", blocks=CARD)
    shown = sandbox.ephemerals(people.DRAFTER)[0]
    sandbox.act(people.DRAFTER, shown["ts"], "open")
    answer = WebhookClient(bodies[0]["response_url"])
    assert answer.send(text="済みました", replace_original=True).body == "ok"
    assert [message["text"] for message in sandbox.ephemerals(people.DRAFTER)] == ["済みました"]
    answer.send(text="もうひとつ", response_type="ephemeral", replace_original=False)
    assert len(sandbox.ephemerals(people.DRAFTER)) == 2
    answer.send(delete_original=True)
    assert [message["text"] for message in sandbox.ephemerals(people.DRAFTER)] == ["もうひとつ"]


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


def test_shortcuts_are_told_if_the_manifest_has_them(sandbox: Sandbox, bodies: list[Body]) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    assert sandbox.shortcut(people.MANAGER, "look", ts)
    assert sandbox.shortcut(people.MANAGER, "draft")
    assert (bodies[0]["type"], bodies[0]["message"]["ts"]) == ("message_action", ts)
    assert bodies[1]["type"] == "shortcut"
    with pytest.raises(SlackError, match="unknown_shortcut"):
        sandbox.shortcut(people.MANAGER, "look")


def test_an_unknown_response_url_is_refused(sandbox: Sandbox) -> None:
    request = urllib.request.Request(f"{sandbox.url}/response/none", data=b"{}")  # noqa: S310 - the sandbox's own address
    with pytest.raises(HTTPError, match="404"):
        urllib.request.urlopen(request)  # noqa: S310 - the sandbox's own address
