"""What one person is shown of the desk: what waits for their word, their own drafts, what may be published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.drafts import State
from bot.domain.mandates import Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.desk import Desk
from bot.services.seats import Filled, filled, steps_of

_OPEN = (State.NEEDS_REVISION, State.CONFIRMING, State.AWAITING, State.RETURNED)
_DECIDED_ON = (State.AWAITING, State.CLEARED)
_LATEST = datetime.max.replace(tzinfo=UTC)

_People = Mapping[str, tuple[Filled, ...]]


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
    people = {
        drafter: filled(desk, drafter, fresh=False)
        for drafter in {review.drafter for review in reviews if review.state in _DECIDED_ON}
    }
    waiting = (one for one in reviews if one.state is State.AWAITING and _waits_for(desk, person, one, people))
    return Home(
        waiting=tuple(sorted(waiting, key=lambda review: (not review.urgent, review.waiting_since or _LATEST))),
        mine=tuple(one for one in reversed(reviews) if one.drafter == user and one.state is not State.CLEARED),
        cleared=tuple(one for one in reviews if one.state is State.CLEARED and _concerns(user, one, people)),
        staff=True,
        admin=person.admin,
    )


def _waits_for(desk: Desk, person: Person, review: Review, people: _People) -> bool:
    """Whether it is this person's word that is waited for; their own draft's never, nor where they gave it."""
    mandates = Mandates(steps_of(desk, people[review.drafter], review))
    step = mandates.next(review.approvals)
    if step is None or person.id in review.authors or step.capacity(person.id) is None:
        return False
    return not mandates.has_word_of(person, step, review.approvals)


def _concerns(user: str, review: Review, people: _People) -> bool:
    own = user == review.drafter
    return own or any(user in step.managers | step.deputies for step in people[review.drafter])
