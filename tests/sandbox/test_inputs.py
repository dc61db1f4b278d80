from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import people
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import SlackError
from tests.sandbox.kit import Body, Error, modal, opened, option, plain, trigger


def field(kind: str, name: str = "", *, optional: bool = True, **more: Any) -> Body:
    element = {"type": kind, "action_id": name or kind, **more}
    return {
        "type": "input",
        "block_id": name or kind,
        "label": plain("項目"),
        "element": element,
        "optional": optional,
    }


OPTIONS = [option("a"), option("b"), option("c")]
GROUPS = [{"label": plain("組"), "options": OPTIONS[:1]}, {"label": plain("組"), "options": OPTIONS[1:]}]
TWO = [people.MANAGER, people.DEPUTY]

EMPTY: dict[str, tuple[Body, Body]] = {
    "plain_text_input": ({}, {"value": None}),
    "url_text_input": ({}, {"value": None}),
    "number_input": ({"is_decimal_allowed": False}, {"value": None}),
    "static_select": ({"options": OPTIONS}, {"selected_option": None}),
    "multi_static_select": ({"options": OPTIONS}, {"selected_options": []}),
    "radio_buttons": ({"options": OPTIONS}, {"selected_option": None}),
    "checkboxes": ({"options": OPTIONS}, {"selected_options": []}),
    "users_select": ({}, {"selected_user": None}),
    "multi_users_select": ({}, {"selected_users": []}),
    "datepicker": ({}, {"selected_date": None}),
    "timepicker": ({}, {"selected_time": None}),
    "datetimepicker": ({}, {"selected_date_time": None}),
}


