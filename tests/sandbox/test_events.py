from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import manifest

Connect = Callable[[], Any]
Events = list[dict[str, Any]]


@pytest.fixture
def events(sandbox: Sandbox, app: App, connect: Connect) -> Events:
    """What the app heard, in the order it came."""
    heard: Events = []

    def note(event: dict[str, Any]) -> None:
        with sandbox.workspace.changed:
            heard.append(event)
            sandbox.workspace.changed.notify_all()

    for name in ("message", "reaction_added", "reaction_removed", "file_change", "app_home_opened"):
        app.event(name)(note)
    connect()
    return heard


def only(sandbox: Sandbox, events: Events) -> dict[str, Any]:
    sandbox.wait_for(lambda: events)
    sandbox.wait_until_delivered()
    assert len(events) == 1
    return events[0]


def test_a_message_is_told(sandbox: Sandbox, events: Events) -> None:
    ts = sandbox.post(people.DRAFTER, "案です")
    event = only(sandbox, events)
    assert (event["user"], event["text"], event["ts"]) == (people.DRAFTER, "案です", ts)
    assert (event["channel"], event["channel_type"], event["event_ts"]) == (sandbox.channel, "channel", ts)
    assert event["blocks"][0]["type"] == "rich_text"
    assert "subtype" not in event


def test_an_event_says_whose_it_is(sandbox: Sandbox, app: App, connect: Connect) -> None:
    bodies: Events = []

    @app.event("message")
    def note(body: dict[str, Any]) -> None:
        bodies.append(body)
        with sandbox.workspace.changed:
            sandbox.workspace.changed.notify_all()

    connect()
    sandbox.post(people.DRAFTER, "案です")
    body = sandbox.wait_for(lambda: bodies)[0]
    assert (body["type"], body["team_id"], body["api_app_id"]) == ("event_callback", people.TEAM, people.APP)
    assert body["authorizations"][0]["user_id"] == people.BOT
    assert body["event_id"].startswith("Ev")


def test_an_edit_is_told_with_both_wordings(sandbox: Sandbox, events: Events) -> None:
    ts = sandbox.post(people.DRAFTER, "前")
    sandbox.edit(people.DRAFTER, ts, "後")
    sandbox.wait_for(lambda: len(events) == 2)
    event = next(one for one in events if one.get("subtype") == "message_changed")
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("後", "前")
    assert event["message"]["edited"]["user"] == people.DRAFTER
    assert event["message"]["ts"] == ts
    assert event["hidden"]


def test_a_deletion_is_told(sandbox: Sandbox, events: Events) -> None:
    ts = sandbox.post(people.DRAFTER, "前")
    sandbox.wait_for(lambda: events)
    events.clear()
    sandbox.delete(people.DRAFTER, ts)
    event = only(sandbox, events)
    assert (event["subtype"], event["deleted_ts"], event["previous_message"]["text"]) == ("message_deleted", ts, "前")


@pytest.mark.parametrize(("tombstone", "subtype"), [(True, "message_changed"), (False, "message_deleted")])
def test_the_deletion_of_a_thread_is_told_in_either_shape(
    sandbox: Sandbox, events: Events, subtype: str, *, tombstone: bool
) -> None:
    ts = sandbox.post(people.DRAFTER, "前")
    sandbox.post(people.MANAGER, "返事", thread_ts=ts)
    sandbox.wait_for(lambda: len(events) == 2)
    events.clear()
    sandbox.delete(people.DRAFTER, ts, tombstone=tombstone)
    event = only(sandbox, events)
    assert event["subtype"] == subtype
    assert event["previous_message"]["text"] == "前"
    assert (event.get("message", {}).get("subtype") == "tombstone") is tombstone
    assert [message["text"] for message in sandbox.thread(ts)] == ["返事"]


def test_reactions_are_told_when_they_come_and_go(sandbox: Sandbox, events: Events) -> None:
    ts = sandbox.post(people.DRAFTER, "案")
    sandbox.react(people.MANAGER, ts, "white_check_mark")
    sandbox.unreact(people.MANAGER, ts, "white_check_mark")
    sandbox.wait_for(lambda: len(events) == 3)
    told = {event["type"]: event for event in events}
    for kind in ("reaction_added", "reaction_removed"):
        assert told[kind]["user"] == people.MANAGER
        assert told[kind]["item_user"] == people.DRAFTER
        assert told[kind]["item"] == {"type": "message", "channel": sandbox.channel, "ts": ts}


def test_the_home_is_opened_and_then_published(sandbox: Sandbox, app: App, connect: Connect) -> None:
    @app.event("app_home_opened")
    def publish(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]})

    connect()
    home = sandbox.open_home(people.ADMIN)
    assert home["type"] == "home"
    assert sandbox.home(people.ADMIN) == home
    assert sandbox.open_home(people.ADMIN)["id"] == home["id"]


