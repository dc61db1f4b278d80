"""Ticks and reactions: the confirmations of the drafter, the word of the approver."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.domain.drafts import Origin
from bot.domain.errors import ClosedError, ReviewDeskError
from bot.domain.mandates import Mandates
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.services.desk import Desk
from bot.services.ports import Reaction, Seen, Unit
from bot.services.seats import Filled, filled, mandates_for


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


@dataclass(frozen=True, slots=True)
class Ticks:
    """A group of confirmations as a person left it.

    Attributes:
        origin: The draft.
        user: Who ticked.
        revision: Number of the revision the confirmations were shown for.
        ticks: For each confirmation's key whether it is ticked.
        moment: When, on Slack's clock, microseconds since 1970; 0 where Slack did not say.
    """

    origin: Origin
    user: str
    revision: int
    ticks: Mapping[str, bool]
    moment: int = 0


def tick_confirmations(desk: Desk, ticked: Ticks) -> None:
    """The drafter ticks confirmations or takes ticks out.

    Raises:
        NotEntitledError, StaleError, ClosedError, TooEarlyError: As `Review.tick`. The thread is brought up to date
            all the same, so that the card shows the ticks that hold.
    """
    try:
        with desk.store.begin() as unit:
            review = unit.find(ticked.origin)
            if review is None:
                raise ClosedError("この投稿案の審査が見つかりません。お手数ですが、もう一度投稿していただけますか。")
            review.tick(ticked.user, ticked.revision, ticked.ticks, desk.clock(), moment=ticked.moment)
            unit.save(review)
    finally:
        desk.wake(ticked.origin)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a draft's reactions.

    Attributes:
        present: All its reactions at this moment.
        event: Why we look; None: after an absence, when every reaction not yet looked at counts.
        as_of: When we looked, microseconds since 1970: what is known of later moments goes before.
        reworded: The review of this wording only begins now, so that no reaction there can be meant for it.
    """

    present: frozenset[Reaction]
    event: ReactionEvent | None = None
    as_of: int = 0
    reworded: bool = False

    @property
    def made_at(self) -> int | None:
        """When the reactions that count were made; None: certainly on the present wording."""
        if self.event:
            return self.event.made_at
        return 0 if self.reworded else None


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who reacted, and who sits where, as looked up just now."""

    people: Mapping[str, Person]
    seats: tuple[Filled, ...]


def knows_other_reactions(desk: Desk, origin: Origin, present: Collection[Reaction]) -> bool:
    """Whether a draft's decisive reactions are not those the desk has seen."""
    decisive = {reaction for reaction in present if reaction.name in desk.decisive_reactions}
    with desk.store.begin() as unit:
        if unit.find(origin) is None:
            return False
        return decisive != {reaction for reaction, seen in unit.seen_reactions(origin).items() if seen.present}


def look_at_reactions(desk: Desk, origin: Origin, look: Look) -> list[Refusal]:
    """Let the review follow the reactions a draft has now; returns those that decided nothing."""
    decisive = frozenset(reaction for reaction in look.present if reaction.name in desk.decisive_reactions)
    look = replace(look, present=decisive)
    electorate = _electorate(desk, origin, look)
    with desk.store.begin() as unit:
        review = unit.find(origin)
        if review is None or electorate is None:
            return []
        _take_back(desk, unit, review, look)
        new = _see_new(unit, review, look)
        mandates = mandates_for(desk, electorate.seats, review, unit) if new else Mandates(())
        decided = [_decide(desk, review, (electorate.people[one.user], one.name), mandates, look) for one in new]
        unit.save(review)
    desk.wake(origin)
    return [refusal for refusal in decided if refusal]


def _electorate(desk: Desk, origin: Origin, look: Look) -> Electorate | None:
    """Looked up before the transaction begins: nobody waits for Slack's answers in one. None: there is no review."""
    users = {look.event.reaction.user} if look.event else {reaction.user for reaction in look.present}
    if not users or (look.event and not look.event.added):
        return Electorate({}, ())
    with desk.store.begin() as unit:
        review = unit.find(origin)
    if review is None:
        return None
    people = {user: desk.directory.person(user, fresh=True) for user in sorted(users)}
    return Electorate(people, filled(desk, review.drafter, fresh=True))


def _take_back(desk: Desk, unit: Unit, review: Review, look: Look) -> None:
    for reaction, moment in sorted(_gone(unit.seen_reactions(review.origin), look).items()):
        review.take_back(reaction.user, reaction.name, desk.clock())
        unit.see_reaction(review.origin, reaction, Seen(moment, present=False))


def _gone(seen: Mapping[Reaction, Seen], look: Look) -> dict[Reaction, int]:
    """The reactions that were removed, with when."""
    event = look.event
    if event and event.added:
        return {}
    if event:
        known = seen.get(event.reaction)
        return {event.reaction: event.made_at} if known is None or known.made_at < event.made_at else {}
    return {
        reaction: look.as_of
        for reaction, known in seen.items()
        if known.present and reaction not in look.present and known.made_at < look.as_of
    }


def _see_new(unit: Unit, review: Review, look: Look) -> list[Reaction]:
    """The reactions to be decided on, remembered as seen."""
    seen, event = unit.seen_reactions(review.origin), look.event
    made_at = event.made_at if event else look.as_of
    there = look.present & {event.reaction} if event and event.added else look.present if event is None else frozenset()
    new = sorted(reaction for reaction in there if _is_new(seen.get(reaction), made_at, event))
    for reaction in new:
        unit.see_reaction(review.origin, reaction, Seen(made_at))
    return new


def _is_new(known: Seen | None, made_at: int, event: ReactionEvent | None) -> bool:
    if known is None:
        return True
    return known.made_at < made_at and (event is not None or not known.present)


def _decide(desk: Desk, review: Review, reaction: tuple[Person, str], mandates: Mandates, look: Look) -> Refusal | None:
    person, name = reaction
    act = review.approve if name in desk.approve_reactions else review.send_back
    try:
        act(person, name, mandates, desk.clock(), made_at=look.made_at)
    except ReviewDeskError as error:
        return Refusal(person.id, name, str(error))
    return None
