"""What the page in the browser reads and does, as one of the people."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files as package_files
from typing import Any

from aiohttp import web

from bot.sandbox import hands, people
from bot.sandbox.clicks import Click
from bot.sandbox.files import Upload, edit_snippet, get
from bot.sandbox.hands import Said
from bot.sandbox.interactions import Interactions
from bot.sandbox.samples import samples
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.text import emoji_names
from bot.sandbox.workspace import Channel, Workspace

_TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
_ROLES = [person for person in people.PEOPLE if person.role != "アプリ" and not dict(person.flags).get("deleted")]
_SECURITY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; base-uri 'none'",
    "Cache-Control": "no-store",
}


@dataclass(slots=True)
class Page:
    """The page's endpoints."""

    ws: Workspace
    interactions: Interactions

    async def asset(self, request: web.Request) -> web.Response:
        """A static file of the page."""
        name = request.match_info.get("name", "index.html")
        found = package_files("bot.sandbox").joinpath("page", name)
        if "/" in name or not found.is_file():
            raise web.HTTPNotFound
        kind = _TYPES[name.rpartition(".")[2]]
        return web.Response(body=found.read_bytes(), content_type=kind, charset="utf-8", headers=_SECURITY)

    async def start(self, _: web.Request) -> web.Response:
        """What never changes: roles, commands, sample drafts."""
        roles = [{"id": one.id, "name": one.display, "role": one.role} for one in _ROLES]
        commands = self.ws.manifest["features"].get("slash_commands", [])
        shortcuts = self.ws.manifest["features"].get("shortcuts", [])
        drafts = [sample.as_json() for sample in samples(datetime.now(tz=UTC).date())]
        return web.json_response(
            {
                "roles": roles,
                "commands": commands,
                "shortcuts": shortcuts,
                "samples": drafts,
                "emoji": emoji_names(),
                "bot": people.BOT,
            }
        )

    async def state(self, request: web.Request) -> web.Response:
        """All that a person sees."""
        user, wanted = request.query["user"], request.query.get("channel", "")
        with self.ws.changed:
            mine = [one for one in self.ws.channels.values() if user in one.members]
            body: Json = {
                "version": self.ws.version,
                "users": {id_: one["profile"]["display_name"] for id_, one in self.ws.users.items()},
                "choosable": [id_ for id_, one in self.ws.users.items() if not one["deleted"]],
                "groups": {id_: one["handle"] for id_, one in self.ws.groups.items()},
                "channels": [_listed(one, user) for one in mine],
                "modals": self.ws.modals.get(user, []),
                "home": self.ws.homes.get(user),
                **_content(self.ws, user, next((one for one in mine if one.id == wanted), None)),
            }
        return web.json_response(body)

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """A stream with a word for each change."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def wake(_: int) -> None:
            loop.call_soon_threadsafe(changed.set)

        self.ws.change_listeners.append(wake)
        try:
            while True:
                await response.write(f"data: {self.ws.version}\n\n".encode())
                await changed.wait()
                changed.clear()
        except (ConnectionError, asyncio.CancelledError):
            return response
        finally:
            self.ws.change_listeners.remove(wake)

    async def do(self, request: web.Request) -> web.Response:
        """Something a person does; the body is `{"do": …, "user": …}` and what it needs."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        body = json.loads(await request.text())
        try:
            result = await self._deeds()[body["do"]](body)
        except SlackError as error:
            return web.json_response(error.answer(), status=400)
        return web.json_response({"ok": True, "result": result})

    async def file(self, request: web.Request) -> web.Response:
        """A shared file, for the eyes of the page."""
        try:
            stored = get(self.ws, request.match_info["file"])
        except SlackError:
            raise web.HTTPNotFound from None
        kind = stored.shape["mimetype"]
        safe = kind if kind.startswith("image/") and "svg" not in kind else "text/plain"
        headers = {"X-Content-Type-Options": "nosniff", **_SECURITY}
        return web.Response(body=stored.content, content_type=safe, charset="utf-8", headers=headers)

    def _deeds(self) -> dict[str, Callable[[Json], Awaitable[Any]]]:
        return {
            "post": self._post,
            "edit": self._edit,
            "edit_snippet": self._edit_snippet,
            "delete": self._delete,
            "react": self._react,
            "act": self._act,
            "command": self._command,
            "submit": self._submit,
            "close": self._close,
            "message_shortcut": self._message_shortcut,
            "global_shortcut": self._global_shortcut,
            "home": self._home,
        }

    async def _post(self, body: Json) -> str:
        uploads = [_upload(one) for one in body.get("files", ())]
        said = Said(body.get("text", ""), body["channel"], body.get("thread_ts"), uploads)
        return str(hands.say(self.ws, body["user"], said)["ts"])

    async def _edit(self, body: Json) -> None:
        hands.edit(self.ws, body["user"], body["ts"], body["text"])

    async def _edit_snippet(self, body: Json) -> None:
        edit_snippet(self.ws, body["user"], body["file"], body["text"])

    async def _delete(self, body: Json) -> None:
        hands.delete(self.ws, body["user"], body["ts"])

    async def _react(self, body: Json) -> None:
        try:
            hands.react(self.ws, body["user"], body["ts"], body["name"])
        except SlackError as error:
            if error.error != "already_reacted":
                raise
            hands.unreact(self.ws, body["user"], body["ts"], body["name"])

    async def _act(self, body: Json) -> bool:
        given = (body.get("value"), body.get("block_id"), body.get("filled") or {})
        return await self.interactions.act(Click(body["user"], body["where"], body["action_id"], *given))

    async def _command(self, body: Json) -> None:
        await self.interactions.command(body["user"], body["command"], body["text"], body["channel"])

    async def _submit(self, body: Json) -> Json:
        return await self.interactions.submit(body["user"], body["view"], body.get("values"))

    async def _close(self, body: Json) -> None:
        await self.interactions.close(body["user"], body["view"], every=body.get("every", False))

    async def _message_shortcut(self, body: Json) -> bool:
        return await self.interactions.message_shortcut(body["user"], body["callback_id"], body["ts"])

    async def _global_shortcut(self, body: Json) -> bool:
        return await self.interactions.global_shortcut(body["user"], body["callback_id"])

    async def _home(self, body: Json) -> None:
        hands.open_home(self.ws, body["user"])


