import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import people
from bot.sandbox.posts import signature
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError

Serve = Callable[[Any], str]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a WSGI application; gives its address."""
    servers = []

    def serving(application: Any) -> str:
        server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/slack/events"

    yield serving
    for server in servers:
        server.shutdown()
        server.server_close()


def answering(answers: list[str], heard: list[dict[str, str]]) -> Any:
    """A bare request URL: gives the challenge back, then answers with each status in turn."""

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        if "url_verification" in body:
            start_response("200 OK", [])
            return [b"sandbox-challenge"]
        heads = {name: value for name, value in environ.items() if name.startswith("HTTP_X_SLACK")}
        heard.append({**heads, "body": body})
        no_retry = [("X-Slack-No-Retry", "1")] if answers[0].startswith("410") else []
        start_response(answers.pop(0) if len(answers) > 1 else answers[0], no_retry)
        return [b""]

    return application


def test_the_signature_is_slacks() -> None:
    verifier = SignatureVerifier("secret")
    assert signature("secret", "1700000000", "body") == verifier.generate_signature(timestamp="1700000000", body="body")


def test_an_unmodified_bolt_app_hears_all_by_signed_posts(
    sandbox: Sandbox, app: App, client: WebClient, serve: Serve
) -> None:
    @app.event("message")
    def answer(event: dict[str, Any], client: WebClient) -> None:
        if "bot_id" not in event:
            client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="札", blocks=BUTTON)

    app.action("go")(lambda ack: ack())
    app.command("/sns-guideline")(lambda ack, command: ack(f"{command['text']}の答え"))
    for name in ("look", "draft"):
        app.shortcut(name)(lambda ack: ack())
    sandbox.subscribe_http(serve(SlackRequestHandler(app)))
    ts = sandbox.post(people.DRAFTER, "案 & <文>")
    card = sandbox.wait_for(lambda: sandbox.thread(ts))[0]
    assert sandbox.act(people.DRAFTER, card["ts"], "go")
    assert sandbox.command(people.DRAFTER, "/sns-guideline", "5(12) & 写真")["text"] == "5(12) & 写真の答え"
    assert sandbox.message_shortcut(people.MANAGER, "look", ts)
    assert sandbox.global_shortcut(people.MANAGER, "draft")
    assert sandbox.connections == 0


BUTTON = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "進む"}}],
    }
]


def test_a_post_with_another_secret_is_refused_by_the_app(sandbox: Sandbox, client: WebClient, serve: Serve) -> None:
    other = App(client=client, signing_secret="another")
    with pytest.raises(SlackError, match="url_verification_failed"):
        sandbox.subscribe_http(serve(SlackRequestHandler(other)))


def test_a_post_that_fails_is_repeated_with_number_and_reason(sandbox: Sandbox, serve: Serve) -> None:
    heard: list[dict[str, str]] = []
    sandbox.subscribe_http(serve(answering(["500 Error", "503 Error", "200 OK"], heard)))
    sandbox.post(people.DRAFTER, "案")
    sandbox.wait_until_delivered()
    tries = [(one.get("HTTP_X_SLACK_RETRY_NUM"), one.get("HTTP_X_SLACK_RETRY_REASON")) for one in heard]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({one["body"] for one in heard}) == 1
    verifier = SignatureVerifier(sandbox.signing_secret)
    for one in heard:
        timestamp, signed = one["HTTP_X_SLACK_REQUEST_TIMESTAMP"], one["HTTP_X_SLACK_SIGNATURE"]
        assert verifier.is_valid(one["body"], timestamp, signed)


def test_a_post_is_given_up_after_three_repetitions(sandbox: Sandbox, serve: Serve) -> None:
    heard: list[dict[str, str]] = []
    sandbox.subscribe_http(serve(answering(["500 Error"], heard)))
    sandbox.post(people.DRAFTER, "案")
    sandbox.wait_until_delivered()
    assert len(heard) == 4
    assert [parcel.reason for parcel in sandbox.lost] == ["http_error"]


def test_an_app_can_ask_for_no_repetition(sandbox: Sandbox, serve: Serve) -> None:
    heard: list[dict[str, str]] = []
    sandbox.subscribe_http(serve(answering(["410 Gone"], heard)))
    sandbox.post(people.DRAFTER, "案")
    sandbox.wait_until_delivered()
    assert len(heard) == 1


def test_a_slow_app_times_out(sandbox: Sandbox, serve: Serve) -> None:
    release = threading.Event()
    bare = answering(["200 OK"], [])

    def slow(environ: dict[str, Any], start_response: Any) -> Any:
        if subscribed.is_set():
            release.wait(5)
        return bare(environ, start_response)

    subscribed = threading.Event()
    sandbox.subscribe_http(serve(slow))
    subscribed.set()
    sandbox.post(people.DRAFTER, "案")
    sandbox.wait_until_delivered()
    release.set()
    assert [parcel.reason for parcel in sandbox.lost] == ["http_timeout"]


def test_a_request_url_that_is_not_there_is_refused(sandbox: Sandbox) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(SlackError) as caught:
        sandbox.subscribe_http(f"http://127.0.0.1:{port}/slack/events")
    assert caught.value.details["reason"] == "connection_failed"


def test_sockets_can_be_used_again(sandbox: Sandbox, serve: Serve, connect: Callable[[], Any]) -> None:
    heard: list[dict[str, str]] = []
    sandbox.subscribe_http(serve(answering(["200 OK"], heard)))
    sandbox.subscribe_sockets()
    connect()
    sandbox.post(people.DRAFTER, "案")
    sandbox.wait_until_delivered()
    assert heard == []
