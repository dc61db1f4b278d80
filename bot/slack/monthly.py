"""Posts last month's reviews as a picture, in the first days of a month."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.domain.months import Month
from bot.services.desk import JAPAN, Desk
from bot.services.ports import Record
from bot.services.report import Names, Report, month_report
from bot.slack.channel import ReviewChannel

_CHORE = "monthly-picture"
_LAST_DAY = 7  # who was away on the first still tells


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn report: PNG, and in words what it shows."""

    png: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class MonthlyPicture:
    """What it is made of; `draw` is given the month's report."""

    desk: Desk
    record: Record
    names: Names
    client: WebClient
    channel: ReviewChannel
    draw: Callable[[Report], Picture]

    def look(self) -> None:
        """Post the picture where it is due: once a month, whichever process comes first."""
        now = self.desk.clock()
        today = now.astimezone(JAPAN).date()
        due = today.day <= _LAST_DAY and self.desk.pace.hours.opening <= now.astimezone(JAPAN).time()
        if not due or self.channel.id is None or not self.desk.store.claim_chore(_CHORE, today.replace(day=1)):
            return
        try:
            self._post(Month.of(today).before, self.channel.id)
        except Exception:
            self.desk.store.release_chore(_CHORE, today.replace(day=1))
            raise

    def _post(self, month: Month, channel: str) -> None:
        picture = self.draw(month_report(self.record, month, self.names, self.desk.pace.hours))
        self.client.files_upload_v2(
            channel=channel,
            content=picture.png,
            filename=f"sns-review-{month}.png",
            title=f"{month.label}の審査のまとめ",
            alt_txt=picture.alt[:1_000],
            initial_comment=f"{month.label}の審査のまとめです。",
        )
