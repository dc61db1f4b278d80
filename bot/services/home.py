"""What one person is shown of the desk: what waits for their word, their own drafts, what may be published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.domain.drafts import State
from bot.domain.mandates import Mandate, Mandates
from bot.domain.organisation import Organisation
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.desk import JAPAN, Desk
from bot.services.seats import Seat, seats_of

_OPEN = (State.NEEDS_REVISION, State.CONFIRMING, State.AWAITING, State.RETURNED)
_DECIDED_ON = (State.AWAITING, State.CLEARED)
_LATEST = datetime.max.replace(tzinfo=UTC)

_Steps = Mapping[str, tuple[Mandate, ...]]


@dataclass(frozen=True, slots=True)
class Home:
    """What one person is shown; nothing to who is not on the staff.

    Attributes:
        waiting: Drafts whose present step this person may decide now; urgent ones first, then the longest waiting.
        mine: Their own drafts on which something is still to be done, the latest first.
        cleared: Drafts that may be published, their own and those they decide on, the oldest first.
        staff: They are on the staff.
        admin: They administer the workspace.
    """

    waiting: tuple[Review, ...] = ()
    mine: tuple[Review, ...] = ()
    cleared: tuple[Review, ...] = ()
    staff: bool = False
    admin: bool = False


def home_of(desk: Desk, user: str) -> Home:
    """What this person is shown now. Who decides on what may be known from a few minutes ago: nothing is decided here.

    Args:
        desk: The desk.
        user: User id.
    """
    person = desk.directory.person(user, fresh=True)
    if not person.staff:
        return Home()
    reviews = desk.store.reviews_in(*_OPEN, State.CLEARED)
    steps = {
        drafter: _steps(desk, drafter)
        for drafter in {review.drafter for review in reviews if review.state in _DECIDED_ON}
    }
    waiting = (one for one in reviews if one.state is State.AWAITING and _waits_for(desk, person, one, steps))
    return Home(
        waiting=tuple(sorted(waiting, key=lambda review: (not review.urgent, review.waiting_since or _LATEST))),
        mine=tuple(one for one in reversed(reviews) if one.drafter == user and one.state is not State.CLEARED),
        cleared=tuple(one for one in reviews if one.state is State.CLEARED and _concerns(user, one, steps)),
        staff=True,
        admin=person.admin,
    )


def _steps(desk: Desk, drafter: str) -> tuple[Mandate, ...]:
    """Who decides on this person's drafts, step by step."""
    organisation, today = desk.sections.organisation(), desk.clock().astimezone(JAPAN).date()
    return tuple(_step(desk, seat, organisation, today) for seat in seats_of(desk, drafter, fresh=False))


def _step(desk: Desk, seat: Seat, organisation: Organisation, today: date) -> Mandate:
    managers = desk.directory.members(seat.managers, fresh=False)
    deputies = desk.directory.members(seat.deputies, fresh=False)
    return Mandate(seat.step, managers, organisation.away(managers, today), deputies)


def _waits_for(desk: Desk, person: Person, review: Review, steps: _Steps) -> bool:
    """Whether it is this person's word that is waited for; their own draft's never, nor where they gave it."""
    waited = desk.pace.deputies_may(review, desk.clock())
    mandates = Mandates(tuple(replace(step, waited=waited) for step in steps[review.drafter]))
    step = mandates.next(review.approvals)
    if step is None or person.id in review.authors or step.capacity(person.id) is None:
        return False
    return not mandates.has_word_of(person, step, review.approvals)


def _concerns(user: str, review: Review, steps: _Steps) -> bool:
    own = user == review.drafter
    return own or any(user in step.managers | step.deputies for step in steps[review.drafter])
