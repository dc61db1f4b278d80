"""What happens to messages: said, changed, taken back, reacted to. Each change tells the app by an event."""

import re
import time
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import Any

from bot.sandbox import people
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, Workspace

_EMOJI_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def post(ws: Workspace, channel: Channel, message: Json) -> Json:
    """Puts a message into a channel.

    Args:
        ws: The workspace.
        channel: Where it is said.
        message: Slack's message object without `type`, `team` and `ts`; with `thread_ts` it is a reply.

    Returns:
        The stored message.

    Raises:
        SlackError: `thread_not_found` if there is no such thread.
    """
    with ws.changed:
        ts = ws.ids.ts()
        stored = {"type": "message", "team": people.TEAM, **message, "ts": ts}
        thread = stored.get("thread_ts")
        if thread is not None:
            stored |= _join_thread(channel, thread, ts, stored["user"])
        else:
            insort(channel.tops, ts)
        channel.messages[ts] = stored
        ws.emit(_event(channel, ts, stored))
        ws.note_change()
        return stored


def change(ws: Workspace, channel: Channel, ts: str, editor: str, fields: Json) -> Json:
    """Gives a message new content; the app hears `message_changed`."""
    with ws.changed:
        before = channel.message(ts)
        after = {**before, **fields, "edited": {"user": editor, "ts": ws.ids.ts()}}
        channel.messages[ts] = after
        for key in [key for key in ws.ticks if key[0] == ts]:
            del ws.ticks[key]
        _tell(ws, channel, "message_changed", message=after, previous_message=before)
        return after


def delete(ws: Workspace, channel: Channel, ts: str, *, tombstone: bool = True) -> None:
    """Takes a message away.

    A message with replies leaves a tombstone behind, which the app hears as `message_changed`; any other goes
    wholly, as `message_deleted`. Slack has been seen to send `message_deleted` for the first kind too.

    Args:
        ws: The workspace.
        channel: Where it was said.
        ts: Its time stamp.
        tombstone: False for a message with replies that goes as `message_deleted`.
    """
    with ws.changed:
        before = channel.message(ts)
        if channel.replies.get(ts) and tombstone and before.get("subtype") != "tombstone":
            channel.messages[ts] = after = _tombstone(before)
            _tell(ws, channel, "message_changed", message=after, previous_message=before)
            return
        _forget(channel, before)
        _tell(ws, channel, "message_deleted", deleted_ts=ts, previous_message=before)


def react(ws: Workspace, channel: Channel, ts: str, user: str, name: str) -> None:
    """Adds a person's reaction; raises `already_reacted`, `invalid_name` or `message_not_found`."""
    with ws.changed:
        message = channel.message(ts)
        if not _EMOJI_NAME.fullmatch(name):
            raise SlackError("invalid_name")
        users = _reacted(message).get(name, [])
        if user in users:
            raise SlackError("already_reacted")
        _set_reactions(channel, message, {**_reacted(message), name: [*users, user]})
        _tell_reaction(ws, channel, message, {"type": "reaction_added", "user": user, "reaction": name})


def unreact(ws: Workspace, channel: Channel, ts: str, user: str, name: str) -> None:
    """Takes a person's reaction back; raises `no_reaction` or `message_not_found`."""
    with ws.changed:
        message = channel.message(ts)
        users = _reacted(message).get(name, [])
        if user not in users:
            raise SlackError("no_reaction")
        left = [one for one in users if one != user]
        _set_reactions(channel, message, {**_reacted(message), name: left})
        _tell_reaction(ws, channel, message, {"type": "reaction_removed", "user": user, "reaction": name})


def show_to(ws: Workspace, channel: Channel, user: str, message: Json) -> Json:
    """Shows a message to one person alone; the app gets no event for it."""
    with ws.changed:
        shown = {
            "type": "message",
            "subtype": "bot_message",
            **message,
            "ts": ws.ids.ts(),
            "channel": channel.id,
            "is_ephemeral": True,
        }
        ws.ephemerals.setdefault(user, []).append(shown)
        ws.note_change()
        return shown


