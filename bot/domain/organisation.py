"""The office's sections: who works where, who decides there, and who is away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """As what somebody belongs to a section; the value is the word for it."""

    STAFF = "職員"
    MANAGER = "所属長"
    DEPUTY = "代決者"


@dataclass(frozen=True, slots=True)
class Section:
    """A section (所属). People are named by user ids and user-group ids.

    Attributes:
        name: As the office calls it; it names the section.
        staff: Who drafts there.
        managers: 所属長; who decides on the section's drafts.
        deputies: 代決者; who decides in a manager's place.
    """

    name: str
    staff: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()

    @property
    def everybody(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.staff, *self.managers, *self.deputies)))

    def of(self, role: Role) -> tuple[str, ...]:
        """Those who belong to it in this role."""
        return {Role.STAFF: self.staff, Role.MANAGER: self.managers, Role.DEPUTY: self.deputies}[role]


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away on these days (Japan), both included."""

    user: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Organisation:
    """The sections, in the office's order, and who is away."""

    sections: tuple[Section, ...] = ()
    absences: tuple[Absence, ...] = field(default=())

    def section(self, name: str) -> Section | None:
        """The section of that name; None where there is none."""
        return next((section for section in self.sections if section.name == name), None)

    def away(self, users: Iterable[str], day: date) -> frozenset[str]:
        """Those of these people who are away on that day."""
        gone = {absence.user for absence in self.absences if absence.since <= day <= absence.until}
        return frozenset(gone.intersection(users))


def is_group(token: str) -> bool:
    """Whether a token names a user group, not a user."""
    return token.startswith("S")
