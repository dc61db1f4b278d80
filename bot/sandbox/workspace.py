"""The state of the workspace, one lock around it, and word of each change.

Messages, files and views are Slack's JSON and are never altered in place: a change puts a new object in the old one's
stead, so that whoever holds one may read it without the lock.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.sandbox import people
from bot.sandbox.ids import Ids
from bot.sandbox.shapes import Json, SlackError


@dataclass(slots=True)
class Channel:
    """A channel and what was said in it.

    Attributes:
        messages: Each message by its time stamp.
        tops: Time stamps of the top-level messages, oldest first.
        replies: Time stamps of the replies of each thread, oldest first.
    """

    id: str
    name: str
    members: set[str]
    is_private: bool = False
    is_im: bool = False
    messages: dict[str, Json] = field(default_factory=dict)
    tops: list[str] = field(default_factory=list)
    replies: dict[str, list[str]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """`channel`, `group` or `im`, as events name it."""
        return "im" if self.is_im else "group" if self.is_private else "channel"

    def message(self, ts: str) -> Json:
        """The message of that time stamp; raises `message_not_found`."""
        try:
            return self.messages[ts]
        except KeyError:
            raise SlackError("message_not_found") from None


@dataclass(slots=True)
class StoredFile:
    """A file: Slack's object for it, its bytes, and where it was shared (channel, message)."""

    shape: Json
    content: bytes
    shared: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Ticket:
    """An upload of the app's: what it announced, and the bytes once they came."""

    file_id: str
    name: str
    length: int
    alt: str = ""
    snippet: bool = False
    content: bytes | None = None


@dataclass(slots=True)
class Trigger:
    """What a person just did, which lets the app open a window for a moment."""

    user: str
    made: float
    view: str | None = None
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where the app may answer one interaction: five times, for half an hour."""

    user: str
    channel: str
    made: float
    ts: str | None = None
    thread_ts: str | None = None
    left: int = 5


class Workspace:
    """Everything Slack knows. Hold `changed` to read several things together or to write.

    Args:
        manifest: The app's manifest: its scopes, events, commands and shortcuts.
        members: User ids in the review channel besides the bot; by default everyone who is active.
    """

    def __init__(self, manifest: Json, members: Iterable[str] | None = None) -> None:
        self.manifest = manifest
        self.scopes = frozenset(manifest["oauth_config"]["scopes"]["bot"])
        self.ids = Ids()
        self.changed = threading.Condition()
        self.version = 0
        self.base_url = ""
        self.users: dict[str, Json] = {person.id: person.as_user() for person in people.PEOPLE}
        self.groups = people.groups()
        self.channels = {channel.id: channel for channel in _channels(self.users, members)}
        self.files: dict[str, StoredFile] = {}
        self.tickets: dict[str, Ticket] = {}
        self.ephemerals: dict[str, list[Json]] = {}
        self.modals: dict[str, list[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.ticks: dict[tuple[str, str], Json] = {}
        self.event_listeners: list[Callable[[Json], None]] = []
        self.change_listeners: list[Callable[[int], None]] = []

    def channel(self, name: str) -> Channel:
        """The channel of that id or name; raises `channel_not_found`."""
        found = self.channels.get(name)
        if found is None:
            bare = name.removeprefix("#")
            found = next((one for one in self.channels.values() if one.name == bare and not one.is_im), None)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def user(self, user: str) -> Json:
        """The user of that id; raises `user_not_found`."""
        try:
            return self.users[user]
        except KeyError:
            raise SlackError("user_not_found") from None

    def channel_of(self, ts: str) -> Channel:
        """The channel that holds the message; raises `message_not_found`."""
        for channel in self.channels.values():
            if ts in channel.messages:
                return channel
        raise SlackError("message_not_found")

    def im_with(self, user: str) -> Channel:
        """The direct conversation of the bot with a person, opened when first needed."""
        self.user(user)
        return self.channels.setdefault(
            f"D{user[1:]}", Channel(f"D{user[1:]}", user, {user, people.BOT}, is_private=True, is_im=True)
        )

    def note_change(self) -> None:
        """Wakes everyone who waits for a change. Call it after writing, with `changed` held."""
        self.version += 1
        self.changed.notify_all()
        for listener in self.change_listeners:
            listener(self.version)

    def emit(self, event: Json) -> None:
        """Hands an event to whoever delivers events. Call it with `changed` held, so that order is kept."""
        for listener in self.event_listeners:
            listener(event)


def _channels(users: dict[str, Json], members: Iterable[str] | None) -> list[Channel]:
    active = {user for user, shape in users.items() if not shape["deleted"] and user != people.SLACKBOT}
    staff = active - {people.GUEST, people.STRANGER, people.BOT}
    review = active if members is None else {*members, people.BOT}
    return [
        Channel(people.REVIEW_CHANNEL, "sns-review", set(review)),
        Channel(people.OTHER_CHANNEL, "広報課", staff),
        Channel(people.PRIVATE_CHANNEL, "管理職", {people.MANAGER, people.MANAGER2, people.ADMIN}, is_private=True),
    ]
