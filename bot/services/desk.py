"""The desk: what every service needs, joined once by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.drafts import Origin
from bot.domain.guidelines import Library
from bot.engine.engine import Engine
from bot.services.pace import Pace
from bot.services.ports import Directory, Pending, Sections, Store

JAPAN = ZoneInfo("Asia/Tokyo")


def utc_now() -> datetime:
    """This moment, UTC."""
    return datetime.now(UTC)


class Wake(Protocol):
    """Brings a thread up to date, on its own time."""

    def __call__(self, origin: Origin, pending: Pending | None = None, /) -> None:
        """A draft's review was committed."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """The review desk.

    Attributes:
        engine: The checks.
        library: The guidelines in use.
        store: Where reviews are kept.
        directory: Who people are, and who may approve.
        approve_reactions: Names of reactions that approve.
        return_reactions: Names of reactions that return.
        sections: The office's sections.
        approvers: User ids and user-group ids of who decides where a drafter's section has no managers of its own.
        pace: How long things may take.
        wake: Called after a commit with the draft whose thread is to be brought up to date, and with what is
            pending where the thread is held for us already.
        clock: The time, UTC.
    """

    engine: Engine
    library: Library
    store: Store
    directory: Directory
    approve_reactions: frozenset[str]
    return_reactions: frozenset[str]
    sections: Sections
    approvers: tuple[str, ...]
    pace: Pace
    wake: Wake
    clock: Callable[[], datetime] = utc_now

    @property
    def decisive_reactions(self) -> frozenset[str]:
        """Reactions that decide something."""
        return self.approve_reactions | self.return_reactions
