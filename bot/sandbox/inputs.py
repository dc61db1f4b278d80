"""What people ticked, chose or typed: `state.values` as Slack keeps it, and the action that each change is."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.elements import elements_of, options_of
from bot.sandbox.pickers import fits
from bot.sandbox.shapes import Json, SlackError

_FIELDS = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
}
_LISTS = ("selected_options", "selected_users")
_PICKERS = ("datepicker", "timepicker", "datetimepicker")
_ILL_FORMED = {
    "url_text_input": "https:// から始まるURLを入力してください",
    "email_text_input": "メールアドレスの形で入力してください",
    "number_input": "数字で入力してください",
}
Values = dict[str, dict[str, Json]]


def start_values(blocks: list[Json]) -> Values:
    """The values before anyone touched anything."""
    values: Values = {}
    for block, element in _holders(blocks):
        field = _FIELDS[element["type"]]
        empty: Any = [] if field in _LISTS else None
        start = element.get(f"initial_{field.removeprefix('selected_')}", empty)
        values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], field: start}
    return values


def kept_values(blocks: list[Json], before: Values) -> Values:
    """Start values, save that what stood in a field of the same block and action before stays."""
    values = start_values(blocks)
    for block_id, actions in values.items():
        for action_id in actions:
            old = before.get(block_id, {}).get(action_id)
            if old is not None and old["type"] == actions[action_id]["type"]:
                actions[action_id] = old
    return values


def find(blocks: list[Json], action_id: str, block_id: str | None, value: Any) -> tuple[Json, Json]:
    """The block and element of an action; buttons that share an id are told apart by their value.

    Raises:
        SlackError: `action_not_found`.
    """
    for block in blocks:
        if block_id is not None and block["block_id"] != block_id:
            continue
        for element in elements_of(block):
            other = element["type"] == "button" and value is not None and element.get("value") != value
            if element.get("action_id") == action_id and not other:
                return block, element
    raise SlackError("action_not_found", action_id=action_id)


def entry(element: Json, given: Any) -> Json:
    """A value given by its short form, as `state.values` and actions hold it.

    Args:
        element: The element.
        given: A text, user or address; a day as `2026-11-21`, a time as `16:50`, both as seconds since 1970;
            for options their `value`; for several options or users a list of these.

    Raises:
        SlackError: `no_such_option`, or `no_such_value` for what a picker would not offer.
    """
    kind = element["type"]
    field = "selected_option" if kind == "overflow" else _FIELDS[kind]
    if field == "selected_option":
        return {"type": kind, field: None if given is None else _option(element, given)}
    if field == "selected_options":
        wanted = [one["value"] if isinstance(one, dict) else one for one in given or ()]
        # Slack lists ticked options in the order of the element, whatever order they were ticked in.
        return {"type": kind, field: [one for one in options_of(element) if one["value"] in _known(element, wanted)]}
    if kind in _PICKERS and given is not None and not fits(kind, given):
        raise SlackError("no_such_value", value=given)
    return {"type": kind, field: list(given or ()) if field in _LISTS else given if given != "" else None}


def action(block: Json, element: Json, given: Any, ts: str) -> Json:
    """One item of the `actions` of a `block_actions` payload."""
    common = {"action_id": element["action_id"], "block_id": block["block_id"], "action_ts": ts}
    if element["type"] == "button":
        extra: Json = {key: element[key] for key in ("text", "value", "style", "url") if key in element}
        return {"type": "button", **extra, **common}
    return {**entry(element, given), **common}


def filled_in(blocks: list[Json], values: Values, given: Json) -> Values:
    """Values after a person filled in a form.

    Args:
        blocks: The form.
        values: What stood there before.
        given: Short values by action id, or by block id and action id.
    """
    filled = {block_id: dict(actions) for block_id, actions in values.items()}
    left = set(given)
    for block, element in _holders(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        by_block = given.get(block_id)
        if isinstance(by_block, dict) and action_id in by_block:
            filled[block_id][action_id] = entry(element, by_block[action_id])
            left.discard(block_id)
        elif action_id in given:
            filled[block_id][action_id] = entry(element, given[action_id])
            left.discard(action_id)
    if left:
        raise SlackError("no_such_field", fields=sorted(left))
    return filled


def refused(blocks: list[Json], values: Values) -> dict[str, str]:
    """What Slack's client says at a form before it sends it: block id to the words."""
    errors = {}
    for block, element in _holders(blocks):
        if block["type"] == "input":
            held = values[block["block_id"]][element["action_id"]][_FIELDS[element["type"]]]
            errors[block["block_id"]] = _refused(element, held) if held else _gap(block)
    return {block_id: words for block_id, words in errors.items() if words}


def _gap(block: Json) -> str:
    return "" if block.get("optional") else "この項目を入力してください"


def _refused(element: Json, held: Any) -> str:
    if isinstance(held, list) and len(held) > element.get("max_selected_items", len(held)):
        return f"選べるのは{element['max_selected_items']}件までです"
    if not isinstance(held, str):
        return ""
    if not fits(element["type"], held):
        return _ILL_FORMED[element["type"]]
    fitting = element.get("min_length", 0) <= len(held) <= element.get("max_length", 3000)
    return "" if fitting else "文字数をご確認ください"


def _holders(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    return ((block, element) for block in blocks for element in elements_of(block) if element["type"] in _FIELDS)


def _known(element: Json, wanted: list[str]) -> list[str]:
    for value in wanted:
        _option(element, value)
    return wanted


def _option(element: Json, given: Any) -> Json:
    value = given["value"] if isinstance(given, dict) else given
    for option in options_of(element):
        if option["value"] == value:
            return option
    raise SlackError("no_such_option", option=value)
