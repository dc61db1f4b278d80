"""Files of the app: announced, sent to an address of their own, and shared when the app says so."""

import re

from aiohttp import web

from bot.sandbox import files, messages, people
from bot.sandbox.arguments import Arguments
from bot.sandbox.files import Upload
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, Ticket, Workspace

_LONG_ALT = 1000
_LARGE_SNIPPET = 1024**2
_CHANNEL_ID = re.compile(r"[CGDZ][A-Z0-9]{8,}")


def announce(ws: Workspace, arguments: Arguments) -> tuple[str, Ticket]:
    """Gives out an address for one file.

    Returns:
        The address, and what it waits for.

    Raises:
        SlackError: `invalid_arguments`, `missing_argument` for an empty file, `alt_txt_too_large`, `snippet_too_large`.
    """
    name, length = arguments.text("filename"), arguments.text("length")
    alt, snippet = str(arguments.get("alt_txt") or ""), bool(arguments.get("snippet_type"))
    if not length.isdigit():
        raise invalid("must be an integer", "/length")
    if int(length) == 0:
        raise SlackError("missing_argument")
    if len(alt) > _LONG_ALT:
        raise SlackError("alt_txt_too_large")
    if snippet and int(length) > _LARGE_SNIPPET:
        raise SlackError("snippet_too_large")
    ticket = Ticket(ws.ids.new("F"), name, int(length), alt, snippet)
    key = ws.ids.secret()
    ws.tickets[key] = ticket
    return f"{ws.base_url}/upload/v1/{key}", ticket


async def handle(ws: Workspace, request: web.Request) -> web.Response:
    """Takes the bytes of a file, bare or as a form; only once, and only as many as were announced."""
    ticket = ws.tickets.get(request.match_info["key"])
    if ticket is None or ticket.content is not None:
        return web.Response(status=404, text="no such upload")
    content = await _bytes(request)
    if len(content) != ticket.length:
        return web.Response(status=400, text=f"got {len(content)} bytes of {ticket.length}")
    ticket.content = content
    return web.Response(text=f"OK - {len(content)}")


def complete(ws: Workspace, given: list[Json], channel: Channel | None, message: Json) -> list[Json]:
    """Makes files of what was sent, and shares them if there is a channel.

    Args:
        ws: The workspace.
        given: For each file `id` and perhaps `title`.
        channel: Where they are shared; None keeps them private.
        message: Text, blocks and thread of the message that holds them.

    Returns:
        Slack's object for each file.

    Raises:
        SlackError: `file_not_found` for a file that was not announced or has not been sent, `thread_not_found`.
    """
    sent = {_key(ws, one): one for one in given}
    shapes = [_stored(ws, ws.tickets[key], one) for key, one in sent.items()]
    if channel is not None:
        fields = {"subtype": "file_share", "files": shapes, "upload": False, "display_as_bot": False}
        stored = messages.post(ws, channel, {**messages.app_fields(), **message, **fields})
        for shape in shapes:
            ws.files[shape["id"]].shared = [(channel.id, stored["ts"])]
    for key in sent:
        del ws.tickets[key]
    return shapes


def check_channel_id(name: str) -> None:
    """Raises `invalid_arguments` for what is no channel's id: here Slack takes neither names nor people."""
    if not _CHANNEL_ID.fullmatch(name):
        raise invalid(f"input must match regex pattern: ^{_CHANNEL_ID.pattern}$", "/channel_id")


def invalid(problem: str, place: str) -> SlackError:
    """`invalid_arguments` with Slack's message."""
    return SlackError(
        "invalid_arguments", response_metadata={"messages": [f"[ERROR] {problem} [json-pointer:{place}]"]}
    )


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    fields = (await request.post()).values()
    return b"".join(one.file.read() for one in fields if isinstance(one, web.FileField))


def _key(ws: Workspace, given: Json) -> str:
    for key, ticket in ws.tickets.items():
        if ticket.file_id == given.get("id") and ticket.content is not None:
            return key
    raise SlackError("file_not_found")


def _stored(ws: Workspace, ticket: Ticket, given: Json) -> Json:
    content, title = ticket.content or b"", given.get("title", "")
    upload = Upload(ticket.name, content, title, snippet=ticket.snippet, alt=ticket.alt)
    return files.store(ws, people.BOT, upload, ticket.file_id)
