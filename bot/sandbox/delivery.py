"""Getting events, clicks and commands to the app: acknowledged within three seconds, or sent again."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from bot.sandbox import people
from bot.sandbox.scopes import hears
from bot.sandbox.shapes import Json
from bot.sandbox.workspace import Workspace

EVENT, COMMAND, INTERACTIVE = "events_api", "slash_commands", "interactive"


class NotDelivered(Exception):  # noqa: N818 - a state that is retried, not an error of the program
    """Nobody acknowledged: the reason as Slack names it, and whether the app asked not to hear it again."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(slots=True)
class Parcel:
    """One thing for the app.

    Attributes:
        kind: `events_api`, `slash_commands` or `interactive`.
        payload: Slack's JSON.
        attempt: 0 for the first delivery.
        reason: Why it is sent again.
    """

    kind: str
    payload: Json
    attempt: int = 0
    reason: str = ""
    sent: list[float] = field(default_factory=list)


class Route(Protocol):
    """A way to the app: Socket Mode, or HTTP."""

    async def send(self, parcel: Parcel, seconds: float) -> Json:
        """Delivers; returns what the app acknowledged with (empty: nothing). Raises `NotDelivered`."""
        ...


class Delivery:
    """Takes events from the workspace to the app.

    Args:
        ws: The workspace whose events it carries.
        route: How the app is reached at the start.
        ack_timeout: Seconds the app has to acknowledge.
        retry_delays: Seconds before each further delivery of an event; Slack waits 0, 60 and 300.
    """

    def __init__(
        self, ws: Workspace, route: Route, *, ack_timeout: float = 3.0, retry_delays: tuple[float, ...] = (0, 0.2, 0.5)
    ) -> None:
        self.route = route
        self.paused = False
        self.lost: list[Parcel] = []
        self._ws = ws
        self._ack_timeout = ack_timeout
        self._retry_delays = retry_delays
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._busy = 0
        ws.event_listeners.append(self._take)

    async def deliver(self, kind: str, payload: Json) -> Json | None:
        """Delivers a click or a command, once, as Slack does.

        Returns:
            What the app acknowledged with, or None if it did not.
        """
        parcel = Parcel(kind, payload)
        try:
            return await self._send(parcel)
        except NotDelivered as failure:
            self._lose(parcel, failure.reason)
            return None

    @property
    def busy(self) -> int:
        """How many events are on their way."""
        return self._busy

    async def stop(self) -> None:
        """Drops what is on its way."""
        self._ws.event_listeners.remove(self._take)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, event: Json) -> None:
        if hears(self._ws, event):
            self._busy += 1
            self._loop.call_soon_threadsafe(self._start, Parcel(EVENT, _wrapped(self._ws, event)))

    def _start(self, parcel: Parcel) -> None:
        task = self._loop.create_task(self._deliver_event(parcel))
        self._tasks.add(task)
        task.add_done_callback(self._finish)

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        with self._ws.changed:
            self._busy -= 1
            self._ws.changed.notify_all()

    async def _deliver_event(self, parcel: Parcel) -> None:
        for delay in self._delays():
            try:
                await self._send(parcel)
            except NotDelivered as failure:
                if failure.final or delay is None:
                    self._lose(parcel, failure.reason)
                    return
                await asyncio.sleep(delay)
                parcel.attempt, parcel.reason = parcel.attempt + 1, failure.reason
            else:
                return

    def _delays(self) -> Iterator[float | None]:
        yield from self._retry_delays
        yield None

    async def _send(self, parcel: Parcel) -> Json:
        if self.paused:
            raise NotDelivered("paused", final=True)
        parcel.sent.append(time.monotonic())
        return await self.route.send(parcel, self._ack_timeout)

    def _lose(self, parcel: Parcel, reason: str) -> None:
        parcel.reason = reason
        self.lost.append(parcel)


def _wrapped(ws: Workspace, event: Json) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": people.TEAM,
        "user_id": people.BOT,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "sandbox",
        "team_id": people.TEAM,
        "context_team_id": people.TEAM,
        "context_enterprise_id": None,
        "api_app_id": people.APP,
        "event": event,
        "type": "event_callback",
        "event_id": ws.ids.new("Ev"),
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": ws.ids.new("4-"),
    }
