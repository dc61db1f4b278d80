"""Tells the review channel once a day where the record's chain ends."""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.services.ports import Record
from bot.services.record import Anchor, claim_anchor
from bot.slack.channel import ReviewChannel
from bot.slack.door import code_of
from bot.slack.presenters.anchor import anchor_text

_LOOK_SECONDS = 300.0

logger = logging.getLogger(__name__)


class DailyAnchor:
    """Looks every few minutes whether the day's anchor is due; the database lets one process a day tell it."""

    def __init__(
        self, client: WebClient, channel: ReviewChannel, record: Record, clock: Callable[[], datetime]
    ) -> None:
        """`client` must not try again by itself: a post whose answer was lost may stand."""
        self._client = client
        self._channel = channel
        self._record = record
        self._clock = clock
        self._stopping = Event()

    def start(self) -> None:
        """Begin to look, the first time in some minutes: what happened meanwhile is brought in first."""
        Thread(target=self._watch, name="anchor", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    def look(self) -> None:
        """Tell the day's anchor where it is due and the channel is known."""
        if self._channel.id is None:
            return
        try:
            anchor = claim_anchor(self._record, self._clock())
            if anchor is not None:
                self._tell(self._channel.id, anchor)
        except Exception:
            logger.exception("the day's anchor could not be told")

    def _watch(self) -> None:
        while not self._stopping.wait(_LOOK_SECONDS):
            self.look()

    def _tell(self, channel: str, anchor: Anchor) -> None:
        try:
            self._client.chat_postMessage(channel=channel, text=anchor_text(anchor))
        except SlackApiError as error:
            self._record.release_anchor(anchor.day)
            logger.warning("the day's anchor could not be told (%s); it is tried again", code_of(error))
