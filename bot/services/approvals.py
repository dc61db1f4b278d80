"""What an approver does by a button: accept a finding, approve what changed, say why a draft was returned."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.drafts import Origin
from bot.domain.errors import StaleError
from bot.domain.mandates import Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.desk import Desk
from bot.services.drafts import NO_REVIEW, find_review
from bot.services.seats import filled, mandates_for

CHANGED = "文面が変わりました。新しいカードをご覧のうえ、もう一度お願いします。"
Act = Callable[[Review, Person, Mandates], None]


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft's revision somebody had before their eyes when they pressed a button, and who: a user id."""

    origin: Origin
    revision: int
    user: str


def waive_finding(desk: Desk, looked: Looked, fingerprint: str, reason: str) -> None:
    """Accept one blocking finding, with a reason.

    Raises:
        NotEntitledError, StaleError, TooEarlyError, ClosedError: As `Review.waive`.
    """

    def act(review: Review, person: Person, mandates: Mandates) -> None:
        review.waive(person, fingerprint, reason, mandates, desk.clock())

    _with_mandates(desk, looked, act)


def approve_changes(desk: Desk, looked: Looked, reaction: str) -> None:
    """Approve an edited wording by one button; it counts as the reaction, which takes it back when it is removed.

    Raises:
        NotEntitledError, StaleError, TooEarlyError, ClosedError: As `Review.approve`.
    """

    def act(review: Review, person: Person, mandates: Mandates) -> None:
        review.approve(person, reaction, mandates, desk.clock())

    _with_mandates(desk, looked, act)


def ensure_may_waive(desk: Desk, looked: Looked, fingerprint: str) -> Review:
    """The review, where this person may accept this finding of it now; errors as `waive_finding`."""
    review, person = find_review(desk, looked.origin), desk.directory.person(looked.user, fresh=True)
    people = filled(desk, review.drafter, fresh=True)
    with desk.store.begin() as unit:
        mandates = mandates_for(desk, people, review, unit)
    mandates.entitle(person, review.authors, mandates.seat(person, review.approvals))
    review.ensure_has(fingerprint)
    return review


def explain_return(desk: Desk, origin: Origin, user: str, reason: str) -> None:
    """Say why a draft was returned; StaleError where the return does not hold any more."""
    with desk.store.begin() as unit:
        review = unit.find(origin)
        if review is None:
            raise StaleError(NO_REVIEW)
        review.explain_return(user, reason, desk.clock())
        unit.save(review)
    desk.wake(origin)


def _with_mandates(desk: Desk, looked: Looked, act: Act) -> None:
    person = desk.directory.person(looked.user, fresh=True)
    people = filled(desk, find_review(desk, looked.origin).drafter, fresh=True)
    with desk.store.begin() as unit:
        review = unit.find(looked.origin)
        if review is None or review.revision.number != looked.revision:
            raise StaleError(CHANGED)
        act(review, person, mandates_for(desk, people, review, unit))
        unit.save(review)
    desk.wake(looked.origin)
