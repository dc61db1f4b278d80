import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import CARD, Body, Connect, Error, modal, opened, plain, question, trigger


def test_a_trigger_serves_once_and_for_three_seconds(
    sandbox: Sandbox, client: WebClient, error: Error, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = trigger(sandbox)
    client.views_open(trigger_id=used, view=modal(question()))
    assert error("views.open", trigger_id=used, view=modal(question()))["error"] == "exchanged_trigger_id"
    assert error("views.open", trigger_id="1.2", view=modal(question()))["error"] == "invalid_trigger_id"
    late = trigger(sandbox)
    sandbox.workspace.triggers[late].made -= 3.1
    assert error("views.open", trigger_id=late, view=modal(question()))["error"] == "expired_trigger_id"


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (modal(question(), title=plain("あ" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(question(), submit=None), "missing required field: submit"),
        (modal({"type": "section", "text": plain("")}), "[json-pointer:/view/blocks/0/text/text]"),
        (modal(private_metadata="m" * 3001), "private_metadata"),
        (modal(callback_id="c" * 256), "callback_id"),
        (
            modal(question(), submit=plain("あ" * 25)),
            "must be less than 25 characters [json-pointer:/view/submit/text]",
        ),
        (modal(title={"type": "mrkdwn", "text": "題"}), "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
        (modal(title=None), "missing required field: title"),
        (modal(question(), question()), "`block_id` already exists for block with ID 'why'"),
        (modal(id="V1"), "invalid additional property: id [json-pointer:/view]"),
        ({"type": "modal", "title": plain("題")}, "missing required field: blocks"),
        ({"type": "home", "blocks": []}, "must be modal"),
    ],
)
def test_a_view_beyond_slacks_limits_is_refused(view: Body, reason: str, sandbox: Sandbox, error: Error) -> None:
    answer = error("views.open", trigger_id=trigger(sandbox), view=view)
    assert answer["error"] == "invalid_arguments"
    assert any(reason in message for message in answer["response_metadata"]["messages"])


def test_a_view_that_is_too_large_is_refused_by_name(sandbox: Sandbox, error: Error) -> None:
    blocks = [{"type": "section", "text": plain("あ" * 3000)}] * 30
    assert error("views.open", trigger_id=trigger(sandbox), view=modal(*blocks))["error"] == "view_too_large"


def test_an_external_id_serves_one_view_at_a_time_and_finds_it(
    sandbox: Sandbox, client: WebClient, error: Error
) -> None:
    view = opened(sandbox, client, external_id="review-7")
    again = {"trigger_id": trigger(sandbox), "view": modal(external_id="review-7")}
    assert error("views.push", **again)["error"] == "duplicate_external_id"
    changed = client.views_update(external_id="review-7", view=modal(external_id="review-7", title=plain("次")))
    assert changed["view"]["id"] == view
    sandbox.close(people.DRAFTER, view)
    opened(sandbox, client, external_id="review-7")


def test_a_form_is_sent_with_what_was_filled_in(sandbox: Sandbox, client: WebClient, bodies: list[Body]) -> None:
    view = opened(sandbox, client, question(), question("memo", optional=True), private_metadata="review 7")
    assert sandbox.submit(people.DRAFTER, view, {"why": "急ぎ"}) == {}
    told = bodies[0]["view"]
    assert told["state"]["values"]["why"]["why"] == {"type": "plain_text_input", "value": "急ぎ"}
    assert told["state"]["values"]["memo"]["memo"]["value"] is None
    assert told["private_metadata"] == "review 7"
    assert sandbox.views(people.DRAFTER) == []


def test_a_form_with_gaps_is_not_sent(sandbox: Sandbox, client: WebClient, bodies: list[Body]) -> None:
    view = opened(sandbox, client, question())
    assert sandbox.submit(people.DRAFTER, view)["errors"] == {"why": "この項目を入力してください"}
    assert sandbox.submit(people.DRAFTER, view, {"why": "とても長い理由"})["errors"] == {
        "why": "文字数をご確認ください"
    }
    with pytest.raises(SlackError, match="no_such_field"):
        sandbox.submit(people.DRAFTER, view, {"whom": "a"})
    assert bodies == []
    assert len(sandbox.views(people.DRAFTER)) == 1


REPLIES: dict[str, tuple[Body, list[str]]] = {
    "errors": ({"response_action": "errors", "errors": {"why": "だめです"}}, ["題"]),
    "update": ({"response_action": "update", "view": modal(title=plain("次"))}, ["次"]),
    "push": ({"response_action": "push", "view": modal(title=plain("上"))}, ["題", "上"]),
    "clear": ({"response_action": "clear"}, []),
}


@pytest.mark.parametrize("action", REPLIES)
def test_an_acknowledgement_says_what_becomes_of_the_form(
    action: str, sandbox: Sandbox, client: WebClient, app: App, connect: Connect
) -> None:
    answer, titles = REPLIES[action]
    app.view("form")(lambda ack: ack(**answer))
    connect()
    view = opened(sandbox, client, question())
    assert sandbox.submit(people.DRAFTER, view, {"why": "a"})["response_action"] == action
    assert [one["title"]["text"] for one in sandbox.views(people.DRAFTER)] == titles


WRONG_REPLIES: dict[str, Body] = {
    "errors of no field": {"response_action": "errors", "errors": {"whom": "だめです"}},
    "errors without words": {"response_action": "errors"},
    "an update without a view": {"response_action": "update"},
    "a push of too much": {"response_action": "push", "view": modal(title=plain("あ" * 25))},
    "an action of its own": {"response_action": "shout"},
}


@pytest.mark.parametrize("reply", WRONG_REPLIES)
def test_an_acknowledgement_that_slack_would_refuse_is_refused_and_the_form_stays(
    reply: str, sandbox: Sandbox, client: WebClient, app: App, connect: Connect
) -> None:
    app.view("form")(lambda ack: ack(WRONG_REPLIES[reply]))
    connect()
    view = opened(sandbox, client, question())
    with pytest.raises(SlackError, match="invalid_arguments"):
        sandbox.submit(people.DRAFTER, view, {"why": "a"})
    assert [one["id"] for one in sandbox.views(people.DRAFTER)] == [view]


def test_a_form_that_nobody_acknowledges_stays_open(sandbox: Sandbox, client: WebClient) -> None:
    view = opened(sandbox, client, question())
    assert sandbox.submit(people.DRAFTER, view, {"why": "a"}) == {"not_acknowledged": True}
    assert len(sandbox.views(people.DRAFTER)) == 1


def test_three_modals_lie_on_each_other_and_no_more(sandbox: Sandbox, client: WebClient, error: Error) -> None:
    first = opened(sandbox, client)
    second = client.views_push(trigger_id=trigger(sandbox), view=modal())["view"]
    assert (second["previous_view_id"], second["root_view_id"]) == (first, first)
    client.views_push(trigger_id=trigger(sandbox), view=modal())
    assert error("views.push", trigger_id=trigger(sandbox), view=modal())["error"] == "push_limit_reached"
    sandbox.close(people.DRAFTER, second["id"])
    assert [view["id"] for view in sandbox.views(people.DRAFTER)] == [first]


def test_a_view_is_changed_by_id_and_hash_and_keeps_what_was_typed(
    sandbox: Sandbox, client: WebClient, error: Error, bodies: list[Body]
) -> None:
    view = opened(sandbox, client, question(), {"type": "section", "text": plain("前")})
    old = sandbox.views(people.DRAFTER)[0]
    changed = modal(question(), {"type": "section", "text": plain("後")})
    assert client.views_update(view_id=view, hash=old["hash"], view=changed)["view"]["id"] == view
    assert error("views.update", view_id=view, hash=old["hash"], view=changed)["error"] == "hash_conflict"
    assert error("views.update", view_id="V0NONE", view=changed)["error"] == "not_found"


def test_closing_is_told_only_where_the_view_asks_for_it(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    sandbox.close(people.DRAFTER, opened(sandbox, client))
    assert bodies == []
    sandbox.close(people.DRAFTER, opened(sandbox, client, notify_on_close=True))
    assert (bodies[0]["type"], bodies[0]["is_cleared"]) == ("view_closed", False)


def test_a_click_in_a_modal_and_in_the_home_comes_with_the_view(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    view = opened(sandbox, client, *CARD)
    home = client.views_publish(user_id=people.DRAFTER, view={"type": "home", "blocks": CARD})["view"]["id"]
    for where in (view, home):
        sandbox.act(people.DRAFTER, where, "tick", selected_options=["a"])
    assert [body["container"] for body in bodies] == [{"type": "view", "view_id": one} for one in (view, home)]
    ticks = bodies[1]["view"]["state"]["values"]["confirmations"]["tick"]["selected_options"]
    assert [one["value"] for one in ticks] == ["a"]


def test_the_cross_closes_all_that_lie_on_each_other_and_tells_each_that_asks(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    first = opened(sandbox, client, notify_on_close=True)
    second = client.views_push(trigger_id=trigger(sandbox), view=modal(notify_on_close=True))["view"]["id"]
    sandbox.close(people.DRAFTER, second, every=True)
    assert sandbox.views(people.DRAFTER) == []
    assert [(body["view"]["id"], body["is_cleared"]) for body in bodies] == [(second, True), (first, True)]


def test_a_view_may_take_the_others_with_it(sandbox: Sandbox, client: WebClient, bodies: list[Body]) -> None:
    opened(sandbox, client)
    second = client.views_push(trigger_id=trigger(sandbox), view=modal(clear_on_close=True))["view"]["id"]
    sandbox.close(people.DRAFTER, second)
    assert sandbox.views(people.DRAFTER) == []


def test_a_button_in_a_form_comes_with_what_was_typed_so_far(
    sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    view = opened(sandbox, client, question(), *CARD)
    sandbox.act(people.DRAFTER, view, "open", filled={"why": "急ぎ"})
    assert bodies[0]["view"]["state"]["values"]["why"]["why"]["value"] == "急ぎ"
    client.views_update(view_id=view, view=modal(question(), *CARD))
    assert sandbox.views(people.DRAFTER)[0]["state"]["values"]["why"]["why"]["value"] == "急ぎ"