@pytest.mark.parametrize("kind", EMPTY)
def test_a_field_that_nobody_touched_is_sent_empty(
    kind: str, sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    more, expected = EMPTY[kind]
    sandbox.submit(people.DRAFTER, opened(sandbox, client, field(kind, **more)))
    assert bodies[0]["view"]["state"]["values"] == {kind: {kind: {"type": kind, **expected}}}


FILLED: dict[str, tuple[Body, Any, Body]] = {
    "plain_text_input": ({"multiline": True, "max_length": 9}, "一行目\n二行目", {"value": "一行目\n二行目"}),
    "url_text_input": ({}, "https://example.jp/秋", {"value": "https://example.jp/秋"}),
    "number_input": ({"is_decimal_allowed": False}, "7", {"value": "7"}),
    "static_select": ({"option_groups": GROUPS}, "b", {"selected_option": OPTIONS[1]}),
    "multi_static_select": ({"options": OPTIONS}, ["c", "a"], {"selected_options": [OPTIONS[0], OPTIONS[2]]}),
    "radio_buttons": ({"options": OPTIONS}, "c", {"selected_option": OPTIONS[2]}),
    "checkboxes": ({"options": OPTIONS}, ["b"], {"selected_options": [OPTIONS[1]]}),
    "users_select": ({}, people.DEPUTY, {"selected_user": people.DEPUTY}),
    "multi_users_select": ({}, TWO, {"selected_users": TWO}),
    "datepicker": ({}, "2026-11-21", {"selected_date": "2026-11-21"}),
    "timepicker": ({}, "16:50", {"selected_time": "16:50"}),
    "datetimepicker": ({}, 1795247400, {"selected_date_time": 1795247400}),
}


@pytest.mark.parametrize("kind", FILLED)
def test_a_filled_field_is_sent_as_slack_does(
    kind: str, sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    more, given, expected = FILLED[kind]
    sandbox.submit(people.DRAFTER, opened(sandbox, client, field(kind, optional=False, **more)), {kind: given})
    assert bodies[0]["view"]["state"]["values"] == {kind: {kind: {"type": kind, **expected}}}


STARTS: dict[str, tuple[Body, Body]] = {
    "plain_text_input": ({"initial_value": "前"}, {"value": "前"}),
    "url_text_input": ({"initial_value": "https://example.jp/"}, {"value": "https://example.jp/"}),
    "static_select": ({"options": OPTIONS, "initial_option": OPTIONS[1]}, {"selected_option": OPTIONS[1]}),
    "multi_static_select": (
        {"option_groups": GROUPS, "initial_options": OPTIONS[:2]},
        {"selected_options": OPTIONS[:2]},
    ),
    "radio_buttons": ({"options": OPTIONS, "initial_option": OPTIONS[0]}, {"selected_option": OPTIONS[0]}),
    "checkboxes": ({"options": OPTIONS, "initial_options": OPTIONS[2:]}, {"selected_options": OPTIONS[2:]}),
    "users_select": ({"initial_user": people.MANAGER}, {"selected_user": people.MANAGER}),
    "multi_users_select": ({"initial_users": TWO}, {"selected_users": TWO}),
    "datepicker": ({"initial_date": "2026-11-21"}, {"selected_date": "2026-11-21"}),
    "timepicker": ({"initial_time": "08:30"}, {"selected_time": "08:30"}),
    "datetimepicker": ({"initial_date_time": 1795247400}, {"selected_date_time": 1795247400}),
}


@pytest.mark.parametrize("kind", STARTS)
def test_what_the_app_fills_in_is_sent_if_nobody_changes_it(
    kind: str, sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    more, expected = STARTS[kind]
    sandbox.submit(people.DRAFTER, opened(sandbox, client, field(kind, optional=False, **more)))
    assert bodies[0]["view"]["state"]["values"][kind][kind] == {"type": kind, **expected}


WRONG: dict[str, tuple[Body, Any, str]] = {
    "a gap": (field("datepicker", "x", optional=False), None, "この項目を入力してください"),
    "too short": (field("plain_text_input", "x", min_length=3), "短い", "文字数をご確認ください"),
    "too long": (field("plain_text_input", "x", max_length=1), "長い", "文字数をご確認ください"),
    "no address": (field("url_text_input", "x"), "example.jp", "https:// から始まるURLを入力してください"),
    "no number": (field("number_input", "x", is_decimal_allowed=False), "七", "数字で入力してください"),
    "too many people": (field("multi_users_select", "x", max_selected_items=1), TWO, "選べるのは1件までです"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_form_that_slacks_client_would_not_send_is_not_sent(
    wrong: str, sandbox: Sandbox, client: WebClient, bodies: list[Body]
) -> None:
    block, given, words = WRONG[wrong]
    answer = sandbox.submit(people.DRAFTER, opened(sandbox, client, block), {"x": given})
    assert answer == {"response_action": "errors", "errors": {"x": words}}
    assert bodies == []


@pytest.mark.parametrize(
    ("kind", "given"), [("datepicker", "11月21日"), ("timepicker", "25:00"), ("datetimepicker", "2026-11-21")]
)
def test_a_picker_offers_only_what_there_is(kind: str, given: str, sandbox: Sandbox, client: WebClient) -> None:
    with pytest.raises(SlackError, match="no_such_value"):
        sandbox.submit(people.DRAFTER, opened(sandbox, client, field(kind)), {kind: given})


def test_a_field_that_asks_for_it_is_told_at_once(sandbox: Sandbox, client: WebClient, bodies: list[Body]) -> None:
    view = opened(sandbox, client, {**field("users_select"), "dispatch_action": True})
    assert sandbox.act(people.DRAFTER, view, "users_select", value=people.DEPUTY)
    assert bodies[0]["actions"][0]["selected_user"] == people.DEPUTY
    assert bodies[0]["view"]["state"]["values"]["users_select"]["users_select"]["selected_user"] == people.DEPUTY


def test_a_section_chooses_several_people_at_once(sandbox: Sandbox, client: WebClient, bodies: list[Body]) -> None:
    chooser = {"type": "multi_users_select", "action_id": "who", "initial_users": TWO[:1]}
    view = opened(sandbox, client, {"type": "section", "text": plain("担当"), "accessory": chooser})
    sandbox.act(people.DRAFTER, view, "who", selected_options=TWO)
    assert bodies[0]["actions"][0]["selected_users"] == TWO


REFUSED = {
    "a day that is none": (field("datepicker", initial_date="2026-02-30"), "element/initial_date"),
    "a day in short": (field("datepicker", initial_date="2026-2-3"), "element/initial_date"),
    "an hour too late": (field("timepicker", initial_time="24:00"), "element/initial_time"),
    "a moment in words": (field("datetimepicker", initial_date_time="あす"), "element/initial_date_time"),
    "a link to nowhere": (field("url_text_input", initial_value="役場"), "element/initial_value"),
    "no room for a letter": (field("plain_text_input", max_length=0), "must be greater than 0"),
    "too much room": (field("plain_text_input", max_length=3001), "must be less than 3001"),
    "a long start": (field("plain_text_input", initial_value="あ" * 3001), "must be less than 3001 characters"),
    "101 options": (field("static_select", options=[option("a")] * 101), "no more than 100 items allowed"),
    "no options": (field("static_select", options=[]), "must have at least 1 items"),
    "11 radio buttons": (field("radio_buttons", options=[option("a")] * 11), "no more than 10 items allowed"),
    "a start that is no option": (field("radio_buttons", options=OPTIONS, initial_option=option("z")), "initial_opt"),
    "nobody to choose": (field("multi_users_select", max_selected_items=0), "must be greater than 0"),
    "more people than allowed": (
        field("multi_users_select", max_selected_items=1, initial_users=TWO),
        "no more than 1 items allowed",
    ),
    "a long label": ({**field("users_select"), "label": plain("あ" * 2001)}, "must be less than 2001 characters"),
    "no label": ({**field("users_select"), "label": None}, "missing required field: label"),
    "a long placeholder": (field("users_select", placeholder=plain("あ" * 151)), "must be less than 151 characters"),
    "a number of no kind": (field("number_input"), "missing required field: is_decimal_allowed"),
    "a button as a field": (field("button"), "unsupported type: button"),
}


@pytest.mark.parametrize(("block", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_field_beyond_slacks_limits_is_refused_with_the_place(
    block: Body, reason: str, sandbox: Sandbox, error: Error
) -> None:
    answer = error("views.open", trigger_id=trigger(sandbox), view=modal(block))
    assert answer["error"] == "invalid_arguments"
    assert any(reason in message for message in answer["response_metadata"]["messages"])


def test_two_blocks_of_one_name_are_refused(sandbox: Sandbox, error: Error) -> None:
    answer = error("views.open", trigger_id=trigger(sandbox), view=modal(field("users_select"), field("users_select")))
    assert "`block_id` already exists" in answer["response_metadata"]["messages"][0]
