"""A desk on SQLite with people of its own, for services without Slack."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from bot.domain.drafts import Origin, State
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Person
from bot.domain.reviews import Review
from bot.engine.engine import Engine
from bot.engine.holidays import holiday_name
from bot.engine.rules import load_rules
from bot.services.decisions import Look, ReactionEvent, Refusal, Ticks, look_at_reactions, tick_confirmations
from bot.services.desk import Desk
from bot.services.drafts import Draft, find_review, take_in_draft
from bot.services.pace import Pace
from bot.services.ports import Pending, Reaction
from bot.store.migrate import migrate
from bot.store.sections import SqlSections
from bot.store.store import Database, SqlStore, open_database

ORIGIN = Origin("C1", "1795400000.000000")
DRAFTER, MANAGER, SECOND, GUEST, ADMIN = "UDRAFTER", "UMANAGER", "USECOND", "UGUEST", "UADMIN"
APPROVERS = "SAPPROVERS"
NOON = 1_795_400_000_000_000
CLEAN = "図書館は、蔵書の点検のためお休みします。"


@cache
def engine() -> Engine:
    """The shipped checks, compiled once for all tests."""
    return Engine(load_rules())


@dataclass
class People:
    """A directory whose people may change at any time."""

    groups: dict[str, set[str]] = field(default_factory=lambda: {APPROVERS: {MANAGER, SECOND}})
    admins: set[str] = field(default_factory=lambda: {ADMIN})
    guests: set[str] = field(default_factory=lambda: {GUEST})
    asked_fresh: list[str] = field(default_factory=list)

    def person(self, user: str, *, fresh: bool) -> Person:
        """See `Directory.person`."""
        if fresh:
            self.asked_fresh.append(user)
        return Person(user, guest=user in self.guests, admin=user in self.admins)

    def members(self, tokens: Collection[str], *, fresh: bool) -> frozenset[str]:
        """See `Directory.members`."""
        return frozenset().union(*(self.groups.get(token, {token}) for token in tokens))


@dataclass
class Clock:
    """The time as it is, or as a test sets it."""

    now: datetime | None = None

    def __call__(self) -> datetime:
        """UTC."""
        return self.now or datetime.now(UTC)


@dataclass
class Office:
    """A desk, its people, and whom it woke."""

    desk: Desk
    people: People
    woken: list[Origin]
    time: Clock

    def post(self, text: str = CLEAN, made_at: int = NOON, user: str = DRAFTER) -> Review:
        """A draft, or an edit of it."""
        draft = Draft(ORIGIN, user, text, made_at, edited_at=made_at // 1_000_000)
        return take_in_draft(self.desk, draft).review

    def tick_all(self) -> None:
        """Every confirmation of the present revision."""
        revision = self.review().revision
        ticks = {confirmation.key: True for confirmation in revision.confirmations}
        tick_confirmations(self.desk, Ticks(ORIGIN, DRAFTER, revision.number, ticks))

    def react(
        self, present: Sequence[tuple[str, str]], event: ReactionEvent | None = None, **look: bool
    ) -> list[Refusal]:
        """Look at these reactions."""
        reactions = frozenset(Reaction(user, name) for user, name in present)
        as_of = int(datetime.now(UTC).timestamp() * 1_000_000)
        return look_at_reactions(self.desk, ORIGIN, Look(reactions, event, as_of, **look))

    def approve(self, made_at: int, user: str = MANAGER) -> list[Refusal]:
        """An approval whose reaction is still there."""
        return self.react([(user, "white_check_mark")], added(user, made_at))

    def review(self) -> Review:
        """The review as it is kept."""
        return find_review(self.desk, ORIGIN)

    def state(self) -> State:
        """Where the review stands."""
        return self.review().state


def added(user: str, made_at: int, name: str = "white_check_mark") -> ReactionEvent:
    """A reaction was added."""
    return ReactionEvent(Reaction(user, name), added=True, made_at=made_at)


def removed(user: str, made_at: int, name: str = "white_check_mark") -> ReactionEvent:
    """A reaction was removed."""
    return ReactionEvent(Reaction(user, name), added=False, made_at=made_at)


def open_office(folder: Path) -> Office:
    """A desk on a fresh database in this folder."""
    database = open_database(f"sqlite:///{folder}/reviews.db")
    migrate(database)
    kept = Database(database)
    people, woken, clock = People(), list[Origin](), Clock()

    def wake(origin: Origin, pending: Pending | None = None, /) -> None:
        woken.append(origin)

    desk = Desk(
        engine=engine(),
        library=engine().rules.library,
        store=SqlStore(kept),
        directory=people,
        approve_reactions=frozenset({"white_check_mark", "ok"}),
        return_reactions=frozenset({"x"}),
        sections=SqlSections(kept),
        approvers=(APPROVERS,),
        pace=Pace(OfficeHours(time(8, 30), time(17, 15), holiday_name)),
        wake=wake,
        clock=clock,
    )
    return Office(desk, people, woken, clock)
