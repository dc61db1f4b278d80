"""A municipality's guideline and its clauses, verbatim, with what the system does for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.domain.findings import Level


class Mechanism(StrEnum):
    """A way the system acts for a clause."""

    CHECKS = "checks"
    CONFIRM = "confirm"
    REGISTER = "register"
    ROSTER = "roster"
    SCHEDULE = "schedule"
    INCIDENT = "incident"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class CheckUse:
    """A check that serves a clause, at the level this guideline gives it."""

    id: str
    level: Level


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a guideline.

    Attributes:
        guideline: Id of the guideline, such as `kibichuo`.
        number: As printed, brackets as ASCII: `4(9)②`, `5`, `前文1`.
        heading: The section the clause stands in, or the clause's own label.
        text: The source's own words, character for character.
        note: An editor's remark about a slip in the source; never part of the quotation.
        checks: Automatic checks of a draft.
        confirm: What the drafter confirms for each draft, in the first person past; None if nothing.
        links: The drafter confirms each link of a draft one by one.
        roster: What the system does with who may submit and approve; None if nothing.
        lookup: Why nothing is done but to be found; None where something is done.
        planned: Mechanisms the clause needs that the system does not offer yet.
    """

    guideline: str
    number: str
    heading: str
    text: str
    note: str | None = None
    checks: tuple[CheckUse, ...] = ()
    confirm: str | None = None
    links: bool = False
    roster: str | None = None
    lookup: str | None = None
    planned: tuple[Mechanism, ...] = ()

    @property
    def id(self) -> str:
        """The clause id, `kibichuo:4(9)②`."""
        return f"{self.guideline}:{self.number}"

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """What the system does for the clause today."""
        present = {
            Mechanism.CHECKS: bool(self.checks),
            Mechanism.CONFIRM: self.confirm is not None or self.links,
            Mechanism.ROSTER: self.roster is not None,
            Mechanism.LOOKUP: self.lookup is not None,
        }
        return tuple(mechanism for mechanism, there in present.items() if there)


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that a draft needs.

    Attributes:
        label: What it is called: 「所属長の承認」.
        section: The section whose managers decide; empty: the drafter's own.
        every: Every manager must approve, not just one.
        clauses: Ids of the clauses that ask for it.
    """

    label: str
    section: str = ""
    every: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guideline:
    """A municipality's guideline.

    Attributes:
        id: Short name, `kibichuo`; the file's name.
        municipality: 「吉備中央町」, as it stands before a clause number in Slack.
        title: The guideline's own title.
        date: The day printed in the source; None where the source prints none.
        domains: Hosts that are the organisation's own; a subdomain counts.
        places: Place names of the municipality, which are no surnames.
        clauses: In the source's order.
        steps: Who must decide on a draft, one after the other.
    """

    id: str
    municipality: str
    title: str
    date: date | None
    domains: tuple[str, ...]
    places: tuple[str, ...]
    clauses: tuple[Clause, ...]
    steps: tuple[Step, ...] = (Step("所属長の承認"),)

    def label(self, clause: Clause) -> str:
        """The clause as people name it: 「吉備中央町 4(9)②」."""
        return f"{self.municipality} {clause.number}"


@dataclass(frozen=True)
class Library:
    """The guidelines in use, with their clauses by id."""

    guidelines: tuple[Guideline, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every guideline, in order."""
        return tuple(clause for guideline in self.guidelines for clause in guideline.clauses)

    @cached_property
    def confirming(self) -> tuple[Clause, ...]:
        """The clauses that have something confirmed for each draft or each link."""
        return tuple(clause for clause in self.clauses if clause.confirm or clause.links)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What all guidelines together ask for: the same step of several is one that cites all their clauses."""
        merged: dict[str, Step] = {}
        for step in (step for guideline in self.guidelines for step in guideline.steps):
            known = merged.setdefault(step.section, replace(step, clauses=()))
            clauses = tuple(dict.fromkeys((*known.clauses, *step.clauses)))
            merged[step.section] = replace(known, every=known.every or step.every, clauses=clauses)
        return tuple(merged.values())

    @cached_property
    def _guidelines(self) -> dict[str, Guideline]:
        return {guideline.id: guideline for guideline in self.guidelines}

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    def guideline(self, guideline_id: str) -> Guideline:
        """The guideline of that id; KeyError where there is none."""
        return self._guidelines[guideline_id]

    def clause(self, clause_id: str) -> Clause:
        """The clause of that id; KeyError where there is none."""
        return self._clauses[clause_id]

    def find(self, clause_id: str) -> Clause | None:
        """The clause of that id, or None: an older review may cite a guideline that is no longer in use."""
        return self._clauses.get(clause_id)

    def label(self, clause_id: str) -> str:
        """The clause as people name it: 「吉備中央町 4(9)②」; the id where it is not in use."""
        clause = self.find(clause_id)
        return clause_id if clause is None else self.guideline(clause.guideline).label(clause)

    def only(self, guideline_ids: Sequence[str]) -> "Library":
        """The same with only these guidelines, in the order given; KeyError for an unknown id."""
        return Library(tuple(self.guideline(guideline_id) for guideline_id in guideline_ids))
