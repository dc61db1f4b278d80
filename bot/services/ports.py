"""Ports: what the services ask of the outside."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.audit import Entry
from bot.domain.chain import Head, Link
from bot.domain.drafts import Origin, Revision, State
from bot.domain.freezes import Freeze
from bot.domain.organisation import Absence, Organisation, Section
from bot.domain.people import Person
from bot.domain.reviews import Review


@dataclass(frozen=True, slots=True, order=True)
class Reaction:
    """A person's reaction on a draft: user id and the reaction's name without skin tone."""

    user: str
    name: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a reaction: when it was made or, not `present`, removed (microseconds since 1970)."""

    made_at: int
    present: bool = True


class Unit(Protocol):
    """One transaction: everything done in it is committed together, or not at all."""

    def find(self, origin: Origin) -> Review | None:
        """The review of a draft, locked until the transaction ends; None where there is none."""
        ...

    def add(self, review: Review) -> "Pending | None":
        """Keep a new review and its entries; its thread is held for the caller, who hands it on.

        None where the draft is under review already: nothing is kept.
        """
        ...

    def save(self, review: Review) -> None:
        """Keep what changed in a review found in this transaction, and its new entries."""
        ...

    def seen_reactions(self, origin: Origin) -> Mapping[Reaction, Seen]:
        """What is known of the draft's decisive reactions."""
        ...

    def see_reaction(self, origin: Origin, reaction: Reaction, seen: Seen) -> None:
        """Remember what is known of a reaction now."""
        ...

    def freeze(self) -> Freeze | None:
        """The stop of all clearances that holds now; no other transaction begins or lifts one meanwhile."""
        ...

    def stop(self, freeze: Freeze) -> None:
        """Begin a stop, nothing where one holds; who is about to clear something waits, or was before it."""
        ...

    def lift(self, user: str, now: datetime) -> None:
        """End the stop that holds."""
        ...

    def advance(self, channel: str, moment: int) -> None:
        """Remember that the channel was read up to this moment (microseconds since 1970)."""
        ...


class Store(Protocol):
    """Where reviews are kept."""

    def begin(self) -> AbstractContextManager[Unit]:
        """A transaction that commits at the end of its block and rolls back on an exception."""
        ...

    def open_origins(self, channel: str, since: int) -> Sequence[Origin]:
        """Drafts of a channel not withdrawn, posted at or after this moment."""
        ...

    def origins_with_file(self, file: str) -> Sequence[Origin]:
        """Drafts whose present revision has this text snippet."""
        ...

    def origins_in(self, *states: State) -> Sequence[Origin]:
        """Drafts in one of these states, the oldest first."""
        ...

    def reviews_in(self, *states: State) -> Sequence[Review]:
        """Their reviews."""
        ...

    def claim_chore(self, name: str, day: date) -> bool:
        """Whether the caller is the one to do this on this day (Japan): once a day, whoever asks."""
        ...

    def release_chore(self, name: str, day: date) -> None:
        """It was not done after all."""
        ...

    def read_until(self, channel: str) -> int | None:
        """Up to when the channel was read; None where it never was."""
        ...


class Sections(Protocol):
    """The office's sections and absences, as entered."""

    def organisation(self) -> Organisation:
        """All of it, sections in the office's order, the people of each in the order of their ids."""
        ...

    def replace(self, organisation: Organisation) -> None:
        """Put this in the place of all there is, wholly or not at all."""
        ...

    def put(self, section: Section, formerly: str | None) -> None:
        """Keep a section; `formerly`: the name of the one whose place it takes, None: a new one, at the end.

        Raises:
            LookupError: There is no section `formerly` any more.
            ValueError: Another section has this name.
        """
        ...

    def remove(self, name: str) -> None:
        """Take a section out; nothing where there is none of this name."""
        ...

    def add_absence(self, absence: Absence) -> None:
        """Somebody is away; nothing where this very absence is there."""
        ...

    def remove_absence(self, absence: Absence) -> None:
        """They are not, after all."""
        ...


class Directory(Protocol):
    """Who people are at this moment."""

    def person(self, user: str, *, fresh: bool) -> Person:
        """A member of the workspace; `fresh` asks anew instead of taking a recent answer."""
        ...

    def members(self, tokens: Collection[str], *, fresh: bool) -> frozenset[str]:
        """The user ids among these user ids and user-group ids, groups resolved; `fresh` asks anew."""
        ...


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry of the record the thread is still to be told of."""

    id: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Pending:
    """A thread to be brought up to date.

    Attributes:
        id: The review's id in the store.
        review: As committed.
        version: Counts the changes of the review.
        held_until: Until when the thread is held for who has this.
        card: The card's message; None before it is posted.
        interrupted: Somebody began to write to the thread before and did not report back.
        notices: In the order of the record.
    """

    id: int
    review: Review
    version: int
    held_until: datetime
    card: str | None
    interrupted: bool
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A thread that shows what was pending, on that card; None: the thread is gone."""

    pending: Pending
    card: str | None


class Outbox(Protocol):
    """Threads that do not yet look as their reviews are. One worker at a time holds a thread."""

    def behind(self, now: datetime) -> Sequence[Origin]:
        """Threads that are behind and that nobody holds, oldest first."""
        ...

    def claim(self, origin: Origin, now: datetime) -> Pending | None:
        """Hold a thread for a while; None where it is up to date or somebody holds it."""
        ...

    def settle(self, shown: Sequence[Shown]) -> Sequence[Origin]:
        """Report what threads show, and let them go; the threads that are behind again."""
        ...

    def postpone(self, pending: Pending, until: datetime) -> None:
        """Let the thread go without having shown everything; not before `until` again."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A review as it is kept beside the record: its id in the store, its last entry's number (None: it has none)."""

    id: int
    last: int | None
    review: Review


@dataclass(frozen=True, slots=True)
class Filed:
    """A review with all its entries, to be handed out; `posted_at` in microseconds since 1970."""

    id: int
    posted_at: int
    review: Review
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which reviews are handed out: posted at or after `since` and before `until` (microseconds since 1970)."""

    since: int | None = None
    until: int | None = None
    state: State | None = None


class Record(Protocol):
    """The record of who did what when. What is read comes a page at a time, so that nobody who writes waits long."""

    def head(self) -> Head:
        """Where the chain ends."""
        ...

    def link(self, number: int) -> Link | None:
        """The entry of this number."""
        ...

    def links(self) -> Iterator[Link]:
        """Every entry, in order."""
        ...

    def guarded(self) -> bool:
        """Whether the database still refuses to change and delete entries."""
        ...

    def wordings(self) -> Iterator[tuple[int, Revision]]:
        """Every wording of every review, with the review's id."""
        ...

    def kept(self) -> Iterator[Kept]:
        """Every review as it is kept beside the record."""
        ...

    def filed(self, wanted: Filter) -> Iterator[Filed]:
        """Reviews with their entries, oldest first."""
        ...

    def purgeable(self, before: datetime) -> Sequence[Origin]:
        """Drafts whose last entry was made before this moment and whose words are still kept."""
        ...

    def purge(self, origin: Origin, before: datetime, actor: str, now: datetime) -> bool:
        """Take the draft's words out, and record it; False where something was done about it since `before`."""
        ...

    def anchors(self) -> Sequence[Head]:
        """Every end of the chain that was told to the review channel."""
        ...

    def claim_anchor(self, day: date) -> Head | None:
        """The end of the chain, for the caller alone to tell on this day; None: it was told, or nothing was added."""
        ...

    def release_anchor(self, day: date) -> None:
        """It was not told after all."""
        ...
