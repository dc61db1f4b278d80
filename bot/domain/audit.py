"""The record of who did what when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.drafts import Decision, Origin, Revision, State


class Deed(StrEnum):
    """What can be done with a review."""

    SUBMITTED = "submitted"
    REVISED = "revised"
    TICKED = "ticked"
    UNTICKED = "unticked"
    READY = "ready"
    APPROVED = "approved"
    CLEARANCE_ENDED = "clearance_ended"
    RETURNED = "returned"
    RETURN_TAKEN_BACK = "return_taken_back"
    DOUBTED = "doubted"
    WITHDRAWN = "withdrawn"
    PURGED = "purged"

    @property
    def announced(self) -> bool:
        """Whether the thread is told of it."""
        return self in {Deed.READY, Deed.APPROVED, Deed.CLEARANCE_ENDED, Deed.RETURNED, Deed.RETURN_TAKEN_BACK}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a review stands at one moment.

    Attributes:
        origin: The draft's message.
        drafter: User id of who posted it.
        state: Its state.
        revision: Its wording, with findings and confirmations.
        clearance: The approval that holds, or None.
        returned: The return that holds, or None.
    """

    origin: Origin
    drafter: str
    state: State
    revision: Revision
    clearance: Decision | None
    returned: Decision | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record.

    Attributes:
        deed: What was done.
        actor: User id of who did it.
        at: When the bot recorded it, UTC.
        revision: Number of the revision it was done to.
        sha256: That revision's text, as hexadecimal SHA-256 of its UTF-8.
        details: What else belongs to it, such as a reason; never the draft's text.
        standing: How the review stood after it; None where the entry was read back for a notice.
    """

    deed: Deed
    actor: str
    at: datetime
    revision: int
    sha256: str
    details: Mapping[str, str] = field(default_factory=dict)
    standing: Standing | None = field(default=None, compare=False)
