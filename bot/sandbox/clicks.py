"""Clicks in blocks: what a person pressed, chose or typed is remembered, and told to the app."""

import time
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import inputs, payloads, views
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, ResponseUrl, Workspace


@dataclass(frozen=True, slots=True)
class Click:
    """A person's doing at one element.

    Attributes:
        user: Who.
        where: Time stamp of the message (also one only they see), or id of the view.
        action_id: The element's action.
        value: What is chosen, as `inputs.entry` takes it; for a button which of several.
        block_id: Block of the element, where the action alone does not tell.
        filled: What stands in the fields beside it, as `inputs.filled_in` takes it.
    """

    user: str
    where: str
    action_id: str
    value: Any = None
    block_id: str | None = None
    filled: Json = field(default_factory=dict)


def told(ws: Workspace, click: Click) -> Json:
    """Remembers a click and gives its `block_actions` payload.

    Raises:
        SlackError: `message_not_found`, `not_found`, `action_not_found`, `no_such_option`, `not_in_channel`, or
            `not_dispatched` for a field that goes with its form.
    """
    with ws.changed:
        return _on_view(ws, click) if click.where.startswith("V") else _on_message(ws, click)


def _on_message(ws: Workspace, click: Click) -> Json:
    channel, message = _message(ws, click)
    ts, only = message["ts"], bool(message.get("is_ephemeral"))
    before = ws.ticks.get((ts, click.user)) or inputs.start_values(message.get("blocks", []))
    action, values = _changed(ws, click, message.get("blocks", []), before)
    ws.ticks[ts, click.user] = values
    ws.note_change()
    container = {"type": "message", "message_ts": ts, "channel_id": channel.id, "is_ephemeral": only}
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    # Slack leaves the message out where only one person sees it.
    rest = {"state": {"values": values}, **({} if only else {"message": message})}
    start = {**payloads.common(ws, click.user), "type": "block_actions", "container": container, "actions": [action]}
    answer = ResponseUrl(click.user, channel.id, time.monotonic(), ts, message.get("thread_ts"))
    return {**start, **payloads.place(ws, answer), **rest}


def _on_view(ws: Workspace, click: Click) -> Json:
    view = views.find(ws, click.user, click.where)
    action, values = _changed(ws, click, view["blocks"], view["state"]["values"])
    view = views.remember(ws, click.user, view, values)
    ws.note_change()
    container = {"type": "view", "view_id": view["id"]}
    common = payloads.common(ws, click.user, view["id"])
    return {**common, "type": "block_actions", "container": container, "view": view, "actions": [action]}


def _message(ws: Workspace, click: Click) -> tuple[Channel, Json]:
    shown = next((one for one in ws.ephemerals.get(click.user, ()) if one["ts"] == click.where), None)
    channel = ws.channels[shown["channel"]] if shown else ws.channel_of(click.where)
    if click.user not in channel.members:
        raise SlackError("not_in_channel")
    return channel, shown or channel.message(click.where)


def _changed(ws: Workspace, click: Click, blocks: list[Json], before: inputs.Values) -> tuple[Json, inputs.Values]:
    block, element = inputs.find(blocks, click.action_id, click.block_id, click.value)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise SlackError("not_dispatched", action_id=click.action_id)
    action = inputs.action(block, element, click.value, ws.ids.ts())
    values = inputs.filled_in(blocks, before, click.filled)
    if element["type"] in ("button", "overflow"):
        return action, values
    held = {**values.get(block["block_id"], {}), element["action_id"]: inputs.entry(element, click.value)}
    return action, {**values, block["block_id"]: held}
