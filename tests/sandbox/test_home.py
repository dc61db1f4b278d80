from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import CARD, Body, Connect, Error, modal, option, plain, question


def home(*blocks: Body, **more: Any) -> Body:
    return {"type": "home", "blocks": list(blocks), **more}


@pytest.fixture
def shown(client: WebClient, bodies: list[Body]) -> str:
    view = home(*CARD, question("memo"), callback_id="desk", private_metadata="課=広報", external_id="home-1")
    return str(client.views_publish(user_id=people.ADMIN, view=view)["view"]["id"])


def test_opening_the_home_shows_what_the_app_publishes_then(sandbox: Sandbox, app: App, connect: Connect) -> None:
    events: list[Body] = []

    @app.event("app_home_opened")
    def publish(event: Body, client: WebClient) -> None:
        events.append(event)
        client.views_publish(user_id=event["user"], view=home({"type": "header", "text": plain(f"{len(events)}回目")}))

    connect()
    first, second = sandbox.open_home(people.ADMIN), sandbox.open_home(people.ADMIN)
    assert [one["blocks"][0]["text"]["text"] for one in (first, second)] == ["1回目", "2回目"]
    assert (first["id"], first["hash"] == second["hash"]) == (second["id"], False)
    assert (events[0]["tab"], events[0]["user"]) == ("home", people.ADMIN)
    assert "view" not in events[0]
    assert events[1]["view"]["hash"] == first["hash"]


def test_a_click_in_the_home_comes_with_the_view_as_it_was_published(
    sandbox: Sandbox, shown: str, bodies: list[Body]
) -> None:
    assert sandbox.act(people.ADMIN, shown, "open")
    body = bodies[0]
    assert body["container"] == {"type": "view", "view_id": shown}
    assert not {"message", "channel", "response_url"} & body.keys()
    view = body["view"]
    assert (view["type"], view["callback_id"], view["private_metadata"]) == ("home", "desk", "課=広報")
    assert (view["external_id"], view["hash"]) == ("home-1", (sandbox.home(people.ADMIN) or {})["hash"])
    assert (view["id"], view["root_view_id"]) == (shown, shown)


def test_choices_in_the_home_are_told_and_remembered(sandbox: Sandbox, shown: str, bodies: list[Body]) -> None:
    sandbox.act(people.ADMIN, shown, "pick", value="y")
    sandbox.act(people.ADMIN, shown, "tick", selected_options=["b"])
    assert bodies[0]["actions"][0]["selected_option"] == option("y")
    values = bodies[1]["view"]["state"]["values"]
    assert values["buttons"]["pick"]["selected_option"] == option("y")
    assert values["confirmations"]["tick"]["selected_options"] == [option("b")]


def test_what_stands_in_a_field_of_the_home_comes_with_the_next_click_and_not_before(
    sandbox: Sandbox, shown: str, bodies: list[Body]
) -> None:
    with pytest.raises(SlackError, match="not_dispatched"):
        sandbox.act(people.ADMIN, shown, "memo", value="急ぎ")
    sandbox.act(people.ADMIN, shown, "open", filled={"memo": "急ぎ"})
    assert [body["view"]["state"]["values"]["memo"]["memo"]["value"] for body in bodies] == ["急ぎ"]


def test_a_modal_opened_from_the_home_is_sent_and_the_home_then_changed(
    sandbox: Sandbox, app: App, connect: Connect, client: WebClient
) -> None:
    @app.action("open")
    def ask(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(question(), private_metadata=body["view"]["hash"]))

    @app.view("form")
    def keep(ack: Ack, body: Body, client: WebClient) -> None:
        words = body["view"]["state"]["values"]["why"]["why"]["value"]
        changed = home({"type": "header", "text": plain(words)})
        client.views_publish(user_id=body["user"]["id"], view=changed, hash=body["view"]["private_metadata"])
        ack()

    connect()
    view = client.views_publish(user_id=people.ADMIN, view=home(*CARD))["view"]
    sandbox.act(people.ADMIN, view["id"], "open")
    form = sandbox.wait_for(lambda: sandbox.views(people.ADMIN))[0]
    assert sandbox.submit(people.ADMIN, form["id"], {"why": "広報課"}) == {}
    assert (sandbox.home(people.ADMIN) or {})["blocks"][0]["text"]["text"] == "広報課"
    assert sandbox.views(people.ADMIN) == []


def test_a_home_that_changed_meanwhile_is_not_overwritten(client: WebClient, error: Error) -> None:
    old = client.views_publish(user_id=people.ADMIN, view=home(*CARD))["view"]["hash"]
    client.views_publish(user_id=people.ADMIN, view=home(*CARD), hash=old)
    answer = error("views.publish", user_id=people.ADMIN, view=home(*CARD), hash=old)
    assert answer["error"] == "hash_conflict"


def test_each_persons_home_is_their_own(sandbox: Sandbox, shown: str) -> None:
    assert sandbox.home(people.DRAFTER) is None
    with pytest.raises(SlackError, match="not_found"):
        sandbox.act(people.DRAFTER, shown, "open")


@pytest.mark.parametrize("field", ["title", "submit", "close", "notify_on_close", "submit_disabled"])
def test_a_home_has_nothing_of_a_modal(field: str, error: Error) -> None:
    answer = error("views.publish", user_id=people.ADMIN, view={**home(), field: plain("題")})
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        f"[ERROR] invalid additional property: {field} [json-pointer:/view]"
    ]
