"""Web API: the users.*, usergroups.* and reactions.* methods."""

from typing import Any

from bot.sandbox import messages, people
from bot.sandbox.api_conversations import joined
from bot.sandbox.arguments import Arguments, page
from bot.sandbox.scopes import require_history
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace


def user_info(ws: Workspace, arguments: Arguments) -> Json:
    """users.info."""
    return {"user": ws.user(arguments.text("user"))}


def user_list(ws: Workspace, arguments: Arguments) -> Json:
    """users.list: paged."""
    part, rest = page(list(ws.users.values()), arguments)
    return {"members": part, "cache_ts": 1700000000, **rest}


def group_list(ws: Workspace, arguments: Arguments) -> Json:
    """usergroups.list: with the members only if asked for."""
    found = []
    for group in ws.groups.values():
        if group["date_delete"] and not arguments.flag("include_disabled"):
            continue
        bare = {key: value for key, value in group.items() if key != "users"}
        found.append(group if arguments.flag("include_users") else bare)
    return {"usergroups": found}


def group_users(ws: Workspace, arguments: Arguments) -> Json:
    """usergroups.users.list."""
    group = ws.groups.get(arguments.text("usergroup"))
    if group is None or (group["date_delete"] and not arguments.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": group["users"]}


def reactions_get(ws: Workspace, arguments: Arguments) -> Json:
    """reactions.get: the message with its reactions."""
    channel = joined(ws, arguments.text("channel"))
    require_history(ws, channel)
    message = channel.message(arguments.text("timestamp"))
    return {"type": "message", "channel": channel.id, "message": message}


def reactions_add(ws: Workspace, arguments: Arguments) -> Json:
    """reactions.add, as the bot."""
    channel = joined(ws, arguments.text("channel"))
    messages.react(ws, channel, arguments.text("timestamp"), people.BOT, arguments.text("name"))
    return {}


def reactions_remove(ws: Workspace, arguments: Arguments) -> Json:
    """reactions.remove, as the bot."""
    channel = joined(ws, arguments.text("channel"))
    messages.unreact(ws, channel, arguments.text("timestamp"), people.BOT, arguments.text("name"))
    return {}


METHODS: dict[str, Any] = {
    "users.info": user_info,
    "users.list": user_list,
    "usergroups.list": group_list,
    "usergroups.users.list": group_users,
    "reactions.get": reactions_get,
    "reactions.add": reactions_add,
    "reactions.remove": reactions_remove,
}
