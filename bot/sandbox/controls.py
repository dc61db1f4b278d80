"""The sandbox's own switches: start and stop, wait, break things, change who people are."""

from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.sandbox import people
from bot.sandbox.api import Call, Failure, Tokens
from bot.sandbox.delivery import Parcel
from bot.sandbox.runner import Runner
from bot.sandbox.shapes import Json
from bot.sandbox.workspace import Workspace

_T = TypeVar("_T")


class Controls:
    """A running workspace, without its people's hands.

    Attributes:
        workspace: What Slack knows.
        bot_token: The bot's token.
        app_token: The token for Socket Mode.
        signing_secret: What HTTP deliveries are signed with.
        channel: Id of #sns-review; the bot is in it.
        approvers: Who decides in the demo: the managers' user group.

    Args:
        manifest: The app's manifest.
        port: Where to listen on this machine; 0 for any free port.
        members: User ids in the review channel besides the bot; by default everyone who is active.
        ack_timeout: Seconds the app has to acknowledge.
        retry_delays: Seconds before each further delivery of an event.
    """

    def __init__(
        self,
        *,
        manifest: Json,
        port: int = 0,
        members: Iterable[str] | None = None,
        ack_timeout: float = 3.0,
        retry_delays: tuple[float, ...] = (0, 0.2, 0.5),
    ) -> None:
        self.workspace = Workspace(manifest, members)
        secret = self.workspace.ids.secret
        self.bot_token = f"xoxb-{secret()}"
        self.app_token = f"xapp-{secret()}"
        self.signing_secret = secret()
        self.channel = people.REVIEW_CHANNEL
        self.approvers = (people.MANAGERS,)
        tokens = Tokens(self.bot_token, self.app_token)
        self._runner = Runner(self.workspace, tokens, port=port, ack_timeout=ack_timeout, retry_delays=retry_delays)

    def start(self) -> Self:
        """Starts the server; raises `OSError` if the port is taken."""
        self._runner.start()
        return self

    def stop(self) -> None:
        """Stops the server."""
        self._runner.stop()

    def __enter__(self) -> Self:
        """Starts the server."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the server."""
        self.stop()

    @property
    def url(self) -> str:
        """The page in the browser."""
        return self.workspace.base_url

    @property
    def api_url(self) -> str:
        """What the bot's `SLACK_API_URL` must be."""
        return f"{self.url}/api/"

    def wait_for(self, predicate: Callable[[], _T | None], timeout: float = 10) -> _T:
        """Waits until `predicate()` is true of some state, and returns its value. Raises `TimeoutError`."""
        with self.workspace.changed:
            value = self.workspace.changed.wait_for(predicate, timeout)
        if not value:
            raise TimeoutError(f"nothing of the kind within {timeout} s; the app's last calls: {self.calls[-5:]}")
        return value

    def wait_until_delivered(self, timeout: float = 10) -> None:
        """Waits until every event so far is acknowledged or given up."""
        self.wait_for(lambda: not self._runner.delivery.busy, timeout)

    def wait_connected(self, count: int = 1, timeout: float = 10) -> None:
        """Waits until the app holds that many Socket Mode connections."""
        self.wait_for(lambda: self.connections >= count, timeout)

    @property
    def connections(self) -> int:
        """How many Socket Mode connections the app holds."""
        return self._runner.sockets.connections

    @property
    def connected(self) -> int:
        """How many Socket Mode connections the app ever made."""
        return self._runner.sockets.opened

    @property
    def calls(self) -> list[Call]:
        """Each Web API call the app made: method, arguments, error (None if it worked)."""
        return self._runner.api.calls

    @property
    def lost(self) -> list[Parcel]:
        """What the app never acknowledged."""
        return self._runner.delivery.lost

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """Lets the next calls of a method fail.

        Args:
            method: Such as `chat.update`.
            error: Slack's code; `ratelimited` if only `retry_after` is given.
            status: HTTP status; 429 with `retry_after`, else 200 with an error and 500 without.
            retry_after: Seconds for the `Retry-After` header.
            times: How many calls.
        """
        if retry_after is not None:
            error, status = error or "ratelimited", status or 429
        failure = Failure(error, status or (200 if error else 500), retry_after, times)
        with self.workspace.changed:
            self._runner.api.failures[method] = failure

    def drop_sockets(self, *, warn: bool = False) -> None:
        """Closes the Socket Mode connections; with `warn` asks the app to renew them instead, as Slack does."""
        self._runner.run(self._runner.sockets.drop(warn=warn))

    def pause(self) -> None:
        """From now on nothing reaches the app, and what happens is lost to it."""
        self._runner.delivery.paused = True

    def resume(self) -> None:
        """Events reach the app again."""
        self._runner.delivery.paused = False

    def subscribe_http(self, url: str) -> None:
        """Delivers by signed HTTP POST from now on; raises `url_verification_failed`."""
        self._runner.run(self._runner.subscribe_http(url, self.signing_secret))

    def subscribe_sockets(self) -> None:
        """Delivers by Socket Mode again."""
        self._runner.run(self._runner.subscribe_sockets())

    def set_group(self, group: str, users: Sequence[str]) -> None:
        """Changes who is in a user group."""
        with self.workspace.changed:
            held = self.workspace.groups[group]
            self.workspace.groups[group] = {**held, "users": list(users), "user_count": len(users)}

    def set_user(self, user: str, **flags: Any) -> None:
        """Changes fields of a user, such as `deleted=True`."""
        with self.workspace.changed:
            self.workspace.users[user] = {**self.workspace.user(user), **flags}

    def leave(self, channel: str, user: str = people.BOT) -> None:
        """Takes a person, or the bot, out of a channel."""
        with self.workspace.changed:
            self.workspace.channel(channel).members.discard(user)
            self.workspace.note_change()

    def join(self, channel: str, user: str = people.BOT) -> None:
        """Puts a person, or the bot, into a channel."""
        with self.workspace.changed:
            self.workspace.channel(channel).members.add(user)
            self.workspace.note_change()
