"""Modals and the App Home: opened, stacked, changed and closed."""

import time
from typing import Any

from bot.sandbox import people
from bot.sandbox.blocks import with_ids
from bot.sandbox.inputs import Values, kept_values, start_values
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.view_checks import check_view
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


def show(ws: Workspace, user: str, view: Any, *, push: bool = False) -> Json:
    """Opens a modal for a person, on top of the one that is open if `push`.

    Raises:
        SlackError: `invalid_arguments`, `view_too_large`, `duplicate_external_id`, `push_limit_reached`, or
            `not_found` if there is nothing to push on.
    """
    check_view(view, "modal")
    with ws.changed:
        _check_external_id(ws, view, None)
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


def replace(ws: Workspace, view: Any, *, view_id: str = "", external_id: str = "", view_hash: str = "") -> Json:
    """Changes an open modal; raises as `show` does, or `not_found`, `hash_conflict`."""
    check_view(view, "modal")
    with ws.changed:
        user, old = _open_modal(ws, view_id, external_id)
        _check_external_id(ws, view, old["id"])
        if view_hash and view_hash != old["hash"]:
            raise SlackError("hash_conflict")
        ids = {key: old[key] for key in ("id", "previous_view_id", "root_view_id")}
        shown = {**_shaped(ws, view, lambda blocks: kept_values(blocks, old["state"]["values"])), **ids}
        ws.modals[user] = [shown if one["id"] == old["id"] else one for one in ws.modals[user]]
        ws.note_change()
        return shown


def publish(ws: Workspace, user: str, view: Any, view_hash: str = "") -> Json:
    """Sets a person's App Home; raises as `show` does, or `not_enabled`, `hash_conflict`, `user_not_found`."""
    if not ws.manifest["features"].get("app_home", {}).get("home_tab_enabled"):
        raise SlackError("not_enabled")
    ws.user(user)
    check_view(view, "home")
    with ws.changed:
        old = ws.homes.get(user)
        _check_external_id(ws, view, old["id"] if old else None)
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


def close(ws: Workspace, user: str, view_id: str, *, every: bool = False) -> list[Json]:
    """Closes a modal and those above it, or all of them; those that were closed, the topmost first."""
    with ws.changed:
        stack = ws.modals[user]
        keep = 0 if every else [view["id"] for view in stack].index(view_id)
        ws.modals[user] = stack[:keep]
        ws.note_change()
        return stack[: keep - 1 if keep else None : -1]


def _open_modal(ws: Workspace, view_id: str, external_id: str) -> tuple[str, Json]:
    for user, stack in ws.modals.items():
        for view in stack:
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return user, view
    raise SlackError("not_found")


def _check_external_id(ws: Workspace, view: Json, same: str | None) -> None:
    wanted = view.get("external_id")
    shown = [one for stack in ws.modals.values() for one in stack] + list(ws.homes.values())
    if wanted and any(one["external_id"] == wanted and one["id"] != same for one in shown):
        raise SlackError("duplicate_external_id")


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