def app_fields() -> Json:
    """What marks a message as the app's own."""
    profile = {"id": people.BOT_PROFILE, "app_id": people.APP, "name": "SNS審査デスク", "deleted": False}
    return {
        "user": people.BOT,
        "bot_id": people.BOT_PROFILE,
        "app_id": people.APP,
        "bot_profile": {**profile, "team_id": people.TEAM, "updated": int(time.time())},
    }


def slice_of(stamps: list[str], *, oldest: str, latest: str, inclusive: bool) -> list[str]:
    """The time stamps between two bounds, as `conversations.history` counts them."""
    start = bisect_left(stamps, oldest) if inclusive else bisect_right(stamps, oldest)
    end = bisect_right(stamps, latest) if inclusive else bisect_left(stamps, latest)
    return stamps[start:end]


def _event(channel: Channel, ts: str, fields: Json) -> Json:
    # The metadata of a message is told by an event of its own.
    bare = {key: value for key, value in fields.items() if key != "metadata"}
    return {**bare, "channel": channel.id, "event_ts": ts, "channel_type": channel.type}


def _tell(ws: Workspace, channel: Channel, subtype: str, **fields: Any) -> None:
    ts = ws.ids.ts()
    ws.emit(_event(channel, ts, {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, **fields}))
    ws.note_change()


def _join_thread(channel: Channel, thread: str, ts: str, user: str) -> Json:
    root = channel.messages.get(thread)
    if root is None or root.get("thread_ts", thread) != thread:
        raise SlackError("thread_not_found")
    channel.replies.setdefault(thread, []).append(ts)
    _count_replies(channel, thread, {**_reply_users(channel, thread), user: True})
    return {"parent_user_id": root["user"]}


def _reply_users(channel: Channel, thread: str) -> dict[str, bool]:
    stamps = channel.replies.get(thread, ())
    return {channel.messages[ts]["user"]: True for ts in stamps if ts in channel.messages}


def _count_replies(channel: Channel, thread: str, users: Iterable[str]) -> None:
    root = channel.messages.get(thread)
    if root is None:
        return
    stamps = channel.replies[thread]
    channel.messages[thread] = {
        **root,
        "thread_ts": thread,
        "reply_count": len(stamps),
        "reply_users": list(users),
        "reply_users_count": len(list(users)),
        "latest_reply": stamps[-1] if stamps else "0000000000.000000",
        "is_locked": False,
        "subscribed": False,
    }


def _forget(channel: Channel, message: Json) -> None:
    ts, thread = message["ts"], message.get("thread_ts")
    del channel.messages[ts]
    if thread is None or thread == ts:
        channel.tops.remove(ts)
        return
    channel.replies[thread].remove(ts)
    _count_replies(channel, thread, _reply_users(channel, thread))


_THREAD_FIELDS = ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply", "is_locked")


def _tombstone(message: Json) -> Json:
    kept = {key: message[key] for key in ("type", "ts", *_THREAD_FIELDS) if key in message}
    return {
        **kept,
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": people.SLACKBOT,
        "hidden": True,
        "parent_user_id": people.SLACKBOT,
        "subscribed": False,
    }


def _reacted(message: Json) -> dict[str, list[str]]:
    return {one["name"]: one["users"] for one in message.get("reactions", ())}


def _set_reactions(channel: Channel, message: Json, reacted: dict[str, list[str]]) -> None:
    reactions = [{"name": name, "users": users, "count": len(users)} for name, users in reacted.items() if users]
    bare = {key: value for key, value in message.items() if key != "reactions"}
    channel.messages[message["ts"]] = {**bare, "reactions": reactions} if reactions else bare


def _tell_reaction(ws: Workspace, channel: Channel, message: Json, change: Json) -> None:
    item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
    ws.emit({**change, "item": item, "item_user": message["user"], "event_ts": ws.ids.ts()})
    ws.note_change()
