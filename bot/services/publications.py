"""What staff do with their own draft after it is written: ask for haste, say that it was published."""

from collections.abc import Callable

from bot.domain.drafts import Origin, Post
from bot.domain.errors import StaleError
from bot.domain.reviews import Review
from bot.services.approvals import CHANGED, Looked
from bot.services.desk import Desk
from bot.services.drafts import NO_REVIEW


def mark_urgent(desk: Desk, origin: Origin, user: str) -> None:
    """The drafter asks for a decision at once; errors as `Review.mark_urgent`."""
    _change(desk, origin, lambda review: review.mark_urgent(user, desk.clock()))


def name_networks(desk: Desk, origin: Origin, user: str, networks: tuple[str, ...]) -> None:
    """The drafter says which social networks the draft is meant for; errors as `Review.name_networks`."""
    _change(desk, origin, lambda review: review.name_networks(user, networks, desk.clock()))


def publish(desk: Desk, looked: Looked, post: Post) -> None:
    """Somebody published the cleared wording they had before their eyes.

    Raises:
        StaleError: The wording has changed since.
        NotEntitledError, TooEarlyError, ClosedError: As `Review.publish`.
    """
    person = desk.directory.person(looked.user, fresh=True)

    def change(review: Review) -> None:
        if review.revision.number != looked.revision:
            raise StaleError(CHANGED)
        review.publish(person, post, desk.clock())

    _change(desk, looked.origin, change)


def _change(desk: Desk, origin: Origin, change: Callable[[Review], None]) -> None:
    with desk.store.begin() as unit:
        review = unit.find(origin)
        if review is None:
            raise StaleError(NO_REVIEW)
        change(review)
        unit.save(review)
    desk.wake(origin)
