"""What is known of a draft under review, and what follows from it. Its transitions are in `reviews`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.audit import Deed, Entry, Standing
from bot.domain.drafts import Decision, Origin, Publication, Revision, State, Waiver, Wording
from bot.domain.errors import ClosedError, NotEntitledError, ReviewDeskError, StaleError
from bot.domain.findings import Finding, Level

WITHDRAWN = "この投稿案は取り下げられています。新しい投稿案としてお出しください。"


@dataclass(slots=True)
class ReviewState:
    """A draft under review.

    Attributes:
        origin: The draft's message.
        drafter: User id of who posted it.
        revision: The present wording.
        clearance: The last approval that exactly this revision needed, or None.
        returned: An approver's return of this revision, or None.
        withdrawn: The draft was deleted.
        unreadable: The draft was edited to something that cannot be read; nothing can be decided until it is.
        editor: User id of who edited it last; empty where nobody but the drafter did.
        approvals: Every approval of exactly this revision, in order.
        waivers: Blocking findings that were accepted.
        urgent: The drafter asks for a decision at once.
        networks: Names of the social networks it is meant for.
        publication: That it was published, or None.
        last_cleared: The wording that was cleared last, or None.
        waiting_since: Since when it awaits approval, UTC; None where it does not.
        reminders: How often that was called to mind.
        reminded_at: When last, UTC; None where it was not yet.
        entries: What was done since the review was loaded, for the record.
    """

    origin: Origin
    drafter: str
    revision: Revision
    clearance: Decision | None = None
    returned: Decision | None = None
    withdrawn: bool = False
    unreadable: bool = False
    editor: str = ""
    approvals: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    urgent: bool = False
    networks: tuple[str, ...] = ()
    publication: Publication | None = None
    last_cleared: Wording | None = None
    waiting_since: datetime | None = None
    reminders: int = 0
    reminded_at: datetime | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def state(self) -> State:
        """Where the review stands."""
        if self.withdrawn:
            return State.WITHDRAWN
        if self.publication:
            return State.PUBLISHED
        if self.returned:
            return State.RETURNED
        if self.clearance:
            return State.CLEARED
        if self.blocked or self.unreadable:
            return State.NEEDS_REVISION
        return State.AWAITING if self.revision.confirmed else State.CONFIRMING

    @property
    def blocked(self) -> bool:
        """Whether a finding asks for another wording, and nobody accepted it."""
        return any(True for _ in self.blocking())

    def blocking(self) -> Iterator[Finding]:
        """The findings that ask for another wording and were not accepted."""
        accepted = {waiver.fingerprint for waiver in self.waivers}
        return (
            finding
            for finding in self.revision.findings
            if finding.level is Level.BLOCK and finding.fingerprint not in accepted
        )

    def ensure_has(self, fingerprint: str) -> Finding:
        """The blocking finding of this fingerprint; StaleError where the present wording has none."""
        finding = next((one for one in self.blocking() if one.fingerprint == fingerprint), None)
        if finding is None:
            raise StaleError("文面が変わったため、この指摘はもうありません。新しいカードをご覧ください。")
        return finding

    def asked_since(self, earlier: Collection[str]) -> datetime | None:
        """Since when a step's people are asked, UTC: the last approval of the steps before it made it their turn.

        Args:
            earlier: The labels of the steps before it.
        """
        if self.waiting_since is None:
            return None
        return max([self.waiting_since, *(approval.at for approval in self.approvals if approval.step in earlier)])

    @property
    def authors(self) -> frozenset[str]:
        """Who wrote the present wording; none of them decides on it."""
        return frozenset(filter(None, (self.drafter, self.editor)))

    @property
    def edited_after_publication(self) -> bool:
        """Whether the draft now says something else than was published."""
        return self.publication is not None and self.publication.revision != self.revision.number

    @property
    def standing(self) -> Standing:
        """How it stands now, for the record."""
        return Standing(
            origin=self.origin,
            drafter=self.drafter,
            state=self.state,
            revision=self.revision,
            clearance=self.clearance,
            returned=self.returned,
            approvals=self.approvals,
            waivers=self.waivers,
            urgent=self.urgent,
            publication=self.publication,
        )

    def _ensure_not_withdrawn(self) -> None:
        if self.withdrawn:
            raise ClosedError(WITHDRAWN)

    def _ensure_open(self) -> None:
        self._ensure_not_withdrawn()
        if self.publication:
            raise ClosedError(
                "この投稿案は公開済みです。直した文面を公開するときは、新しい投稿案としてお出しください。"
            )

    def _ensure_drafters(self, user: str, refusal: str) -> None:
        self._ensure_open()
        if user != self.drafter:
            raise NotEntitledError(refusal)

    def _record(self, deed: Deed, actor: str, now: datetime, **details: str) -> None:
        self.entries.append(Entry(deed, actor, now, self.revision.number, self.revision.sha256, details, self.standing))


def ensure_reason(reason: str) -> None:
    """ReviewDeskError where nothing but blanks was written."""
    if not reason.strip():
        raise ReviewDeskError("お手数ですが、理由をひとこと書き添えてください。")
