"""Web API: the conversations.* methods."""

from bisect import bisect_right
from typing import Any

from bot.sandbox import people
from bot.sandbox.arguments import Arguments, page
from bot.sandbox.messages import slice_of
from bot.sandbox.scopes import require_history, require_read
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, Workspace

_TYPES = {"channel": "public_channel", "group": "private_channel", "im": "im"}
_LAST = "9999999999.999999"


def visible(ws: Workspace, name: str) -> Channel:
    """The channel, as far as the app may know of it; raises `channel_not_found`."""
    channel = ws.channel(name)
    if channel.is_private and people.BOT not in channel.members:
        raise SlackError("channel_not_found")
    return channel


def joined(ws: Workspace, name: str) -> Channel:
    """The channel, if the app is in it; raises `channel_not_found` or `not_in_channel`."""
    channel = visible(ws, name)
    if people.BOT not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def shape(ws: Workspace, channel: Channel) -> Json:
    """Slack's conversation object."""
    value: Json = {
        "id": channel.id,
        "is_channel": channel.type == "channel",
        "is_group": channel.type == "group",
        "is_im": channel.is_im,
        "is_mpim": False,
        "is_private": channel.is_private,
        "created": 1700000000,
        "is_archived": False,
        "context_team_id": people.TEAM,
    }
    if channel.is_im:
        return {**value, "user": next(user for user in channel.members if user != people.BOT)}
    strangers = any(ws.users[user].get("is_stranger") for user in channel.members)
    return {
        **value,
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": people.ADMIN,
        "is_general": False,
        "is_shared": strangers,
        "is_ext_shared": strangers,
        "is_member": people.BOT in channel.members,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def list_(ws: Workspace, arguments: Arguments) -> Json:
    """conversations.list: by types, paged."""
    types = str(arguments.get("types") or "public_channel").split(",")
    found = []
    for channel in ws.channels.values():
        if _TYPES[channel.type] not in types:
            continue
        require_read(ws, channel)
        if not channel.is_private or people.BOT in channel.members:
            found.append(shape(ws, channel))
    part, rest = page(found, arguments)
    return {"channels": part, **rest}


def info(ws: Workspace, arguments: Arguments) -> Json:
    """conversations.info."""
    channel = visible(ws, arguments.text("channel"))
    require_read(ws, channel)
    return {"channel": shape(ws, channel)}


def members(ws: Workspace, arguments: Arguments) -> Json:
    """conversations.members: paged."""
    channel = visible(ws, arguments.text("channel"))
    require_read(ws, channel)
    part, rest = page(sorted(channel.members), arguments)
    return {"members": part, **rest}


def join(ws: Workspace, arguments: Arguments) -> Json:
    """conversations.join: public channels only."""
    channel = visible(ws, arguments.text("channel"))
    if channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    with ws.changed:
        channel.members.add(people.BOT)
        ws.note_change()
    return {"channel": shape(ws, channel)}


def history(ws: Workspace, arguments: Arguments) -> Json:
    """conversations.history: top-level messages, newest first; the cursor is the next message's time stamp."""
    channel = joined(ws, arguments.text("channel"))
    require_history(ws, channel)
    stamps = _between(channel.tops, arguments)
    limit = arguments.number("limit", 100, most=999)
    part, left = stamps[-limit:], stamps[:-limit]
    return {
        "messages": [_read(channel.messages[ts], arguments) for ts in reversed(part)],
        "has_more": bool(left),
        "pin_count": 0,
        "response_metadata": {"next_cursor": f"next_ts:{left[-1]}" if left else ""},
    }


def replies(ws: Workspace, arguments: Arguments) -> Json:
    """conversations.replies: the parent and then its replies, oldest first."""
    channel = joined(ws, arguments.text("channel"))
    require_history(ws, channel)
    ts = arguments.text("ts")
    asked = channel.messages.get(ts)
    if asked is None:
        raise SlackError("thread_not_found")
    is_reply = asked.get("thread_ts", ts) != ts
    stamps = [ts] if is_reply else [ts, *_between(channel.replies.get(ts, []), arguments)]
    part, rest = page(stamps, arguments, default=1000)
    return {
        "messages": [_read(channel.messages[one], arguments) for one in part],
        "has_more": bool(rest["response_metadata"]["next_cursor"]),
        **rest,
    }


def _between(stamps: list[str], arguments: Arguments) -> list[str]:
    found = slice_of(
        stamps,
        oldest=_bound(arguments, "oldest", "0"),
        latest=_bound(arguments, "latest", _LAST),
        inclusive=arguments.flag("inclusive"),
    )
    cursor = str(arguments.get("cursor") or "")
    if not cursor.startswith("next_ts:"):
        return found
    return found[: bisect_right(found, cursor.removeprefix("next_ts:"))]


def _bound(arguments: Arguments, name: str, default: str) -> str:
    value = str(arguments.get(name) or default)
    whole, _, part = value.partition(".")
    if not whole.isdigit() or (part and not part.isdigit()):
        raise SlackError(f"invalid_ts_{name}")
    return f"{whole:0>10}.{part:0<6}"


def _read(message: Json, arguments: Arguments) -> Json:
    if "metadata" in message and not arguments.flag("include_all_metadata"):
        return {key: value for key, value in message.items() if key != "metadata"}
    return message


METHODS: dict[str, Any] = {
    "conversations.list": list_,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.join": join,
    "conversations.history": history,
    "conversations.replies": replies,
}
