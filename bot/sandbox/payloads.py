"""What the app is told of clicks, commands, forms and shortcuts: the parts of Slack's payloads.

Source: Slack's reference of interaction payloads and of slash commands.
"""

import time

from bot.sandbox import answers, people, views
from bot.sandbox.hands import names
from bot.sandbox.scopes import require
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, ResponseUrl, Workspace

_NAMELESS = {"group": "privategroup", "im": "directmessage"}


def common(ws: Workspace, user: str, view: str | None = None) -> Json:
    """What every payload of a click or form carries, with a fresh trigger."""
    shape = ws.user(user)
    name = shape["name"]
    return {
        "user": {"id": user, "username": name, "name": name, "team_id": shape["team_id"]},
        "api_app_id": people.APP,
        "token": "sandbox",
        "team": {"id": people.TEAM, "domain": "sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": views.new_trigger(ws, user, view),
    }


def place(ws: Workspace, to: ResponseUrl) -> Json:
    """The channel where a person did something, and where the app may answer."""
    name = _name(ws.channels[to.channel])
    return {"channel": {"id": to.channel, "name": name}, "response_url": answers.new_response_url(ws, to)}


def command(ws: Workspace, to: ResponseUrl, name: str, text: str) -> Json:
    """A slash command; raises `unknown_command` or `missing_scope`."""
    require(ws, "commands")
    known = {one["command"]: one for one in ws.manifest["features"].get("slash_commands", ())}
    if name not in known:
        raise SlackError("unknown_command", command=name)
    return {
        "token": "sandbox",
        "team_id": people.TEAM,
        "team_domain": "sandbox",
        "channel_id": to.channel,
        "channel_name": _name(ws.channels[to.channel]),
        "user_id": to.user,
        "user_name": ws.user(to.user)["name"],
        "command": name,
        "text": _escaped(ws, text) if known[name].get("should_escape") else text,
        "api_app_id": people.APP,
        "is_enterprise_install": "false",
        "response_url": answers.new_response_url(ws, to),
        "trigger_id": views.new_trigger(ws, to.user),
    }


def message_shortcut(ws: Workspace, user: str, callback_id: str, ts: str) -> Json:
    """A shortcut used on a message; raises `unknown_shortcut`, `message_not_found`, `not_in_channel`."""
    channel = ws.channel_of(ts)
    message = channel.message(ts)
    if user not in channel.members:
        raise SlackError("not_in_channel")
    if message.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    # The message is a person's: an answer stands beside it and can neither replace nor delete it.
    answer = ResponseUrl(user, channel.id, time.monotonic())
    used = {**_shortcut(ws, user, callback_id, "message"), **place(ws, answer)}
    return {**used, "type": "message_action", "message": message, "message_ts": ts}


def global_shortcut(ws: Workspace, user: str, callback_id: str) -> Json:
    """A shortcut used without a message: it knows no channel. Raises `unknown_shortcut`."""
    return {**_shortcut(ws, user, callback_id, "global"), "type": "shortcut"}


def _shortcut(ws: Workspace, user: str, callback_id: str, kind: str) -> Json:
    require(ws, "commands")
    known = [(one["callback_id"], one["type"]) for one in ws.manifest["features"].get("shortcuts", ())]
    if (callback_id, kind) not in known:
        raise SlackError("unknown_shortcut", callback_id=callback_id)
    told = {**common(ws, user), "callback_id": callback_id, "action_ts": ws.ids.ts()}
    del told["api_app_id"]
    return told


def _name(channel: Channel) -> str:
    # Slack keeps the names of private places to itself.
    return _NAMELESS.get(channel.type, channel.name)


def _escaped(ws: Workspace, text: str) -> str:
    known = names(ws)
    for typed in sorted(known, key=len, reverse=True):
        element = known[typed]
        if element["type"] == "user":
            text = text.replace(typed, f"<@{element['user_id']}|{ws.user(element['user_id'])['name']}>")
        elif element["type"] == "channel":
            text = text.replace(typed, f"<#{element['channel_id']}|{typed[1:]}>")
    return text
