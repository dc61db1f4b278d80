from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from tests.sandbox.kit import Error

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def sent(url: str, content: bytes, content_type: str = "application/octet-stream") -> int:
    request = Request(url, content, {"Content-Type": content_type})  # noqa: S310 - the sandbox's own address
    with urlopen(request) as answer:  # noqa: S310 - the sandbox's own address
        return int(answer.status)


def announced(client: WebClient, name: str = "グラフ.png", content: bytes = PICTURE, **more: Any) -> tuple[str, str]:
    answer = client.files_getUploadURLExternal(filename=name, length=len(content), **more)
    return str(answer["upload_url"]), str(answer["file_id"])


def test_a_picture_of_the_app_is_shared_with_its_comment(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.files_upload_v2(
        channel=sandbox.channel,
        filename="グラフ.png",
        content=PICTURE,
        title="11月の審査",
        alt_txt="審査の件数",
        initial_comment="先月の審査のまとめです。",
    )
    message = sandbox.history()[-1]
    assert (message["text"], message["user"], message["bot_id"]) == (
        "先月の審査のまとめです。",
        people.BOT,
        people.BOT_PROFILE,
    )
    shape = message["files"][0]
    assert (shape["id"], shape["title"], shape["alt_txt"]) == (answer["file"]["id"], "11月の審査", "審査の件数")
    assert (shape["mimetype"], shape["size"], shape["mode"]) == ("image/png", len(PICTURE), "hosted")
    with urlopen(f"{sandbox.url}/page/files/{shape['id']}") as shown:  # noqa: S310 - the sandbox's own address
        assert (shown.read(), shown.headers.get_content_type()) == (PICTURE, "image/png")


def test_a_file_of_the_app_answers_in_a_thread_and_is_known_afterwards(sandbox: Sandbox, client: WebClient) -> None:
    thread = sandbox.post(people.DRAFTER, "案")
    client.files_upload_v2(
        channel=sandbox.channel, thread_ts=thread, filename="記録.csv", content="番号,状態\n1,公開可"
    )
    reply = sandbox.thread(thread)[0]
    shape = reply["files"][0]
    assert (shape["name"], shape["mode"]) == ("記録.csv", "hosted")
    assert client.files_info(file=shape["id"])["file"]["channels"] == [sandbox.channel]


def test_several_files_make_one_message(sandbox: Sandbox, client: WebClient) -> None:
    files = [{"filename": f"{number}.png", "content": PICTURE} for number in range(2)]
    client.files_upload_v2(channel=sandbox.channel, file_uploads=files)
    assert [[shape["name"] for shape in message["files"]] for message in sandbox.history()] == [["0.png", "1.png"]]


def test_text_with_a_syntax_becomes_a_snippet(sandbox: Sandbox, client: WebClient) -> None:
    client.files_upload_v2(channel=sandbox.channel, filename="a.txt", content="一\n二", snippet_type="text")
    shape = sandbox.history()[-1]["files"][0]
    assert (shape["mode"], shape["preview"]) == ("snippet", "一\n二")


def test_without_a_channel_a_file_stays_private(sandbox: Sandbox, client: WebClient) -> None:
    answer = client.files_upload_v2(filename="a.png", content=PICTURE)
    assert sandbox.history() == []
    assert client.files_info(file=answer["file"]["id"])["file"]["channels"] == []


def test_the_bytes_may_come_as_a_form(sandbox: Sandbox, client: WebClient) -> None:
    url, file = announced(client)
    head = b'--edge\r\nContent-Disposition: form-data; name="filename"; filename="a.png"\r\n\r\n'
    assert sent(url, head + PICTURE + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge") == 200
    client.files_completeUploadExternal(files=[{"id": file}], channel_id=sandbox.channel)
    assert sandbox.workspace.files[file].content == PICTURE


def test_an_address_takes_what_was_announced_and_only_once(client: WebClient) -> None:
    url, _ = announced(client)
    with pytest.raises(HTTPError, match="400"):
        sent(url, PICTURE + b"more")
    assert sent(url, PICTURE) == 200
    for used in (url, url.rpartition("/")[0] + "/nowhere"):
        with pytest.raises(HTTPError, match="404"):
            sent(used, PICTURE)


def test_a_file_must_be_announced_and_sent_before_it_is_shared(
    sandbox: Sandbox, client: WebClient, error: Error
) -> None:
    _, file = announced(client)
    for one in (file, "F0NOWHERE"):
        answer = error("files.completeUploadExternal", files=[{"id": one}], channel_id=sandbox.channel)
        assert answer["error"] == "file_not_found"
    assert sandbox.history() == []


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (people.OTHER_CHANNEL, "not_in_channel"),
        (people.PRIVATE_CHANNEL, "channel_not_found"),
        ("C0NOWHERE1", "channel_not_found"),
        ("sns-review", "invalid_arguments"),
        (people.DRAFTER, "invalid_arguments"),
    ],
)
def test_a_file_is_shared_by_channel_id_and_only_where_the_bot_is(
    channel: str, expected: str, client: WebClient, error: Error
) -> None:
    url, file = announced(client)
    sent(url, PICTURE)
    assert error("files.completeUploadExternal", files=[{"id": file}], channel_id=channel)["error"] == expected


def test_a_file_that_found_no_thread_can_be_shared_again(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    url, file = announced(client)
    sent(url, PICTURE)
    answer = error(
        "files.completeUploadExternal", files=[{"id": file}], channel_id=sandbox.channel, thread_ts="1700000000.000100"
    )
    assert answer["error"] == "thread_not_found"
    assert client.files_completeUploadExternal(files=[{"id": file}], channel_id=sandbox.channel)["ok"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"length": 1}, "invalid_arguments"),
        ({"filename": "a.png"}, "invalid_arguments"),
        ({"filename": "a.png", "length": "long"}, "invalid_arguments"),
        ({"filename": "a.png", "length": 0}, "missing_argument"),
        ({"filename": "a.png", "length": 1, "alt_txt": "あ" * 1001}, "alt_txt_too_large"),
        ({"filename": "a.txt", "length": 2**20 + 1, "snippet_type": "text"}, "snippet_too_large"),
    ],
)
def test_an_announcement_beyond_slacks_limits_is_refused(
    arguments: dict[str, Any], expected: str, error: Error
) -> None:
    assert error("files.getUploadURLExternal", **arguments)["error"] == expected
