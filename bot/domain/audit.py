"""The record of who did what when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.drafts import Decision, Origin, Publication, Revision, State, Waiver


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
    STEP_APPROVED = "step_approved"
    STEP_TAKEN_BACK = "step_taken_back"
    WAIVED = "waived"
    RETURN_EXPLAINED = "return_explained"
    MARKED_URGENT = "marked_urgent"
    NETWORKS_NAMED = "networks_named"
    REMINDED = "reminded"
    RECHECKED = "rechecked"
    PUBLISHED = "published"
    REVISED_AFTER_PUBLICATION = "revised_after_publication"

    @property
    def announced(self) -> bool:
        """Whether the thread is told of it."""
        return self in _ANNOUNCED


_ANNOUNCED = {
    Deed.READY,
    Deed.APPROVED,
    Deed.STEP_APPROVED,
    Deed.STEP_TAKEN_BACK,
    Deed.CLEARANCE_ENDED,
    Deed.RETURNED,
    Deed.RETURN_TAKEN_BACK,
    Deed.RETURN_EXPLAINED,
    Deed.WAIVED,
    Deed.MARKED_URGENT,
    Deed.REMINDED,
    Deed.PUBLISHED,
    Deed.REVISED_AFTER_PUBLICATION,
}


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
        approvals: The approvals of this wording.
        waivers: The findings that were accepted.
        urgent: A decision at once is asked for.
        publication: That it was published, or None.
    """

    origin: Origin
    drafter: str
    state: State
    revision: Revision
    clearance: Decision | None
    returned: Decision | None
    approvals: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    urgent: bool = False
    publication: Publication | None = None


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
