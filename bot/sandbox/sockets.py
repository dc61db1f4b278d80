"""Socket Mode: the app connects, envelopes go out on one of its connections, acknowledgements come back."""

import asyncio
import itertools
import json

from aiohttp import WSMsgType, web

from bot.sandbox import people
from bot.sandbox.delivery import EVENT, NotDelivered, Parcel
from bot.sandbox.shapes import Json
from bot.sandbox.workspace import Workspace


class SocketRoute:
    """The app's Socket Mode connections.

    Attributes:
        opened: How many connections there ever were.

    Args:
        ws: The workspace; waiting threads are woken when a connection comes or goes.
    """

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self.opened = 0
        self._tickets: set[str] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self._turns = itertools.count()
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._sockets)

    def ticket(self) -> str:
        """A ticket for one connection, part of the address that `apps.connections.open` gives."""
        ticket = self._ws.ids.secret()
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Holds one connection of the app."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=404, text="no such ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        await socket.send_json(self._hello())
        self._sockets.append(socket)
        self.opened += 1
        self._wake()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(message.data)
        finally:
            if socket in self._sockets:
                self._sockets.remove(socket)
            self._wake()
        return socket

    async def send(self, parcel: Parcel, seconds: float) -> Json:
        """Sends an envelope and waits for its acknowledgement; raises `NotDelivered`."""
        if not self._sockets:
            # A first delivery nobody listens for is lost; a later one waits for the app to connect again.
            raise NotDelivered("no_connection", final=parcel.attempt == 0)
        socket = self._sockets[next(self._turns) % len(self._sockets)]
        envelope = self._ws.ids.new("env-")
        answer = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = answer
        try:
            await socket.send_str(_envelope(envelope, parcel))
            return await asyncio.wait_for(answer, seconds)
        except (TimeoutError, ConnectionError):
            raise NotDelivered("timeout") from None
        finally:
            del self._waiting[envelope]

    async def drop(self, *, warn: bool = False) -> None:
        """Closes every connection; with `warn` the app is asked to renew them and they stay open."""
        if warn:
            for socket in self._sockets:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested", "debug_info": {}})
            return
        sockets, self._sockets = self._sockets, []
        await asyncio.gather(*(socket.close(code=1001, drain=False) for socket in sockets))
        self._wake()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets) + 1,
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": people.APP},
        }

    def _receive(self, text: str) -> None:
        message = json.loads(text)
        waiting = self._waiting.get(message.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload") or {})

    def _wake(self) -> None:
        with self._ws.changed:
            self._ws.note_change()


def _envelope(envelope: str, parcel: Parcel) -> str:
    body = {
        "envelope_id": envelope,
        "payload": parcel.payload,
        "type": parcel.kind,
        "accepts_response_payload": parcel.kind != EVENT,
    }
    if parcel.kind == EVENT:
        body |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return json.dumps(body)
