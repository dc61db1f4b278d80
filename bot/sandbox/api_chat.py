"""Web API: the chat.* methods."""

from typing import Any

from bot.sandbox import messages, people
from bot.sandbox.api_conversations import joined, visible
from bot.sandbox.arguments import Arguments
from bot.sandbox.blocks import accept
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, Workspace

_LONG_POST = 40_000
_LONG_UPDATE_BYTES = 4_000


def content(arguments: Arguments) -> Json:
    """The text and blocks of a message; raises `no_text`, `msg_too_long`, `invalid_blocks`."""
    text = str(arguments.get("text") or "")
    blocks = arguments.parsed("blocks", "invalid_blocks_format")
    if len(text) > _LONG_POST:
        raise SlackError("msg_too_long")
    if not text and not blocks and not arguments.get("attachments"):
        raise SlackError("no_text")
    return {"text": text, **({"blocks": accept(blocks)} if blocks else {})}


def post_message(ws: Workspace, arguments: Arguments) -> Json:
    """chat.postMessage: to a channel by id or name, or to a person."""
    channel = _target(ws, arguments.text("channel"))
    message = {**messages.app_fields(), **content(arguments), **_thread(arguments)}
    metadata = arguments.parsed("metadata", "invalid_metadata_format")
    if metadata:
        message["metadata"] = metadata
    stored = messages.post(ws, channel, message)
    return {"channel": channel.id, "ts": stored["ts"], "message": stored}


def update(ws: Workspace, arguments: Arguments) -> Json:
    """chat.update: own messages only; a new text without blocks takes the old blocks away."""
    channel = joined(ws, arguments.text("channel"))
    ts = arguments.text("ts")
    _own(channel, ts, "cant_update_message")
    if len(str(arguments.get("text") or "").encode()) > _LONG_UPDATE_BYTES:
        raise SlackError("msg_too_long")
    fields = content(arguments)
    if arguments.get("text") and "blocks" not in fields:
        fields["blocks"] = []
    metadata = arguments.parsed("metadata", "invalid_metadata_format")
    if metadata:
        fields["metadata"] = metadata
    stored = messages.change(ws, channel, ts, people.BOT, fields)
    return {"channel": channel.id, "ts": ts, "text": stored["text"], "message": stored}


def delete(ws: Workspace, arguments: Arguments) -> Json:
    """chat.delete: own messages only."""
    channel = joined(ws, arguments.text("channel"))
    ts = arguments.text("ts")
    _own(channel, ts, "cant_delete_message")
    messages.delete(ws, channel, ts)
    return {"channel": channel.id, "ts": ts}


def post_ephemeral(ws: Workspace, arguments: Arguments) -> Json:
    """chat.postEphemeral: to one person in the channel."""
    channel = joined(ws, arguments.text("channel"))
    user = ws.user(arguments.text("user"))["id"]
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    shown = {**messages.app_fields(), **content(arguments), **_thread(arguments)}
    return {"message_ts": messages.show_to(ws, channel, user, shown)["ts"]}


def permalink(ws: Workspace, arguments: Arguments) -> Json:
    """chat.getPermalink."""
    channel = visible(ws, arguments.text("channel"))
    ts = arguments.text("message_ts")
    message = channel.message(ts)
    link = f"{ws.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.get("thread_ts", ts) != ts:
        link += f"?thread_ts={message['thread_ts']}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _target(ws: Workspace, name: str) -> Channel:
    return ws.im_with(name) if name in ws.users else joined(ws, name)


def _thread(arguments: Arguments) -> Json:
    thread = arguments.get("thread_ts")
    return {"thread_ts": str(thread)} if thread else {}


def _own(channel: Channel, ts: str, error: str) -> None:
    message = channel.message(ts)
    if message.get("bot_id") != people.BOT_PROFILE:
        raise SlackError(error)


METHODS: dict[str, Any] = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": permalink,
}