def test_the_bots_own_messages_are_events_too(sandbox: Sandbox, client: WebClient) -> None:
    heard: list[str] = []
    sandbox.workspace.event_listeners.append(lambda event: heard.append(event["bot_id"]))
    client.chat_postMessage(channel=sandbox.channel, text="札")
    assert heard == [people.BOT_PROFILE]


def test_only_subscribed_events_of_channels_with_the_bot_are_delivered(sandbox: Sandbox, events: Events) -> None:
    sandbox.post(people.DRAFTER, "よその話", channel=people.OTHER_CHANNEL)
    sandbox.leave(sandbox.channel)
    sandbox.post(people.DRAFTER, "ボットのいない話")
    sandbox.join(sandbox.channel)
    sandbox.post(people.DRAFTER, "聞こえる話")
    assert only(sandbox, events)["text"] == "聞こえる話"


def test_an_event_that_the_manifest_does_not_name_is_not_delivered() -> None:
    less = manifest()
    less["settings"]["event_subscriptions"]["bot_events"].remove("message.channels")
    with Sandbox(manifest=less) as sandbox:
        sandbox.post(people.DRAFTER, "案")
        sandbox.wait_until_delivered()
        assert sandbox.lost == []


@pytest.mark.parametrize("scope", ["channels:history", "reactions:read"])
def test_an_event_without_its_scope_is_not_delivered(scope: str) -> None:
    less = manifest()
    less["oauth_config"]["scopes"]["bot"].remove(scope)
    with Sandbox(manifest=less) as sandbox:
        sandbox.react(people.MANAGER, sandbox.post(people.DRAFTER, "案"), "eyes")
        sandbox.wait_until_delivered()
        kinds = [parcel.payload["event"]["type"] for parcel in sandbox.lost]
    assert kinds == [{"channels:history": "reaction_added", "reactions:read": "message"}[scope]]


def test_an_unacknowledged_event_is_sent_three_times_more_with_its_reason(
    sandbox: Sandbox, app: App, connect: Connect
) -> None:
    tries: list[tuple[str | None, str | None]] = []

    @app.use
    def refuse(req: BoltRequest) -> Any:
        heads = [req.headers.get(name, [""])[0] for name in ("x-slack-retry-num", "x-slack-retry-reason")]
        tries.append((heads[0], heads[1]))
        raise RuntimeError

    connect()
    sandbox.post(people.DRAFTER, "案")
    lost = sandbox.wait_for(lambda: sandbox.lost)
    assert tries == [("0", ""), ("1", "timeout"), ("2", "timeout"), ("3", "timeout")]
    assert lost[0].reason == "timeout"


def test_a_redelivered_event_keeps_its_id(sandbox: Sandbox, app: App, connect: Connect) -> None:
    seen: list[str] = []

    @app.use
    def once_refused(body: dict[str, Any], next: Callable[[], Any]) -> Any:  # noqa: A002 - Bolt's name
        seen.append(body["event_id"])
        if len(seen) == 1:
            raise RuntimeError
        return next()

    app.event("message")(lambda: None)
    connect()
    sandbox.post(people.DRAFTER, "案")
    sandbox.wait_until_delivered()
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert sandbox.lost == []


def test_each_event_goes_to_one_of_several_connections(sandbox: Sandbox, events: Events, connect: Connect) -> None:
    connect()
    for number in range(6):
        sandbox.post(people.DRAFTER, str(number))
    sandbox.wait_until_delivered()
    sandbox.wait_for(lambda: len(events) == 6)
    assert sorted(event["text"] for event in events) == list("012345")


def test_what_happens_while_the_bot_is_away_is_lost(sandbox: Sandbox, events: Events) -> None:
    sandbox.pause()
    sandbox.post(people.DRAFTER, "留守のあいだ")
    sandbox.wait_for(lambda: sandbox.lost)
    sandbox.resume()
    sandbox.post(people.DRAFTER, "戻ったあと")
    assert only(sandbox, events)["text"] == "戻ったあと"


@pytest.mark.parametrize("warn", [False, True], ids=["dropped", "renewed"])
def test_the_bot_comes_back_after_its_connection_went(sandbox: Sandbox, events: Events, *, warn: bool) -> None:
    before = sandbox.connected
    sandbox.drop_sockets(warn=warn)
    sandbox.wait_for(lambda: sandbox.connected > before)
    sandbox.wait_connected()
    sandbox.post(people.DRAFTER, "また聞こえる")
    assert sandbox.wait_for(lambda: events)[0]["text"] == "また聞こえる"


def test_a_socket_needs_a_fresh_ticket(sandbox: Sandbox, client: WebClient) -> None:
    url = str(client.apps_connections_open(app_token=sandbox.app_token)["url"]).replace("ws://", "http://")
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{url}x")  # noqa: S310 - the sandbox's own address
    with pytest.raises(HTTPError, match="400"):
        urlopen(url)  # noqa: S310 - the sandbox's own address
    with pytest.raises(HTTPError, match="404"):
        urlopen(url)  # noqa: S310 - the sandbox's own address
