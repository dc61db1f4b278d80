"""Socket Mode: Slack's events over a connection that the bot opens.

Source: Slack documentation, "Using Socket Mode".
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.domain.errors import SettingsError
from bot.slack.door import code_of

_BUFFER = 1 << 14  # bytes: slack_sdk loses frames of a burst with its 1,024, and keeps copies of a large one
_CLOSING_SECONDS = 10


def listen(app: App, client: WebClient, token: str, workers: int, greeted: Callable[[], None]) -> Callable[[], None]:
    """Listen until what is returned is called; it finishes what was begun.

    Args:
        app: Answers the events.
        client: Opens the connections.
        token: The app-level token.
        workers: How many events are worked on at a time.
        greeted: Called in a thread of its own after each connection: it is the end of an absence.

    Raises:
        SettingsError: Slack refuses the token.
    """
    handler = SocketModeHandler(app, token, web_client=client, concurrency=workers)
    handler.client.receive_buffer_size = _BUFFER

    def hear(_client: object, message: dict[str, Any], _raw: str | None) -> None:
        if message.get("type") == "hello":
            Thread(target=greeted, name="catch-up", daemon=True).start()

    handler.client.message_listeners.append(hear)
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt's adapter
    except SlackApiError as error:
        raise SettingsError(f"SLACK_APP_TOKEN: Slackに接続できません ({code_of(error)})") from error
    return lambda: _close(handler)


def _close(handler: SocketModeHandler) -> None:
    """Close, but never wait for longer than a host gives: what is not finished is read back at the next start."""
    _stop_hearing(handler.client)
    closing = Thread(target=handler.close, name="close", daemon=True)
    closing.start()
    closing.join(_CLOSING_SECONDS)


def _stop_hearing(client: SocketModeClient) -> None:
    """Wake slack_sdk's reading thread: a connection is closed only after it lets go of it, and it waits for news."""
    session = client.current_session
    connection = session.sock if session else None
    if connection is not None:
        with suppress(OSError):  # the other side was quicker
            # not a TLS socket's own method: that one forgets the encryption first
            socket.socket.shutdown(connection, socket.SHUT_RD)
