"""Makes the threads look as the reviews are: one card each, and each notice once."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.drafts import Origin, State
from bot.domain.review_state import ReviewState
from bot.services.desk import utc_now
from bot.services.ports import Notice, Outbox, Pending, Shown
from bot.services.seats import Called
from bot.slack.door import code_of
from bot.slack.presenters.card import NOBODY_CALLED, Card, Office, card
from bot.slack.presenters.notices import notice

_WRITERS = 2
_SWEEP_SECONDS = 5.0
_PATIENCE_SECONDS = 15
_GATHER_SECONDS = 0.02
_RETRY = timedelta(seconds=10)
_MARGIN = timedelta(seconds=20)
_GONE = {"thread_not_found", "channel_not_found", "message_not_found"}

logger = logging.getLogger(__name__)


def _wait(error: SlackApiError) -> timedelta:
    """How long Slack asks to wait."""
    asked = str(error.response.headers.get("Retry-After") or error.response.headers.get("retry-after") or "")
    return timedelta(seconds=int(asked)) if asked.isdecimal() else _RETRY


def _after(reply: dict[str, Any], untold: Notice) -> bool:
    """Whether a reply is not older than an entry, the two clocks allowed to differ a little."""
    return datetime.fromtimestamp(float(reply["ts"]), UTC) >= untold.entry.at - _MARGIN


def _run(target: Callable[[], None], name: str) -> Thread:
    thread = Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread


class Sync:
    """Workers that follow the outbox: woken by a commit, and on their own in case a wake was lost."""

    def __init__(
        self, client: WebClient, outbox: Outbox, office: Office, me: str, who: Callable[[ReviewState], Called]
    ) -> None:
        """What it writes with.

        Args:
            client: Must not try again by itself: a post whose answer was lost may stand.
            outbox: The threads that are behind.
            office: What a card says of the office.
            me: The bot's user id.
            who: Tells who is called to decide on a review.
        """
        self._client = client
        self._outbox = outbox
        self._office = office
        self._me = me
        self._called = who
        self._woken: SimpleQueue[tuple[Origin, Pending | None] | None] = SimpleQueue()
        self._shown: SimpleQueue[Shown | None] = SimpleQueue()
        self._stopping = Event()

    def start(self) -> None:
        """Begin to work."""
        self._writers = [_run(self._write_threads, f"sync-{number}") for number in range(_WRITERS)]
        self._settler = _run(self._settle, "sync-settle")
        _run(self._sweep, "sync-sweep")

    def stop(self) -> None:
        """Finish what was begun, and end."""
        self._stopping.set()
        for _ in self._writers:
            self._woken.put(None)
        for writer in self._writers:
            writer.join(_PATIENCE_SECONDS)
        self._shown.put(None)
        self._settler.join(_PATIENCE_SECONDS)

    def wake(self, origin: Origin, pending: Pending | None = None, /) -> None:
        """A review was committed; `pending` where its thread is held already."""
        self._woken.put((origin, pending))

    def _write_threads(self) -> None:
        while (woken := self._woken.get()) is not None:
            self._bring_up_to_date(*woken)

    def _settle(self) -> None:
        """Report together what was shown meanwhile: one transaction for many threads."""
        while (first := self._shown.get()) is not None:
            self._stopping.wait(_GATHER_SECONDS)
            shown, last = [first], False
            while not self._shown.empty() and not last:
                following = self._shown.get()
                last = following is None
                shown += [following] if following else []
            self._report(shown)
            if last:
                return

    def _report(self, shown: list[Shown]) -> None:
        try:
            for origin in self._outbox.settle(shown):
                self.wake(origin)
        except Exception:
            logger.exception("what the threads show could not be kept; when their hold ends they are looked at again")

    def _sweep(self) -> None:
        while not self._stopping.wait(_SWEEP_SECONDS):
            try:
                for origin in self._outbox.behind(utc_now()):
                    self.wake(origin)
            except Exception:
                logger.exception("the outbox could not be read; the next sweep tries again")

    def _bring_up_to_date(self, origin: Origin, pending: Pending | None) -> None:
        try:
            if pending is None or pending.held_until <= utc_now() + _MARGIN:
                pending = self._outbox.claim(origin, utc_now())
            if pending is not None:
                self._show(pending)
        except Exception:
            logger.exception("a thread could not be brought up to date; the next sweep tries again")

    def _show(self, pending: Pending) -> None:
        try:
            message: str | None = self._write(pending)
        except SlackApiError as error:
            if code_of(error) not in _GONE:
                self._outbox.postpone(pending, utc_now() + _wait(error))
                logger.warning("a thread could not be written to (%s); it is tried again", code_of(error))
                return
            message = pending.card
        except Exception:
            self._outbox.postpone(pending, utc_now() + _RETRY)
            raise
        self._shown.put(Shown(pending, message))

    def _write(self, pending: Pending) -> str:
        review = pending.review
        mine = self._own_replies(review.origin) if pending.interrupted else []
        asked = pending.notices or review.state is State.AWAITING or not self._office.approvers
        called = self._called(review) if asked else NOBODY_CALLED
        shown = card(review, self._office, called)
        message = pending.card or next((reply["ts"] for reply in mine if reply["text"].startswith("【")), None)
        message = self._update(review.origin, message, shown) if message else self._post_card(review.origin, shown)
        for untold in pending.notices:
            text = notice(untold.entry, review, called)
            if not any(reply["text"] == text and _after(reply, untold) for reply in mine):
                self._post(review.origin, text=text)
        return message

    def _own_replies(self, origin: Origin) -> list[dict[str, Any]]:
        replies = self._client.conversations_replies(channel=origin.channel, ts=origin.message, limit=200)
        return [reply for reply in replies["messages"] if reply.get("user") == self._me]

    def _update(self, origin: Origin, message: str, shown: Card) -> str:
        try:
            self._client.chat_update(channel=origin.channel, ts=message, text=shown.text, blocks=shown.blocks)
        except SlackApiError as error:
            if error.response.get("error") != "message_not_found":
                raise
            return self._post_card(origin, shown)
        return message

    def _post_card(self, origin: Origin, shown: Card) -> str:
        return self._post(origin, text=shown.text, blocks=shown.blocks)

    def _post(self, origin: Origin, **content: Any) -> str:
        response = self._client.chat_postMessage(
            channel=origin.channel, thread_ts=origin.message, unfurl_links=False, unfurl_media=False, **content
        )
        return str(response["ts"])
