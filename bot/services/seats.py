"""Who sits where: for each step of a decision, whose it is and who stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.guidelines import Step
from bot.domain.mandates import Mandate, Mandates
from bot.domain.organisation import Organisation, Role, Section
from bot.domain.review_state import ReviewState
from bot.services.desk import JAPAN, Desk
from bot.services.ports import Unit


@dataclass(frozen=True, slots=True)
class Seat:
    """A step with the people it belongs to, as the office entered them: user ids and user-group ids."""

    step: Step
    managers: tuple[str, ...]
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A seat with the user ids of its people, as looked up just now; `away`: the managers who are not there today."""

    seat: Seat
    managers: frozenset[str]
    deputies: frozenset[str]
    away: frozenset[str]


def seats_of(desk: Desk, drafter: str) -> tuple[Seat, ...]:
    """The steps that a draft of this person needs, in order.

    `APPROVERS` decide where the drafter's section has no managers of its own. A step of a named section is asked for
    where the office has entered that section's managers, and its own drafts need no consultation with itself.
    """
    organisation = desk.sections.organisation()
    own = _section_of(desk, organisation, drafter)
    return tuple(filter(None, (_seat(desk, step, own, organisation) for step in desk.library.steps)))


def _seat(desk: Desk, step: Step, own: Section | None, organisation: Organisation) -> Seat | None:
    if not step.section:
        if own is None or not own.managers:
            return Seat(step, desk.approvers, own.deputies if own else ())
        return Seat(step, own.managers, own.deputies)
    section = organisation.section(step.section)
    if section is None or not section.managers or section == own:
        return None
    return Seat(step, section.managers, section.deputies)


def _section_of(desk: Desk, organisation: Organisation, user: str) -> Section | None:
    """Where somebody drafts goes before where they decide. What is cached of groups will do: they decide nothing."""
    members, sections = desk.directory.members, organisation.sections
    for role in (Role.STAFF, Role.MANAGER, Role.DEPUTY):
        named = (section for section in sections if user in section.of(role))
        grouped = (section for section in sections if user in members(section.of(role), fresh=False))
        found = next(named, None) or next(grouped, None)
        if found is not None:
            return found
    return None


def filled(desk: Desk, drafter: str, *, fresh: bool) -> tuple[Filled, ...]:
    """The seats of a drafter's drafts with their people; `fresh`: groups are asked for anew."""
    organisation, today = desk.sections.organisation(), desk.clock().astimezone(JAPAN).date()
    return tuple(
        Filled(seat, managers, deputies, organisation.away(managers, today))
        for seat in seats_of(desk, drafter)
        for managers, deputies in [_people(desk, seat, drafter, fresh=fresh)]
    )


def _people(desk: Desk, seat: Seat, drafter: str, *, fresh: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Managers and deputies; `APPROVERS` decide on the draft of a section's only one who could."""
    managers = desk.directory.members(seat.managers, fresh=fresh)
    deputies = desk.directory.members(seat.deputies, fresh=fresh)
    if (managers | deputies) - {drafter} or seat.step.section:
        return managers, deputies
    return desk.directory.members(desk.approvers, fresh=fresh), deputies


def mandates_for(desk: Desk, people: Sequence[Filled], review: ReviewState, unit: Unit) -> Mandates:
    """Who may decide on a review at this moment. What Slack and the organisation say was looked up before."""
    freeze = unit.freeze()
    return Mandates(steps_of(desk, people, review), frozen="" if freeze is None else freeze.reason)


def steps_of(desk: Desk, people: Sequence[Filled], review: ReviewState) -> tuple[Mandate, ...]:
    """Who may take each step now. Each has its own time: it begins when those before it are taken."""
    labels, now = [one.seat.step.label for one in people], desk.clock()
    waited = (desk.pace.deputies_may(review, now, labels[:place]) for place in range(len(people)))
    return tuple(
        Mandate(one.seat.step, one.managers - review.authors, one.away, one.deputies - review.authors, over)
        for one, over in zip(people, waited, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Called:
    """Whose word is waited for now: the step's label, and user ids and user-group ids.

    Of the deputies there are any only where it is their time.
    """

    label: str = ""
    managers: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.managers, *self.deputies)))


def called(desk: Desk, review: ReviewState) -> Called:
    """Who is called to decide on a review at this moment."""
    people = filled(desk, review.drafter, fresh=False)
    mandates = Mandates(steps_of(desk, people, review))
    following = None if review.clearance else mandates.next(review.approvals)
    if following is None:
        return Called()
    seat = people[mandates.steps.index(following)].seat
    return Called(seat.step.label, seat.managers, seat.deputies if review.urgent or following.stand_ins else ())
