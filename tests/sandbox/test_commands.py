import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.conftest import manifest
from tests.sandbox.kit import Body, Connect, modal, plain, question


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


def test_a_command_keeps_the_text_as_it_was_typed(sandbox: Sandbox, app: App, connect: Connect) -> None:
    app.command("/sns-guideline")(lambda ack, command: ack(command["text"]))
    connect()
    assert sandbox.command(people.DRAFTER, "/sns-guideline", "写真  と\n動画 @佐伯")["text"] == "写真  と\n動画 @佐伯"


def test_each_command_of_the_manifest_is_told_apart_and_escaped_where_it_asks_for_that(
    sandbox: Sandbox, app: App, connect: Connect
) -> None:
    app.command("/sns-office")(lambda ack, command: ack(f"{command['command']} {command['text']}"))
    connect()
    answer = sandbox.command(people.DRAFTER, "/sns-office", "@岡野 まさし（広報課長） #sns-review")
    assert answer["text"] == f"/sns-office <@{people.MANAGER}|okano> <#{people.REVIEW_CHANNEL}|sns-review>"


def test_a_command_says_where_it_was_run_but_keeps_a_private_channels_name(
    sandbox: Sandbox, app: App, connect: Connect
) -> None:
    app.command("/sns-guideline")(lambda ack, command: ack(command["channel_name"]))
    connect()
    assert sandbox.command(people.MANAGER, "/sns-guideline")["text"] == "sns-review"
    private = sandbox.command(people.MANAGER, "/sns-guideline", channel=people.PRIVATE_CHANNEL)
    assert private["text"] == "privategroup"


def test_commands_need_their_scope_and_a_member(sandbox: Sandbox) -> None:
    with pytest.raises(SlackError, match="not_in_channel"):
        sandbox.command(people.GUEST, "/sns-guideline", channel=people.PRIVATE_CHANNEL)
    less = manifest()
    less["oauth_config"]["scopes"]["bot"].remove("commands")
    with Sandbox(manifest=less) as bare, pytest.raises(SlackError, match="missing_scope"):
        bare.command(people.DRAFTER, "/sns-guideline")
