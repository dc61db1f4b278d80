"""What the desk does by itself as time goes by: it looks after what waits and what is cleared, and tells a digest."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from slack_sdk import WebClient

from bot.domain.drafts import Origin
from bot.services.desk import Desk
from bot.services.freezes import end_stopped
from bot.services.upkeep import claim_digest, end_expired, end_orphaned, release_digest, remind, with_other_rules
from bot.slack.presenters.digest import digest_text
from bot.slack.reader import ChannelReader

_LOOK_SECONDS = 30.0
_LOOKS_AN_HOUR = 120

Chore = Callable[[], object]

logger = logging.getLogger(__name__)


class Upkeep:
    """Looks every half minute; who is in office is asked of Slack once an hour, which bounds its calls."""

    def __init__(self, desk: Desk, client: WebClient, reader: ChannelReader, site: str, monthly: Chore | None) -> None:
        """`site`: address of the workspace, with a slash at its end; `monthly`: posts the month's picture."""
        self._desk = desk
        self._client = client
        self._reader = reader
        self._site = site
        self._monthly = monthly
        self._looks = 0
        self._outdated = list[Origin]()
        self._stopping = Event()

    def start(self) -> None:
        """Begin to look, the first time in half a minute: what happened meanwhile is brought in first."""
        Thread(target=self._watch, name="upkeep", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    def look(self) -> None:
        """Do what is due; one thing that fails keeps no other from being done."""
        if self._looks == 0:
            self._try(self._find_outdated)
        self._try(self._recheck)
        if self._looks % _LOOKS_AN_HOUR == 0:
            self._try(lambda: end_orphaned(self._desk))
        self._looks += 1
        self._try(lambda: end_stopped(self._desk))
        self._try(lambda: end_expired(self._desk))
        self._try(lambda: remind(self._desk))
        self._try(self._tell_digest)
        if self._monthly is not None:
            self._try(self._monthly)

    def _watch(self) -> None:
        while not self._stopping.wait(_LOOK_SECONDS):
            self.look()

    def _try(self, chore: Chore) -> None:
        try:
            chore()
        except Exception:
            logger.exception("a chore could not be done; it is tried again")

    def _find_outdated(self) -> None:
        """The rules change only while the bot is stopped, so that once is enough."""
        self._outdated = with_other_rules(self._desk)

    def _recheck(self) -> None:
        """What fails is tried again at the next look."""
        while self._outdated:
            self._reader.recheck(self._outdated[-1])
            self._outdated.pop()

    def _tell_digest(self) -> None:
        channel = self._reader.channel
        if channel is None:
            return
        digest = claim_digest(self._desk)
        if digest is not None:
            text = digest_text(digest, self._site, self._desk.clock())
            try:
                self._client.chat_postMessage(channel=channel, text=text, unfurl_links=False)
            except Exception:
                release_digest(self._desk)
                raise
