import base64
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.samples import samples
from bot.sandbox.server import Sandbox

Do = Callable[..., Any]


def get(url: str) -> Any:
    with urlopen(url) as answer:  # noqa: S310 - the sandbox's own address
        return json.loads(answer.read())


@pytest.fixture
def do(sandbox: Sandbox) -> Do:
    """Does something as the page does it, by default as the drafter in the review channel."""

    def doing(deed: str, **fields: Any) -> Any:
        body = {"do": deed, "user": people.DRAFTER, "channel": sandbox.channel, **fields}
        headers = {"Content-Type": "application/json"}
        request = Request(f"{sandbox.url}/page/do", json.dumps(body).encode(), headers)  # noqa: S310 - the sandbox's own address
        with urlopen(request) as answer:  # noqa: S310 - the sandbox's own address
            return json.loads(answer.read())["result"]

    return doing


def state(sandbox: Sandbox, user: str = people.DRAFTER) -> Any:
    return get(f"{sandbox.url}/page/state?user={user}&channel={sandbox.channel}")


def test_the_page_knows_roles_commands_and_sample_drafts(sandbox: Sandbox) -> None:
    start = get(f"{sandbox.url}/page/start")
    assert {"担当", "課長", "代決者", "管理者", "ゲスト"} <= {role["role"] for role in start["roles"]}
    assert people.FORMER not in {role["id"] for role in start["roles"]}
    assert start["commands"][0]["command"] == "/sns-guideline"
    assert len(start["samples"]) >= 6
    assert start["emoji"]["white_check_mark"] == "✅"


def test_what_one_person_does_another_sees(sandbox: Sandbox, do: Do, client: WebClient) -> None:
    ts = do("post", text="案です")
    client.chat_postMessage(channel=sandbox.channel, thread_ts=ts, text="札")
    do("react", user=people.MANAGER, ts=ts, name="white_check_mark")
    message = state(sandbox, people.GUEST)["messages"][0]
    assert message["text"] == "案です"
    assert message["reactions"][0]["users"] == [people.MANAGER]
    assert [reply["text"] for reply in message["replies"]] == ["札"]


def test_reacting_again_takes_the_reaction_back(sandbox: Sandbox, do: Do) -> None:
    ts = do("post", text="案")
    for _ in range(2):
        do("react", user=people.MANAGER, ts=ts, name="x")
    assert "reactions" not in sandbox.message(ts)


def test_a_draft_is_edited_and_deleted(sandbox: Sandbox, do: Do) -> None:
    ts = do("post", text="前")
    do("edit", ts=ts, text="後")
    assert sandbox.message(ts)["text"] == "後"
    do("delete", ts=ts)
    assert sandbox.history() == []


def test_a_long_text_and_a_picture_are_shared(sandbox: Sandbox, do: Do) -> None:
    picture = {"name": "a.png", "mimetype": "image/png", "content": base64.b64encode(b"\x89PNG").decode()}
    ts = do("post", text="", files=[{"name": "案.txt", "content": "長い案", "snippet": True}, picture])
    snippet, image = sandbox.message(ts)["files"]
    do("edit_snippet", file=snippet["id"], text="直した案")
    for file, content in ((snippet, "直した案".encode()), (image, b"\x89PNG")):
        with urlopen(f"{sandbox.url}/page/files/{file['id']}") as answer:  # noqa: S310 - the sandbox's own address
            assert answer.read() == content


def test_private_channels_and_ephemeral_messages_are_for_their_people(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=sandbox.channel, user=people.DRAFTER, text="内緒")
    assert [one["text"] for one in state(sandbox)["ephemerals"]] == ["内緒"]
    assert state(sandbox, people.MANAGER)["ephemerals"] == []
    assert people.PRIVATE_CHANNEL in {one["id"] for one in state(sandbox, people.MANAGER)["channels"]}
    assert [one["name"] for one in state(sandbox, people.GUEST)["channels"]] == ["sns-review"]


def test_forms_commands_ticks_and_the_home_work_from_the_page(
    sandbox: Sandbox, do: Do, app: App, client: WebClient, connect: Callable[[], Any]
) -> None:
    option = {"text": {"type": "plain_text", "text": "はい"}, "value": "v"}
    blocks = [
        {
            "type": "actions",
            "block_id": "b",
            "elements": [{"type": "checkboxes", "action_id": "t", "options": [option]}],
        }
    ]
    app.action("t")(lambda ack: ack())
    app.command("/sns-guideline")(lambda ack, command: ack(command["text"]))
    app.event("app_home_opened")(
        lambda event, client: client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
    )
    connect()
    ts = str(client.chat_postMessage(channel=sandbox.channel, text="札", blocks=blocks)["ts"])
    assert do("act", where=ts, action_id="t", block_id="b", value=["v"])
    do("command", command="/sns-guideline", text="写真")
    do("home")
    sandbox.wait_for(lambda: sandbox.home(people.DRAFTER))
    seen = state(sandbox)
    assert seen["ticks"][ts]["b"]["t"]["selected_options"] == [option]
    assert seen["ephemerals"][0]["text"] == "写真"
    assert seen["home"]["type"] == "home"


def test_a_refusal_comes_with_slacks_word(sandbox: Sandbox, do: Do) -> None:
    ts = do("post", text="案")
    with pytest.raises(HTTPError) as caught:
        do("edit", user=people.MANAGER, ts=ts, text="別")
    assert json.loads(caught.value.read())["error"] == "cant_update_message"


def test_each_change_is_told_to_the_page(sandbox: Sandbox) -> None:
    with urlopen(f"{sandbox.url}/page/changes", timeout=5) as stream:  # noqa: S310 - the sandbox's own address
        first = stream.readline()
        stream.readline()
        sandbox.post(people.DRAFTER, "案")
        assert stream.readline() > first


def test_another_site_cannot_act_through_the_browser(sandbox: Sandbox) -> None:
    request = Request(f"{sandbox.url}/page/do", b"{}", {"Content-Type": "text/plain"})  # noqa: S310 - the sandbox's own address
    with pytest.raises(HTTPError, match="415"):
        urlopen(request)  # noqa: S310 - the sandbox's own address


def test_the_page_builds_no_markup_from_text_and_asks_nothing_of_other_hosts() -> None:
    for part in files("bot.sandbox").joinpath("page").iterdir():
        content = part.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", content)
        hosts = set(re.findall(r"https?://([\w.-]+)", content)) - {"www.w3.org"}
        assert hosts == set()


@pytest.mark.parametrize("day", [date(2026, 11, 21) + timedelta(days=number) for number in range(7)], ids=str)
def test_the_sample_drafts_name_one_right_and_one_wrong_weekday_whenever_the_demo_runs(day: date) -> None:
    said = []
    for sample in samples(day):
        for month, number in re.findall(r"(\d+)月(\d+)日（日）", sample.text):
            named = date(day.year + (int(month) < day.month), int(month), int(number))
            said.append(named.strftime("%a"))
    assert said == ["Sun", "Sat"]


def test_every_sample_draft_can_be_posted(sandbox: Sandbox) -> None:
    for sample in samples(date(2026, 11, 21)):
        ts = (
            sandbox.upload(people.DRAFTER, "", sample.text)
            if sample.snippet
            else sandbox.post(people.DRAFTER, sample.text)
        )
        assert sandbox.message(ts)
