"""The web server's routes: Web API, Socket Mode, files, response addresses; and the page lies beside them."""

from aiohttp import web

from bot.sandbox import answers, uploads
from bot.sandbox.api import Api
from bot.sandbox.sockets import SocketRoute
from bot.sandbox.workspace import Workspace

_LOGIN = "<!DOCTYPE html><html><head><title>Slack</title></head><body>サインインしてください</body></html>"


def add_slack(app: web.Application, ws: Workspace, api: Api, sockets: SocketRoute) -> None:
    """Adds what the bot talks to."""

    async def respond(request: web.Request) -> web.Response:
        return await answers.handle(ws, request)

    async def receive(request: web.Request) -> web.Response:
        return await uploads.handle(ws, request)

    async def file(request: web.Request) -> web.Response:
        return _file(ws, api, request)

    app.router.add_route("*", "/api/{method}", api.handle)
    app.router.add_get("/socket", sockets.serve)
    app.router.add_post("/response/{key}", respond)
    app.router.add_post("/upload/v1/{key}", receive)
    app.router.add_get("/files-pri/{file}/{name}", file)
    app.router.add_get("/files-pri/{file}/download/{name}", file)


def _file(ws: Workspace, api: Api, request: web.Request) -> web.Response:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token != api.tokens.bot or "files:read" not in ws.scopes:
        # Slack answers a stranger with its login page and status 200.
        return web.Response(text=_LOGIN, content_type="text/html")
    stored = ws.files.get(request.match_info["file"].rpartition("-")[2])
    if stored is None:
        return web.Response(status=404, text="file not found")
    return web.Response(body=stored.content, content_type=stored.shape["mimetype"])
