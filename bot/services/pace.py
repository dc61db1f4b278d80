"""How long things may take: reminders, deputies, the life of a clearance."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.drafts import State
from bot.domain.office_hours import OfficeHours
from bot.domain.review_state import ReviewState

MOST_REMINDERS = 3
MOST_URGENT_REMINDERS = 6


@dataclass(frozen=True, slots=True)
class Pace:
    """The office's times.

    Attributes:
        hours: When the office is open.
        reminder_hours: Working hours until who may decide is reminded, and until they are again.
        deputy_hours: Working hours until a deputy may decide though nobody is away.
        clearance_days: Days until a clearance that was not used expires.
        urgent_minutes: Minutes between reminders of an urgent draft, and until a deputy may decide on it.
    """

    hours: OfficeHours
    reminder_hours: float = 4
    deputy_hours: float = 8
    clearance_days: int = 7
    urgent_minutes: int = 10

    def deputies_may(self, review: ReviewState, now: datetime, earlier: Collection[str] = ()) -> bool:
        """Whether the managers of a step had their time; `earlier`: labels of the steps before it."""
        since = review.asked_since(earlier)
        if review.state is State.NEEDS_REVISION:  # a deputy may accept its findings in time
            since = datetime.fromtimestamp(review.revision.made_at / 1_000_000, UTC)
        if since is None:
            return False
        if review.urgent:
            return now >= since + timedelta(minutes=self.urgent_minutes)
        return now >= self.hours.after(since, self.deputy_hours)

    def reminder_due(self, review: ReviewState, now: datetime) -> bool:
        """Whether the next reminder is due; there are a few, then the morning's digest goes on."""
        since = review.asked_since({approval.step for approval in review.approvals})
        if since is None or review.state is not State.AWAITING:
            return False
        last = max(since, review.reminded_at or since)
        if review.urgent:
            return review.reminders < MOST_URGENT_REMINDERS and now >= last + timedelta(minutes=self.urgent_minutes)
        late = now >= self.hours.after(last, self.reminder_hours)
        return review.reminders < MOST_REMINDERS and late and self.hours.is_open(now)

    def expired(self, review: ReviewState, now: datetime) -> bool:
        """Whether a clearance was not used in its time."""
        return review.clearance is not None and now >= review.clearance.at + timedelta(days=self.clearance_days)
