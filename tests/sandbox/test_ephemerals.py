import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import CARD, Body, Connect, modal, question


def test_a_click_in_an_ephemeral_message_comes_without_the_message(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="札", blocks=CARD)
    shown = sandbox.ephemerals(people.DRAFTER)[0]
    sandbox.act(people.DRAFTER, shown["ts"], "open")
    assert bodies[0]["container"]["is_ephemeral"] is True
    assert "message" not in bodies[0]


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


def test_a_button_that_only_one_person_sees_is_told_with_its_place_and_pressed_by_no_one_else(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    thread = sandbox.post(people.DRAFTER, "案")
    client.chat_postEphemeral(
        channel=sandbox.channel, user=people.MANAGER, thread_ts=thread, text="理由を書きますか", blocks=CARD
    )
    shown = sandbox.ephemerals(people.MANAGER)[0]
    assert sandbox.act(people.MANAGER, shown["ts"], "open")
    assert bodies[0]["container"] == {
        "type": "message",
        "message_ts": shown["ts"],
        "channel_id": sandbox.channel,
        "is_ephemeral": True,
        "thread_ts": thread,
    }
    assert bodies[0]["channel"]["id"] == sandbox.channel
    with pytest.raises(SlackError, match="message_not_found"):
        sandbox.act(people.DRAFTER, shown["ts"], "open")


def test_a_modal_opened_from_an_ephemeral_message_can_take_that_message_away_afterwards(
    sandbox: Sandbox, client: WebClient, app: App, connect: Connect
) -> None:
    @app.action("open")
    def ask(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(question(), private_metadata=body["response_url"]))

    @app.view("form")
    def answered(ack: Ack, view: Body) -> None:
        ack()
        WebhookClient(view["private_metadata"]).send(delete_original=True)

    connect()
    client.chat_postEphemeral(channel=sandbox.channel, user=people.MANAGER, text="理由を書きますか", blocks=CARD)
    sandbox.act(people.MANAGER, sandbox.ephemerals(people.MANAGER)[0]["ts"], "open")
    form = sandbox.wait_for(lambda: sandbox.views(people.MANAGER))[0]
    assert sandbox.submit(people.MANAGER, form["id"], {"why": "誤記です"}) == {}
    sandbox.wait_for(lambda: not sandbox.ephemerals(people.MANAGER))


def test_the_word_false_replaces_nothing(sandbox: Sandbox, client: WebClient, bodies: list[Body]) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="札", blocks=CARD)
    sandbox.act(people.DRAFTER, sandbox.ephemerals(people.DRAFTER)[0]["ts"], "open")
    answer = WebhookClient(bodies[0]["response_url"])
    answer.send_dict({"text": "別の知らせ", "replace_original": "false"})
    assert [one["text"] for one in sandbox.ephemerals(people.DRAFTER)] == ["札", "別の知らせ"]
    answer.send_dict({"text": "新しい札", "replace_original": "true"})
    assert [one["text"] for one in sandbox.ephemerals(people.DRAFTER)] == ["新しい札", "別の知らせ"]
