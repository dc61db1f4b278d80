"""Ticks and reactions: the confirmations of the drafter, the word of the approver."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.errors import ClosedError, ReviewDeskError
from bot.domain.people import Person
from bot.domain.reviews import Origin, Review
from bot.services.desk import Desk
from bot.services.ports import Reaction, Unit


@dataclass(frozen=True, slots=True)
class ReactionEvent:
    """What made us look at a draft's reactions: this one was added or removed at that moment."""

    reaction: Reaction
    added: bool
    made_at: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reaction that decided nothing, and why: for that person's eyes only."""

    user: str
    reaction: str
    reason: str


def tick_confirmations(desk: Desk, origin: Origin, user: str, revision: int, ticks: Mapping[str, bool]) -> None:
    """The drafter ticks confirmations or takes ticks out.

    Args:
        desk: The desk.
        origin: The draft.
        user: Who ticks.
        revision: Number of the revision the ticks were shown for.
        ticks: For each confirmation's key whether it is ticked.

    Raises:
        NotEntitledError, StaleError, ClosedError, TooEarlyError: As `Review.tick`. The thread is brought up to date
            all the same, so that the card shows the ticks that hold.
    """
    try:
        with desk.store.begin() as unit:
            review = unit.find(origin)
            if review is None:
                raise ClosedError("この投稿案の審査が見つかりません。お手数ですが、もう一度投稿してください。")
            review.tick(user, revision, ticks, desk.clock())
            unit.save(review)
    finally:
        desk.wake(origin)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a draft's reactions.

    Attributes:
        present: All its reactions at this moment.
        event: Why we look; None: after an absence, when every reaction not yet looked at counts.
        reworded: The review of this wording only began after the absence, so that no reaction can be meant for it.
    """

    present: frozenset[Reaction]
    event: ReactionEvent | None = None
    reworded: bool = False

    @property
    def made_at(self) -> int | None:
        """When the reactions that count were made; None: certainly on the present wording."""
        if self.event:
            return self.event.made_at
        return 0 if self.reworded else None


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who reacted, and who may decide, as looked up just now."""

    people: Mapping[str, Person]
    approvers: frozenset[str]


def look_at_reactions(desk: Desk, origin: Origin, look: Look) -> list[Refusal]:
    """Let the review follow the reactions a draft has now; returns those that decided nothing."""
    decisive = frozenset(reaction for reaction in look.present if reaction.name in desk.decisive_reactions)
    look = replace(look, present=decisive)
    electorate = _electorate(desk, look)
    with desk.store.begin() as unit:
        review = unit.find(origin)
        if review is None:
            return []
        _take_back(desk, unit, review, look)
        new = _see_new(desk, unit, review, look)
        decided = [_decide(desk, review, reaction, electorate, look) for reaction in new]
        unit.save(review)
    desk.wake(origin)
    return [refusal for refusal in decided if refusal]


def _electorate(desk: Desk, look: Look) -> Electorate:
    users = {look.event.reaction.user} if look.event else {reaction.user for reaction in look.present}
    if not users or (look.event and not look.event.added):
        return Electorate({}, frozenset())
    people = {user: desk.directory.person(user, fresh=True) for user in sorted(users)}
    return Electorate(people, desk.directory.approvers())


def _take_back(desk: Desk, unit: Unit, review: Review, look: Look) -> None:
    seen, event = unit.seen_reactions(review.origin), look.event
    gone = set(seen) - look.present
    if event and not event.added and seen.get(event.reaction, event.made_at) < event.made_at:
        gone.add(event.reaction)
    for reaction in sorted(gone):
        review.take_back(reaction.user, reaction.name, desk.clock())
        unit.forget_reaction(review.origin, reaction)


def _see_new(desk: Desk, unit: Unit, review: Review, look: Look) -> list[Reaction]:
    seen, event = unit.seen_reactions(review.origin), look.event
    if event is None:
        new = sorted(look.present - set(seen))
        made_at = int(desk.clock().timestamp() * 1_000_000)
    else:
        fresh = event.added and event.reaction in look.present and seen.get(event.reaction, -1) < event.made_at
        new, made_at = [event.reaction] if fresh else [], event.made_at
    for reaction in new:
        unit.see_reaction(review.origin, reaction, made_at)
    return new


def _decide(desk: Desk, review: Review, reaction: Reaction, electorate: Electorate, look: Look) -> Refusal | None:
    act = review.approve if reaction.name in desk.approve_reactions else review.send_back
    person = electorate.people[reaction.user]
    try:
        act(person, reaction.name, electorate.approvers, desk.clock(), made_at=look.made_at)
    except ReviewDeskError as error:
        return Refusal(person.id, reaction.name, str(error))
    return None
