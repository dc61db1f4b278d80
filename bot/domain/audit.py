"""The record of who did what when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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

    @property
    def announced(self) -> bool:
        """Whether the thread is told of it."""
        return self in {Deed.READY, Deed.APPROVED, Deed.CLEARANCE_ENDED, Deed.RETURNED, Deed.RETURN_TAKEN_BACK}


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
    """

    deed: Deed
    actor: str
    at: datetime
    revision: int
    sha256: str
    details: Mapping[str, str] = field(default_factory=dict)
