"""The web server in a thread of its own."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox import page_api, site
from bot.sandbox.api import Api, Tokens
from bot.sandbox.delivery import Delivery
from bot.sandbox.interactions import Interactions
from bot.sandbox.posts import HttpRoute
from bot.sandbox.sockets import SocketRoute
from bot.sandbox.workspace import Workspace

_T = TypeVar("_T")


class Runner:
    """Runs the sandbox's server.

    Args:
        ws: The workspace.
        tokens: What the app signs in with.
        port: Where to listen on the machine itself; 0 for any free port.
        ack_timeout: Seconds the app has to acknowledge.
        retry_delays: Seconds before each further delivery of an event.
    """

    def __init__(
        self, ws: Workspace, tokens: Tokens, *, port: int, ack_timeout: float, retry_delays: tuple[float, ...]
    ) -> None:
        self.ws = ws
        self.sockets = SocketRoute(ws)
        self.api = Api(ws, tokens, self._socket_url)
        self.delivery: Delivery
        self.interactions: Interactions
        self._port = port
        self._timing = (ack_timeout, retry_delays)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sandbox", daemon=True)
        self._site: web.AppRunner

    def start(self) -> None:
        """Starts the server; returns when it listens. Raises `OSError` if the port is taken."""
        self._thread.start()
        try:
            self.run(self._start())
        except OSError:
            self._end_loop()
            raise

    def stop(self) -> None:
        """Stops the server and closes every connection."""
        self.run(self._stop())
        self._end_loop()

    def run(self, work: Coroutine[Any, Any, _T], seconds: float = 30) -> _T:
        """Does something in the server's thread and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    async def subscribe_http(self, url: str, secret: str) -> None:
        """From now on posts to the app instead of using its socket."""
        route = HttpRoute(url, secret)
        try:
            await route.verify()
        except BaseException:
            await route.close()
            raise
        await self._leave_http()
        self.delivery.route = route

    async def subscribe_sockets(self) -> None:
        """From now on uses Socket Mode again."""
        await self._leave_http()
        self.delivery.route = self.sockets

    def _socket_url(self) -> str:
        return f"{self.ws.base_url.replace('http', 'ws', 1)}/socket?ticket={self.sockets.ticket()}"

    async def _start(self) -> None:
        ack_timeout, retry_delays = self._timing
        self.delivery = Delivery(self.ws, self.sockets, ack_timeout=ack_timeout, retry_delays=retry_delays)
        self.interactions = Interactions(self.ws, self.delivery)
        app = web.Application(client_max_size=64 * 1024**2)
        site.add_slack(app, self.ws, self.api, self.sockets)
        page_api.add_page(app, self.ws, self.interactions)
        self._site = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._site.setup()
        listener = web.TCPSite(self._site, "127.0.0.1", self._port)
        await listener.start()
        port = self._site.addresses[0][1]
        self.ws.base_url = f"http://127.0.0.1:{port}"

    async def _stop(self) -> None:
        await self.delivery.stop()
        await self._leave_http()
        await self.sockets.drop()
        await self._site.cleanup()

    async def _leave_http(self) -> None:
        if isinstance(self.delivery.route, HttpRoute):
            await self.delivery.route.close()

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        with contextlib.suppress(RuntimeError):
            self._loop.close()
