import re
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.sandbox.kit import CARD, Body, Connect, Error

SCOPES = (
    "channels:history channels:join channels:read chat:write commands files:read files:write groups:history "
    "groups:read reactions:read reactions:write usergroups:read users:read"
)
EVENTS = "app_home_opened file_change message.channels message.groups reaction_added reaction_removed"


def manifest() -> dict[str, Any]:
    """The manifest of an app that uses all that the sandbox has."""
    return {
        "features": {
            "app_home": {"home_tab_enabled": True},
            "slash_commands": [
                {"command": "/sns-guideline", "description": "調べます", "usage_hint": "[条項番号]"},
                {"command": "/sns-office", "description": "所属を見ます", "should_escape": True},
            ],
            "shortcuts": [
                {"name": "確認する", "type": "message", "callback_id": "look", "description": "確認します"},
                {"name": "起案する", "type": "global", "callback_id": "draft", "description": "起案します"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES.split()}},
        "settings": {"event_subscriptions": {"bot_events": EVENTS.split()}},
    }


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(manifest=manifest(), ack_timeout=0.3, retry_delays=(0, 0.05, 0.05)) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def error(client: WebClient) -> Error:
    """Makes a call that must be refused, and gives the answer."""

    def refused(method: str, **arguments: Any) -> dict[str, Any]:
        with pytest.raises(SlackApiError) as caught:
            client.api_call(method, json=arguments)
        return dict(caught.value.response.data)

    return refused


@pytest.fixture
def app(sandbox: Sandbox, client: WebClient) -> App:
    return App(client=client, signing_secret=sandbox.signing_secret)


@pytest.fixture
def connect(sandbox: Sandbox, app: App) -> Iterator[Callable[[], SocketModeHandler]]:
    """Connects the app once its listeners are registered."""
    handlers: list[SocketModeHandler] = []

    def connected() -> SocketModeHandler:
        handler = SocketModeHandler(app, sandbox.app_token, ping_interval=0.5)
        handler.connect()  # type: ignore[no-untyped-call]
        # To close a connection, the client waits until its current read times out.
        session = handler.client.current_session
        assert session is not None
        assert session.sock is not None
        session.sock.settimeout(0.1)
        handlers.append(handler)
        sandbox.wait_connected(len(handlers))
        return handler

    yield connected
    for handler in handlers:
        # slack_sdk waits for its reading thread, which now and then does not see that its connection was closed.
        closing = Thread(target=handler.close, daemon=True)
        closing.start()
        closing.join(10)


@pytest.fixture
def bodies(app: App, connect: Connect) -> list[Body]:
    """What the app was told, each acknowledged with nothing."""
    told: list[Body] = []

    def note(ack: Ack, body: Body) -> None:
        ack()
        told.append(body)

    app.action(re.compile(""))(note)
    app.view("form")(note)
    app.view_closed("form")(note)
    app.shortcut("draft")(note)
    app.shortcut("look")(note)
    connect()
    return told


@pytest.fixture
def card(sandbox: Sandbox, client: WebClient) -> str:
    thread = sandbox.post(people.DRAFTER, "案")
    return str(client.chat_postMessage(channel=sandbox.channel, thread_ts=thread, text="札", blocks=CARD)["ts"])
