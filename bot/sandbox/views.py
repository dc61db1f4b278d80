"""Modals and the App Home: opened, stacked, changed and closed."""

import time
from typing import Any

from bot.sandbox import people
from bot.sandbox.blocks import VIEW_BLOCKS, check_blocks, with_ids
from bot.sandbox.inputs import Values, kept_values, start_values
from bot.sandbox.problems import Problems
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Trigger, Workspace

_STACK = 3
_TRIGGER_SECONDS = 3.0


def new_trigger(ws: Workspace, user: str, view: str | None = None) -> str:
    """A trigger id, good once and for three seconds."""
    trigger = ws.ids.new("trigger.")
    ws.triggers[trigger] = Trigger(user, time.monotonic(), view)
    return trigger


def use_trigger(ws: Workspace, trigger_id: str) -> Trigger:
    """The trigger of that id; raises `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`."""
    trigger = ws.triggers.get(trigger_id)
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.monotonic() - trigger.made > _TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger


def check_view(view: Any, kind: str) -> None:
    """Raises `invalid_arguments` with Slack's messages unless the view is a sound one of that kind."""
    problems = Problems()
    if not isinstance(view, dict) or view.get("type") != kind:
        problems.add(f"unsupported type: must be {kind}", "/view/type")
        raise _invalid(problems)
    problems.longest(view.get("private_metadata", ""), 3000, "/view/private_metadata")
    problems.longest(view.get("callback_id", ""), 255, "/view/callback_id")
    if kind == "modal":
        _check_titles(view, problems)
    problems.messages += check_blocks(view.get("blocks"), most=VIEW_BLOCKS, place="/view/blocks")
    if problems.messages:
        raise _invalid(problems)


def show(ws: Workspace, user: str, view: Json, *, push: bool = False) -> Json:
    """Opens a modal for a person, on top of the one that is open if `push`."""
    check_view(view, "modal")
    with ws.changed:
        stack = ws.modals.setdefault(user, []) if push else []
        if push and not stack:
            raise SlackError("not_found")
        if len(stack) >= _STACK:
            raise SlackError("push_limit_reached")
        shown = _shaped(ws, view, start_values)
        shown["previous_view_id"] = stack[-1]["id"] if stack else None
        shown["root_view_id"] = stack[0]["id"] if stack else shown["id"]
        ws.modals[user] = [*stack, shown]
        ws.note_change()
        return shown


def replace(ws: Workspace, view: Json, *, view_id: str = "", external_id: str = "", view_hash: str = "") -> Json:
    """Changes an open modal; raises `not_found` or `hash_conflict`."""
    check_view(view, "modal")
    with ws.changed:
        user, old = _open_modal(ws, view_id, external_id)
        if view_hash and view_hash != old["hash"]:
            raise SlackError("hash_conflict")
        ids = {key: old[key] for key in ("id", "previous_view_id", "root_view_id")}
        shown = {**_shaped(ws, view, lambda blocks: kept_values(blocks, old["state"]["values"])), **ids}
        ws.modals[user] = [shown if one["id"] == old["id"] else one for one in ws.modals[user]]
        ws.note_change()
        return shown


def publish(ws: Workspace, user: str, view: Json, view_hash: str = "") -> Json:
    """Sets a person's App Home; raises `not_enabled` or `hash_conflict`."""
    if not ws.manifest["features"].get("app_home", {}).get("home_tab_enabled"):
        raise SlackError("not_enabled")
    ws.user(user)
    check_view(view, "home")
    with ws.changed:
        old = ws.homes.get(user)
        if view_hash and old and view_hash != old["hash"]:
            raise SlackError("hash_conflict")
        shown = _shaped(ws, view, start_values)
        if old:
            shown["id"] = old["id"]
        shown["root_view_id"] = shown["id"]
        ws.homes[user] = shown
        ws.note_change()
        return shown


def find(ws: Workspace, user: str, view_id: str) -> Json:
    """A view that the person sees, modal or home; raises `not_found`."""
    home = ws.homes.get(user)
    shown: list[Json] = [*ws.modals.get(user, ()), *([home] if home else [])]
    for view in shown:
        if view["id"] == view_id:
            return view
    raise SlackError("not_found")


def remember(ws: Workspace, user: str, view: Json, values: Values) -> Json:
    """Keeps what a person filled in; the view with it."""
    with ws.changed:
        held = {**view, "state": {"values": values}}
        if view["type"] == "home":
            ws.homes[user] = held
        else:
            ws.modals[user] = [held if one["id"] == view["id"] else one for one in ws.modals[user]]
        return held


def close(ws: Workspace, user: str, view_id: str, *, every: bool = False) -> None:
    """Closes a modal and those above it, or all of them."""
    with ws.changed:
        ids = [view["id"] for view in ws.modals.get(user, ())]
        keep = 0 if every else ids.index(view_id)
        ws.modals[user] = ws.modals[user][:keep]
        ws.note_change()


def _open_modal(ws: Workspace, view_id: str, external_id: str) -> tuple[str, Json]:
    for user, stack in ws.modals.items():
        for view in stack:
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return user, view
    raise SlackError("not_found")


def _shaped(ws: Workspace, view: Json, values: Any) -> Json:
    blocks = with_ids(view["blocks"])
    return {
        "id": ws.ids.new("V"),
        "team_id": people.TEAM,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": None,
        "submit": None,
        "previous_view_id": None,
        **view,
        "blocks": blocks,
        "state": {"values": values(blocks)},
        "hash": ws.ids.new("hash."),
        "app_id": people.APP,
        "app_installed_team_id": people.TEAM,
        "bot_id": people.BOT_PROFILE,
    }


def _check_titles(view: Json, problems: Problems) -> None:
    for name in ("title", "submit", "close"):
        if name in view and view[name] is not None:
            problems.text(view[name].get("text"), 24, f"/view/{name}/text")
        elif name == "title":
            problems.missing("title", "/view")
    inputs = any(block.get("type") == "input" for block in view.get("blocks", ()) if isinstance(block, dict))
    if inputs and not view.get("submit"):
        problems.missing("submit", "/view")


def _invalid(problems: Problems) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": problems.messages})
