"""The client that writes: it keeps its connection, and never says anything twice."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import web
from bot.slack.web import writing_client


class Server(ThreadingHTTPServer):
    """Answers as Slack does, and remembers from where it was called."""

    callers: list[int]
    status = 200
    hangs_up = False


class Answers(BaseHTTPRequestHandler):
    """One connection, for as long as the client keeps it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        self.server.callers.append(self.client_address[1])
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.status:
            self.close_connection = True
            return
        ok = self.server.status == 200
        body = json.dumps({"ok": ok, "error": "ratelimited", "said": said["text"], "ts": "1.2"}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = self.server.hangs_up

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Answers) as server:
        server.callers = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def client(server: Server) -> WebClient:
    return writing_client("xoxb-test", f"http://127.0.0.1:{server.server_port}/api/")


def test_calls_that_follow_closely_share_a_connection(server: Server, client: WebClient) -> None:
    answers = [client.chat_postMessage(channel="C1", text=text) for text in ("はじめに", "つぎに")]

    assert [answer["said"] for answer in answers] == ["はじめに", "つぎに"]
    assert len(set(server.callers)) == 1


def test_a_connection_that_was_silent_for_long_is_not_trusted(
    server: Server, client: WebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.chat_postMessage(channel="C1", text="はじめに")
    monkeypatch.setattr(web, "_IDLE_SECONDS", -1.0)
    client.chat_postMessage(channel="C1", text="つぎに")

    assert len(set(server.callers)) == 2


def test_each_thread_has_a_connection_of_its_own(server: Server, client: WebClient) -> None:
    client.chat_postMessage(channel="C1", text="こちら")
    other = threading.Thread(target=client.chat_postMessage, kwargs={"channel": "C1", "text": "あちら"})
    other.start()
    other.join()

    assert len(set(server.callers)) == 2


def test_a_closed_connection_is_opened_again(server: Server, client: WebClient) -> None:
    server.hangs_up = True
    client.chat_postMessage(channel="C1", text="はじめに")
    time.sleep(0.2)
    client.chat_postMessage(channel="C1", text="つぎに")

    assert len(set(server.callers)) == 2


def test_what_may_have_been_said_is_not_said_again(server: Server, client: WebClient) -> None:
    server.status = 0
    with pytest.raises(OSError, match=r"closed connection|reset|pipe"):
        client.chat_postMessage(channel="C1", text="答えのない話")
    server.status = 200
    client.chat_postMessage(channel="C1", text="つぎに")

    assert len(server.callers) == 2


def test_a_refusal_tells_how_long_to_wait(server: Server, client: WebClient) -> None:
    server.status = 429
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel="C1", text="多すぎる")

    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "7"
    server.status = 200
    assert client.chat_postMessage(channel="C1", text="つぎに")["ok"]
    assert len(set(server.callers)) == 1