def add_page(app: web.Application, ws: Workspace, interactions: Interactions) -> None:
    """Adds the page and its endpoints."""
    page = Page(ws, interactions)
    app.router.add_get("/", page.asset)
    app.router.add_get("/archives/{channel}/{message}", page.asset)
    app.router.add_get("/page/start", page.start)
    app.router.add_get("/page/state", page.state)
    app.router.add_get("/page/changes", page.changes)
    app.router.add_post("/page/do", page.do)
    app.router.add_get("/page/files/{file}", page.file)
    app.router.add_get("/{name}", page.asset)


def _listed(channel: Channel, user: str) -> Json:
    name = "SNS審査デスク" if channel.is_im else channel.name
    return {"id": channel.id, "name": name, "private": channel.is_private, "im": channel.is_im, "user": user}


def _content(ws: Workspace, user: str, channel: Channel | None) -> Json:
    if channel is None:
        return {"messages": [], "ephemerals": [], "ticks": {}}
    threads = {ts: [channel.messages[one] for one in stamps] for ts, stamps in channel.replies.items()}
    return {
        "messages": [{**channel.messages[ts], "replies": threads.get(ts, [])} for ts in channel.tops],
        "ephemerals": [one for one in ws.ephemerals.get(user, ()) if one["channel"] == channel.id],
        "ticks": {ts: values for (ts, who), values in ws.ticks.items() if who == user},
    }


def _upload(given: Json) -> Upload:
    if given.get("snippet"):
        return Upload(given["name"], given["content"], snippet=True)
    return Upload(given["name"], base64.b64decode(given["content"]), mimetype=given.get("mimetype", ""))
