"""Web API: the files.* methods."""

from typing import Any

from bot.sandbox import files, people, uploads
from bot.sandbox.api_conversations import joined
from bot.sandbox.arguments import Arguments
from bot.sandbox.blocks import accept
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace


def info(ws: Workspace, arguments: Arguments) -> Json:
    """files.info: the app's own files, and those shared where the app is."""
    stored = files.get(ws, arguments.text("file"))
    seen = any(people.BOT in ws.channels[channel].members for channel, _ in stored.shared)
    if not seen and stored.shape["user"] != people.BOT:
        raise SlackError("file_not_found")
    shares = {channel: [{"ts": ts}] for channel, ts in stored.shared}
    shape = {**stored.shape, "shares": {"public": shares}, "channels": list(shares)}
    return {"file": shape, "comments": [], "response_metadata": {"next_cursor": ""}}


def get_upload_url(ws: Workspace, arguments: Arguments) -> Json:
    """files.getUploadURLExternal."""
    url, ticket = uploads.announce(ws, arguments)
    return {"upload_url": url, "file_id": ticket.file_id}


def complete_upload(ws: Workspace, arguments: Arguments) -> Json:
    """files.completeUploadExternal: to one channel, or to none and private."""
    given = arguments.parsed("files", "invalid_arguments")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise uploads.invalid("must be an array of objects", "/files")
    name = arguments.get("channel_id")
    channel = None
    if name:
        uploads.check_channel_id(str(name))
        channel = joined(ws, str(name))
    return {"files": uploads.complete(ws, given, channel, _message(arguments))}


def _message(arguments: Arguments) -> Json:
    thread = arguments.get("thread_ts")
    message: Json = {"text": str(arguments.get("initial_comment") or "")}
    blocks = arguments.parsed("blocks", "invalid_blocks_format")
    if blocks and not message["text"]:
        message["blocks"] = accept(blocks)
    return {**message, **({"thread_ts": str(thread)} if thread else {})}


METHODS: dict[str, Any] = {
    "files.info": info,
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
}
