"""A bare Bolt bot that only answers "ok": what any bot costs."""

import os
import signal
from threading import Event
from typing import Any

from slack_bolt import App, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def main() -> None:
    """Answer until SIGTERM."""
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    bare = App(client=client, signing_secret="none", token_verification_enabled=False)

    @bare.event("message")
    def answer(event: dict[str, Any], say: Say) -> None:
        say(text="ok", thread_ts=event["ts"])

    handler = SocketModeHandler(bare, os.environ["SLACK_APP_TOKEN"], web_client=client)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    handler.connect()  # type: ignore[no-untyped-call]  # Bolt's adapter
    stop.wait()


if __name__ == "__main__":
    main()
