"""Reads the review channel: single messages as events name them, and what happened in an absence."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.drafts import Origin
from bot.domain.errors import ReviewDeskError, UnreadableDraftError
from bot.services.decisions import Look, ReactionEvent, knows_other_reactions, look_at_reactions
from bot.services.desk import Desk
from bot.services.drafts import Draft, Taken, doubt_draft, recheck_draft, reread_draft, take_in_draft, withdraw_draft
from bot.services.ports import Reaction
from bot.slack.channel import ReviewChannel
from bot.slack.door import code_of
from bot.slack.moments import microseconds, timestamp
from bot.slack.payloads import Message, Reading, form_of, is_draft, is_tombstone, reactions_of, read_draft, writing_of

_OVERLAP = timedelta(hours=1)
_FIRST_LOOK = timedelta(days=1)
_LONGEST_LOOK = timedelta(days=30)
_PAGE = 200

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence for one person's eyes."""

    user: str
    text: str


class ChannelReader:
    """Turns what stands in the review channel into calls of services."""

    def __init__(self, desk: Desk, client: WebClient, channel: ReviewChannel, reading: Reading) -> None:
        """What it reads with."""
        self._desk = desk
        self._client = client
        self._channel = channel
        self._reading = reading
        self._catching_up = Lock()

    @property
    def channel(self) -> str | None:
        """Id of the review channel; None where it is not found."""
        return self._channel.id

    @property
    def me(self) -> str:
        """The bot's user id."""
        return self._reading.me

    def take_in(self, channel: str, message: Message, changed_at: str | None = None) -> Taken | None:
        """A person's message is new or was edited; None where it is no draft.

        Raises:
            ReviewDeskError: It cannot be reviewed.
        """
        return take_in_draft(self._desk, self._read(channel, message, changed_at)) if self._is_draft(message) else None

    def change(self, channel: str, message: Message, changed_at: str) -> None:
        """A message changed: an edit, a deletion that left its replies, or something about it."""
        if is_tombstone(message):
            withdraw_draft(self._desk, Origin(channel, message["ts"]))
        elif message.get("user") == self._reading.me:
            self.rewrite(channel, message)
        elif message.get("edited"):
            self._set_aside_reactions(self.take_in(channel, message, changed_at), message)
        elif self._is_draft(message):
            reread_draft(self._desk, self._read(channel, message, changed_at))

    def rewrite(self, channel: str, message: Message) -> None:
        """The bot rewrote a draft for who wrote it in the form; of its other messages nothing follows."""
        self._set_aside_reactions(self.take_in(channel, message), message)

    def _is_draft(self, message: Message) -> bool:
        return is_draft(message, self._reading.me)

    def _read(self, channel: str, message: Message, changed_at: str | None) -> Draft:
        try:
            return read_draft(channel, message, self._reading, changed_at=changed_at)
        except UnreadableDraftError:
            doubt_draft(self._desk, Origin(channel, message["ts"]))
            raise

    def _set_aside_reactions(self, taken: Taken | None, message: Message) -> None:
        """What stands on an edited draft was meant for the wording before; a later reaction brings its own event."""
        if taken is None or not taken.reworded or taken.review.revision.number == 1:
            return
        edited_at = writing_of(message, self._reading.me).at
        look = Look(self._reactions(taken.review.origin), as_of=edited_at, reworded=True)
        look_at_reactions(self._desk, taken.review.origin, look)

    def recheck(self, origin: Origin) -> None:
        """Check a draft again with the rules of now."""
        message = self.find(origin)
        if message is not None and self._is_draft(message):
            recheck_draft(self._desk, self._read(origin.channel, message, None))

    def reread_file(self, file: str, changed_at: str) -> list[Told]:
        """The content of a snippet changed; returns what single persons are to be told."""
        told = []
        for origin in self._desk.store.origins_with_file(file):
            message = self.find(origin)
            try:
                if message is not None:
                    self.change(origin.channel, {**message, "edited": None}, changed_at)
            except ReviewDeskError as error:
                told.append(Told(str((message or {}).get("user")), str(error)))
        return told

    def react(self, origin: Origin, event: ReactionEvent) -> list[Told]:
        """A decisive reaction was added or removed; returns what single persons are to be told."""
        message = self._message(origin)
        if message is None:
            return []
        self._set_aside_reactions(self.take_in(origin.channel, message), message)
        refusals = look_at_reactions(self._desk, origin, Look(reactions_of(message), event))
        return [Told(refusal.user, refusal.reason) for refusal in refusals]

    def _message(self, origin: Origin) -> Message | None:
        """The message with everybody's reactions, as it is now; None where it is gone."""
        try:
            answer = self._client.reactions_get(channel=origin.channel, timestamp=origin.message, full=True)
        except SlackApiError as error:
            if code_of(error) == "message_not_found":
                return None
            raise
        return dict(answer["message"])

    def _reactions(self, origin: Origin) -> frozenset[Reaction]:
        message = self._message(origin)
        return frozenset() if message is None else reactions_of(message)

    def find(self, origin: Origin) -> Message | None:
        """The message as it is now; None where it is gone."""
        page = self._client.conversations_history(
            channel=origin.channel, latest=origin.message, inclusive=True, limit=1
        )
        return next((message for message in page["messages"] if message["ts"] == origin.message), None)

    def handed_in(self, channel: str, form: str) -> Message | None:
        """What the bot posted of this form's id, among the latest messages; None: nothing."""
        page = self._client.conversations_history(channel=channel, limit=_PAGE)
        return next((message for message in page["messages"] if form_of(message, self._reading.me) == form), None)

    def catch_up(self) -> list[Told]:
        """Bring in what happened while nobody listened; returns what single persons are to be told."""
        channel = self._channel.id
        if channel is None or not self._catching_up.acquire(blocking=False):
            return []
        try:
            return self._catch_up(channel)
        finally:
            self._catching_up.release()

    def _catch_up(self, channel: str) -> list[Told]:
        now = datetime.now(UTC)
        horizon = _moment(now - _LONGEST_LOOK)
        open_origins = self._desk.store.open_origins(channel, horizon)
        read_until = self._desk.store.read_until(channel)
        start = _moment(now - _FIRST_LOOK) if read_until is None else read_until - int(_OVERLAP.total_seconds() * 1e6)
        oldest = max(horizon, min([start, *(microseconds(origin.message) for origin in open_origins)]))
        messages = {message["ts"]: message for message in self._history(channel, oldest)}
        for origin in open_origins:
            gone = origin.message not in messages or is_tombstone(messages[origin.message])
            if gone and microseconds(origin.message) >= oldest:
                withdraw_draft(self._desk, origin)
        told = [one for ts in sorted(messages) for one in self._catch_up_safely(channel, messages[ts])]
        with self._desk.store.begin() as unit:
            unit.advance(channel, _moment(now))
        logger.info("read the review channel back: %d messages", len(messages))
        return told

    def _catch_up_safely(self, channel: str, message: Message) -> list[Told]:
        """One message that cannot be read must not keep the others from being read."""
        try:
            return self._catch_up_message(channel, message) if self._is_draft(message) else []
        except Exception:
            logger.exception("a message of the review channel could not be read back")
            return []

    def _catch_up_message(self, channel: str, message: Message) -> list[Told]:
        origin = Origin(channel, message["ts"])
        told, reworded = [], False
        try:
            taken = self.take_in(channel, message)
            reworded = taken is not None and taken.reworded
            if message.get("files"):
                self.change(channel, {**message, "edited": None}, timestamp(_moment(datetime.now(UTC))))
        except ReviewDeskError as error:
            told.append(Told(writing_of(message, self._reading.me).drafter, str(error)))
        if knows_other_reactions(self._desk, origin, reactions_of(message)):
            as_of = _moment(datetime.now(UTC))
            look = Look(self._reactions(origin), as_of=as_of, reworded=reworded)
            told += [Told(one.user, one.reason) for one in look_at_reactions(self._desk, origin, look)]
        return told

    def _history(self, channel: str, oldest: int) -> Iterator[dict[str, Any]]:
        cursor = ""
        while True:
            page = self._client.conversations_history(
                channel=channel, oldest=timestamp(oldest), inclusive=True, limit=_PAGE, cursor=cursor
            )
            yield from page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def _moment(when: datetime) -> int:
    return int(when.timestamp() * 1_000_000)
