import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.conftest import manifest
from tests.sandbox.kit import Body, Connect, modal, question


def test_a_message_shortcut_comes_with_the_message_and_its_place(sandbox: Sandbox, bodies: list[Body]) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    assert sandbox.message_shortcut(people.MANAGER, "look", ts)
    body = bodies[0]
    assert (body["type"], body["callback_id"], body["message_ts"]) == ("message_action", "look", ts)
    assert (body["message"]["text"], body["message"]["user"]) == ("案", people.DRAFTER)
    assert body["channel"] == {"id": sandbox.channel, "name": "sns-review"}
    assert (body["user"]["id"], body["team"]["id"]) == (people.MANAGER, people.TEAM)
    assert body["trigger_id"]
    assert body["response_url"].startswith(sandbox.url)


def test_a_global_shortcut_knows_no_channel(sandbox: Sandbox, bodies: list[Body]) -> None:
    assert sandbox.global_shortcut(people.DRAFTER, "draft")
    body = bodies[0]
    assert (body["type"], body["callback_id"], body["user"]["id"]) == ("shortcut", "draft", people.DRAFTER)
    assert not {"channel", "message", "response_url"} & body.keys()


def test_replies_and_the_apps_own_messages_take_shortcuts_too(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    reply = sandbox.post(people.DRAFTER, "補足", thread_ts=ts)
    own = str(client.chat_postMessage(channel=sandbox.channel, text="札")["ts"])
    for one in (reply, own):
        assert sandbox.message_shortcut(people.DRAFTER, "look", one)
    assert [body["message"]["ts"] for body in bodies] == [reply, own]
    assert bodies[0]["message"]["thread_ts"] == ts


def test_a_shortcut_opens_a_modal(sandbox: Sandbox, app: App, connect: Connect) -> None:
    def answer(ack: Ack, shortcut: Body, client: WebClient) -> None:
        client.views_open(trigger_id=shortcut["trigger_id"], view=modal(question()))
        ack()

    for name in ("draft", "look"):
        app.shortcut(name)(answer)
    connect()
    sandbox.global_shortcut(people.DRAFTER, "draft")
    sandbox.message_shortcut(people.GUEST, "look", sandbox.post(people.DRAFTER, "案"))
    assert [len(sandbox.views(user)) for user in (people.DRAFTER, people.GUEST)] == [1, 1]


def test_an_answer_to_a_shortcut_is_for_its_user_alone_and_leaves_the_message(
    sandbox: Sandbox, bodies: list[Body]
) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    sandbox.message_shortcut(people.MANAGER, "look", ts)
    WebhookClient(bodies[0]["response_url"]).send(text="確かめました", replace_original=True)
    assert [one["text"] for one in sandbox.ephemerals(people.MANAGER)] == ["確かめました"]
    assert sandbox.ephemerals(people.DRAFTER) == []
    assert sandbox.message(ts)["text"] == "案"


def test_a_shortcut_that_nobody_acknowledges_is_noticed(sandbox: Sandbox) -> None:
    assert sandbox.global_shortcut(people.DRAFTER, "draft") is False
    assert sandbox.message_shortcut(people.DRAFTER, "look", sandbox.post(people.DRAFTER, "案")) is False


def test_only_the_manifests_shortcuts_are_there_and_each_in_its_place(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    for used in ("look", "nothing"):
        with pytest.raises(SlackError, match="unknown_shortcut"):
            sandbox.global_shortcut(people.DRAFTER, used)
    with pytest.raises(SlackError, match="unknown_shortcut"):
        sandbox.message_shortcut(people.DRAFTER, "draft", ts)


def test_a_shortcut_needs_a_message_that_the_person_sees(sandbox: Sandbox) -> None:
    hidden = sandbox.post(people.MANAGER, "内々の案", channel=people.PRIVATE_CHANNEL)
    with pytest.raises(SlackError, match="not_in_channel"):
        sandbox.message_shortcut(people.DRAFTER, "look", hidden)
    ts = sandbox.post(people.DRAFTER, "案")
    sandbox.post(people.DRAFTER, "補足", thread_ts=ts)
    sandbox.delete(people.DRAFTER, ts)
    with pytest.raises(SlackError, match="message_not_found"):
        sandbox.message_shortcut(people.DRAFTER, "look", ts)


def test_shortcuts_need_the_commands_scope() -> None:
    less = manifest()
    less["oauth_config"]["scopes"]["bot"].remove("commands")
    with Sandbox(manifest=less) as sandbox, pytest.raises(SlackError, match="missing_scope"):
        sandbox.global_shortcut(people.DRAFTER, "draft")
