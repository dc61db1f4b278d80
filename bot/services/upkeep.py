"""What the desk does by itself as time goes by: reminders, clearances that end, the morning's digest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.domain.drafts import Origin, State
from bot.domain.reviews import Review
from bot.services.desk import JAPAN, Desk
from bot.services.drafts import DESK
from bot.services.ports import Unit
from bot.services.seats import Filled, called, filled, mandates_for

_DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits this morning: drafts to be decided on, and drafts that were cleared and not published."""

    waiting: tuple[Review, ...]
    cleared: tuple[Review, ...]


def remind(desk: Desk) -> None:
    """Remind who may decide of what waits too long; the deputies are called when it is their time."""
    for review in desk.store.reviews_in(State.AWAITING):
        if desk.pace.reminder_due(review, desk.clock()):
            deputies = bool(called(desk, review).deputies)
            _change(desk, review.origin, partial(_remind, desk, deputies=deputies))


def _remind(desk: Desk, review: Review, _unit: Unit, *, deputies: bool) -> None:
    if desk.pace.reminder_due(review, desk.clock()):
        review.remind(DESK, desk.clock(), deputies=deputies)


def end_expired(desk: Desk) -> None:
    """End the clearances that were not used in their time."""
    for review in desk.store.reviews_in(State.CLEARED):
        if desk.pace.expired(review, desk.clock()):
            _change(desk, review.origin, partial(_end_expired, desk))


def _end_expired(desk: Desk, review: Review, _unit: Unit) -> None:
    if desk.pace.expired(review, desk.clock()):
        review.end_clearance(DESK, desk.clock(), "expired")


def end_orphaned(desk: Desk) -> None:
    """End the clearances whose approver is not in office any more, as is known from a few minutes ago."""
    for review in desk.store.reviews_in(State.CLEARED):
        people = filled(desk, review.drafter, fresh=False)
        users = {approval.approver for approval in review.approvals}
        staff = frozenset(user for user in users if desk.directory.person(user, fresh=False).staff)
        _change(desk, review.origin, partial(_end_orphaned, desk, people, staff))


def _end_orphaned(desk: Desk, people: Sequence[Filled], staff: frozenset[str], review: Review, unit: Unit) -> None:
    counting = mandates_for(desk, people, review, unit).counting(review.approvals)
    if review.clearance and any(one not in counting or one.approver not in staff for one in review.approvals):
        review.end_clearance(DESK, desk.clock(), "approver_left")


def with_other_rules(desk: Desk) -> list[Origin]:
    """Drafts that are cleared or wait, and were checked with other rules than those of now."""
    reviews = desk.store.reviews_in(State.CLEARED, State.AWAITING)
    return [review.origin for review in reviews if review.revision.rules != desk.engine.rules.version]


def claim_digest(desk: Desk) -> Digest | None:
    """The morning's digest, for one caller a working day from opening on; None where nothing waits."""
    now = desk.clock()
    if not desk.pace.hours.is_open(now) or not desk.store.claim_chore(_DIGEST, now.astimezone(JAPAN).date()):
        return None
    digest = Digest(tuple(desk.store.reviews_in(State.AWAITING)), tuple(desk.store.reviews_in(State.CLEARED)))
    return digest if digest.waiting or digest.cleared else None


def release_digest(desk: Desk) -> None:
    """The morning's digest was not told after all."""
    desk.store.release_chore(_DIGEST, desk.clock().astimezone(JAPAN).date())


def _change(desk: Desk, origin: Origin, change: Callable[[Review, Unit], None]) -> None:
    with desk.store.begin() as unit:
        review = unit.find(origin)
        if review is None:
            return
        change(review, unit)
        changed = bool(review.entries)
        unit.save(review)
    if changed:
        desk.wake(origin)
