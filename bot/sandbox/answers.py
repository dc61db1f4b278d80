"""Answers of the app to an interaction: what it acknowledged with, and what it posts to a `response_url`."""

import json
import time

from aiohttp import web

from bot.sandbox import messages
from bot.sandbox.api_chat import content
from bot.sandbox.arguments import Arguments
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Channel, ResponseUrl, Workspace

_HALF_AN_HOUR = 1800.0


def new_response_url(ws: Workspace, answer: ResponseUrl) -> str:
    """An address where the app may answer."""
    key = ws.ids.secret()
    ws.response_urls[key] = answer
    return f"{ws.base_url}/response/{key}"


def give(ws: Workspace, to: ResponseUrl, body: Json) -> None:
    """Shows an answer: to the person alone or in the channel, anew or in the stead of the message it answers.

    Raises:
        SlackError: `no_text`, `invalid_blocks` and the like.
    """
    channel = ws.channels[to.channel]
    asked = Arguments(body)
    if asked.flag("delete_original") and to.ts:
        _delete(ws, channel, to)
        return
    fields = content(asked)
    if asked.flag("replace_original") and to.ts:
        _replace(ws, channel, to, fields)
        return
    thread = body.get("thread_ts") or (to.thread_ts if to.ts else None)
    message = {**messages.app_fields(), **fields, **({"thread_ts": thread} if thread else {})}
    if body.get("response_type") == "in_channel":
        messages.post(ws, channel, message)
    else:
        messages.show_to(ws, channel, to.user, message)


async def handle(ws: Workspace, request: web.Request) -> web.Response:
    """Takes a post to a `response_url`."""
    to = ws.response_urls.get(request.match_info["key"])
    if to is None or to.left <= 0 or time.monotonic() - to.made > _HALF_AN_HOUR:
        return web.json_response({"ok": False, "error": "used_url" if to else "expired_url"}, status=404)
    to.left -= 1
    try:
        body = json.loads(await request.text())
        with ws.changed:
            give(ws, to, body)
    except ValueError:
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    except SlackError as error:
        return web.json_response(error.answer(), status=400)
    return web.Response(text="ok")


def _replace(ws: Workspace, channel: Channel, to: ResponseUrl, fields: Json) -> None:
    shown = ws.ephemerals.get(to.user, [])
    if any(one["ts"] == to.ts for one in shown):
        fields = {"blocks": [], **fields}
        ws.ephemerals[to.user] = [{**one, **fields} if one["ts"] == to.ts else one for one in shown]
        ws.ticks.pop((to.ts or "", to.user), None)
        ws.note_change()
    else:
        messages.change(ws, channel, to.ts or "", channel.message(to.ts or "")["user"], {"blocks": [], **fields})


def _delete(ws: Workspace, channel: Channel, to: ResponseUrl) -> None:
    shown = ws.ephemerals.get(to.user, [])
    if any(one["ts"] == to.ts for one in shown):
        ws.ephemerals[to.user] = [one for one in shown if one["ts"] != to.ts]
        ws.note_change()
    else:
        messages.delete(ws, channel, to.ts or "")
