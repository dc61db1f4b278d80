from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.files import Upload
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import Error


def fetch(url: str, token: str = "") -> tuple[str, bytes]:
    request = Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310 - the sandbox's own address
    with urlopen(request) as answer:  # noqa: S310 - the sandbox's own address
        return answer.headers.get_content_type(), answer.read()


def file_of(sandbox: Sandbox, ts: str) -> dict[str, Any]:
    shape: dict[str, Any] = sandbox.message(ts)["files"][0]
    return shape


def test_a_snippet_is_shared_with_a_preview_and_read_with_the_bots_token(sandbox: Sandbox) -> None:
    text = "\n".join(f"{number}行目" for number in range(1, 9))
    ts = sandbox.upload(people.DRAFTER, "長い案です", text)
    message, shape = sandbox.message(ts), file_of(sandbox, ts)
    assert (message["subtype"], message["text"]) == ("file_share", "長い案です")
    assert (shape["mode"], shape["mimetype"], shape["lines"], shape["lines_more"]) == ("snippet", "text/plain", 8, 3)
    assert shape["preview"].endswith("5行目")
    for url in (shape["url_private"], shape["url_private_download"]):
        assert fetch(url, sandbox.bot_token) == ("text/plain", text.encode())


@pytest.mark.parametrize("token", ["", "xoxb-wrong"])
def test_without_the_bots_token_a_file_is_a_login_page(sandbox: Sandbox, token: str) -> None:
    shape = file_of(sandbox, sandbox.upload(people.DRAFTER, "", "秘密の案"))
    kind, body = fetch(shape["url_private"], token)
    assert kind == "text/html"
    assert "秘密の案" not in body.decode()


def test_an_image_is_shared_as_it_is(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.post(people.DRAFTER, "", files=[Upload("祭り.png", b"\x89PNG"), Upload("a.txt", "案", snippet=True)])
    shapes = sandbox.message(ts)["files"]
    assert [(shape["mode"], shape["mimetype"]) for shape in shapes] == [
        ("hosted", "image/png"),
        ("snippet", "text/plain"),
    ]
    assert fetch(client.files_info(file=shapes[0]["id"])["file"]["url_private"], sandbox.bot_token)[1] == b"\x89PNG"


def test_an_edited_snippet_is_told_as_a_changed_file(sandbox: Sandbox) -> None:
    heard: list[dict[str, Any]] = []
    ts = sandbox.upload(people.DRAFTER, "", "前")
    sandbox.workspace.event_listeners.append(heard.append)
    sandbox.edit_snippet(people.DRAFTER, file_of(sandbox, ts)["id"], "後")
    shape = file_of(sandbox, ts)
    assert [(event["type"], event["file_id"]) for event in heard] == [("file_change", shape["id"])]
    assert shape["preview"] == "後"
    assert fetch(shape["url_private"], sandbox.bot_token)[1] == "後".encode()


def test_a_picture_is_no_text_to_edit(sandbox: Sandbox) -> None:
    ts = sandbox.post(people.DRAFTER, "", files=[Upload("a.png", b"\x89PNG")])
    with pytest.raises(SlackError, match="not_editable"):
        sandbox.edit_snippet(people.DRAFTER, file_of(sandbox, ts)["id"], "a")


def test_a_file_is_known_only_where_the_bot_is_and_until_it_is_deleted(
    sandbox: Sandbox, client: WebClient, error: Error
) -> None:
    hidden = sandbox.post(people.DRAFTER, "", channel=people.OTHER_CHANNEL, files=[Upload("a.png", b"1")])
    assert error("files.info", file=file_of(sandbox, hidden)["id"])["error"] == "file_not_found"
    ts = sandbox.upload(people.DRAFTER, "", "案")
    shape = file_of(sandbox, ts)
    assert client.files_info(file=shape["id"])["file"]["channels"] == [sandbox.channel]
    sandbox.delete(people.DRAFTER, ts)
    assert error("files.info", file=shape["id"])["error"] == "file_not_found"
