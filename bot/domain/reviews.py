"""A review: one draft, its revisions, confirmations and decision. Every change is a transition that may refuse."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.audit import Deed, Entry, Standing
from bot.domain.drafts import Confirmation, Decision, Origin, Revision, State
from bot.domain.errors import ClosedError, NotEntitledError, StaleError, TooEarlyError
from bot.domain.people import Person, ensure_may_decide


@dataclass(slots=True)
class Review:
    """A draft under review.

    Attributes:
        origin: The draft's message.
        drafter: User id of who posted it.
        revision: The present wording.
        clearance: The approval of exactly this revision, or None.
        returned: An approver's return of this revision, or None.
        withdrawn: The draft was deleted.
        unreadable: The draft was edited to something that cannot be read; nothing can be decided until it is.
        entries: What was done since the review was loaded, for the record.
    """

    origin: Origin
    drafter: str
    revision: Revision
    clearance: Decision | None = None
    returned: Decision | None = None
    withdrawn: bool = False
    unreadable: bool = False
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def submit(cls, origin: Origin, drafter: str, revision: Revision, now: datetime) -> "Review":
        """A new review of a draft."""
        review = cls(origin, drafter, revision)
        review._record(Deed.SUBMITTED, drafter, now)
        review._record_if_ready(drafter, now)
        return review

    @property
    def state(self) -> State:
        """Where the review stands."""
        if self.withdrawn:
            return State.WITHDRAWN
        if self.returned:
            return State.RETURNED
        if self.clearance:
            return State.CLEARED
        if self.revision.blocked or self.unreadable:
            return State.NEEDS_REVISION
        return State.AWAITING if self.revision.confirmed else State.CONFIRMING

    @property
    def standing(self) -> Standing:
        """How it stands now, for the record."""
        return Standing(self.origin, self.drafter, self.state, self.revision, self.clearance, self.returned)

    def revise(self, revision: Revision, editor: str, now: datetime) -> None:
        """The draft was edited: a new revision, checked anew; decisions on the old one end with it.

        Raises:
            StaleError: The present wording is at least as new.
            ClosedError: The draft was withdrawn.
        """
        self._ensure_open()
        if revision.made_at <= self.revision.made_at:
            raise StaleError("すでに新しい文面で審査しています。")
        self._end_clearance(editor, now, "edited")
        self.returned = None
        self.unreadable = False
        self.revision = revision
        self._record(Deed.REVISED, editor, now)
        self._record_if_ready(editor, now)

    def tick(self, user: str, number: int, ticks: Mapping[str, bool], now: datetime, *, moment: int = 0) -> None:
        """The drafter ticks confirmations of a revision, or takes ticks out; `moment`: on Slack's clock.

        Raises:
            NotEntitledError: Somebody else's tick.
            StaleError: Ticks meant for an earlier revision.
            ClosedError: The draft was withdrawn.
            TooEarlyError: The draft was returned.
        """
        self._ensure_open()
        if user != self.drafter:
            raise NotEntitledError("確認のチェックは、投稿案を書いたご本人にお願いしています。")
        if number != self.revision.number:
            raise StaleError("文面が変わりました。新しい文面の確認事項に、もう一度チェックをお願いします。")
        if self.returned:
            raise TooEarlyError("差し戻し中の投稿案です。文面を直すと、確認事項が新しくなります。")
        was_ready = self.state in {State.AWAITING, State.CLEARED}
        before = self.revision.confirmations
        after = tuple(_ticked(confirmation, ticks, now, moment) for confirmation in before)
        self.revision = replace(self.revision, confirmations=after)
        for confirmation in (new for old, new in zip(before, after, strict=True) if new is not old):
            deed = Deed.TICKED if confirmation.ticked_at else Deed.UNTICKED
            self._record(deed, self.drafter, now, confirmation=confirmation.key)
        if not self.revision.confirmed:
            self._end_clearance(user, now, "unticked")
        elif not was_ready:
            self._record_if_ready(user, now)

    def approve(
        self, person: Person, reaction: str, approvers: Collection[str], now: datetime, *, made_at: int | None = None
    ) -> None:
        """An approver's approval clears exactly the present revision. A second approval adds nothing.

        Args:
            person: Who approves, as looked up just now.
            reaction: Name of the reaction.
            approvers: User ids of those who may approve, as looked up just now.
            now: Time of the record, UTC.
            made_at: When the reaction was made, microseconds since 1970; None: certainly on this wording.

        Raises:
            NotEntitledError: Not an approver, a guest, or the drafter.
            StaleError: The reaction is older than the wording.
            TooEarlyError: Something is still to be revised or confirmed.
            ClosedError: The draft was withdrawn.
        """
        self._ensure_decidable(person, approvers, made_at)
        if self.returned:
            raise TooEarlyError("差し戻し中の投稿案です。文面が直ってから、あらためて承認をお願いします。")
        if self.revision.blocked:
            raise TooEarlyError(
                "直していただきたい箇所がまだあります。文面が直ってから、あらためて承認をお願いします。"
            )
        if not self.revision.confirmed or (made_at is not None and made_at < self.revision.confirmed_moment):
            raise TooEarlyError(
                "担当の方の確認がまだ終わっていません。【承認待ち】になってから、あらためて承認をお願いします。"
            )
        if self.clearance is None:
            self.clearance = Decision(person.id, reaction, self.revision.number, now)
            self._record(Deed.APPROVED, person.id, now)

    def take_back(self, user: str, reaction: str, now: datetime) -> None:
        """A reaction was removed: a decision that rested on it ends; any other removal changes nothing."""
        if self.withdrawn:
            return
        if self.clearance and (self.clearance.approver, self.clearance.reaction) == (user, reaction):
            self._end_clearance(user, now, "taken_back")
        if self.returned and (self.returned.approver, self.returned.reaction) == (user, reaction):
            self.returned = None
            self._record(Deed.RETURN_TAKEN_BACK, user, now)
            self._record_if_ready(user, now)

    def send_back(
        self, person: Person, reaction: str, approvers: Collection[str], now: datetime, *, made_at: int | None = None
    ) -> None:
        """An approver returns the draft; a clearance ends with it. Arguments and errors as in `approve`."""
        self._ensure_decidable(person, approvers, made_at)
        if self.returned is None:
            self._end_clearance(person.id, now, "returned")
            self.returned = Decision(person.id, reaction, self.revision.number, now)
            self._record(Deed.RETURNED, person.id, now)

    def doubt(self, user: str, now: datetime) -> None:
        """The draft was edited to something that cannot be read: a clearance cannot stand, nothing can be decided."""
        if not self.unreadable and not self.withdrawn:
            self._end_clearance(user, now, "unreadable")
            self.unreadable = True
            self._record(Deed.DOUBTED, user, now)

    def withdraw(self, user: str, now: datetime) -> None:
        """The draft was deleted. Nothing can follow; doing it twice changes nothing."""
        if not self.withdrawn:
            self._end_clearance(user, now, "withdrawn")
            self.withdrawn = True
            self._record(Deed.WITHDRAWN, user, now)

    def purge(self, actor: str, now: datetime) -> None:
        """The words of the draft were kept long enough; what was decided on them stays."""
        self.revision = self.revision.without_words()
        self._record(Deed.PURGED, actor, now)

    def _ensure_open(self) -> None:
        if self.withdrawn:
            raise ClosedError("この投稿案は取り下げられています。新しい投稿案としてお出しください。")

    def _ensure_decidable(self, person: Person, approvers: Collection[str], made_at: int | None) -> None:
        self._ensure_open()
        ensure_may_decide(person, self.drafter, approvers)
        if self.unreadable:
            raise TooEarlyError("編集後の文面を読み取れていません。担当の方の編集をお待ちください。")
        if made_at is not None and made_at < self.revision.made_at:
            raise StaleError(
                "いまの文面の審査が始まる前のリアクションでした。新しいカードをご覧のうえ、もう一度お願いします。"
            )

    def _end_clearance(self, actor: str, now: datetime, reason: str) -> None:
        if self.clearance:
            approver = self.clearance.approver
            self.clearance = None
            self._record(Deed.CLEARANCE_ENDED, actor, now, reason=reason, approver=approver)

    def _record_if_ready(self, actor: str, now: datetime) -> None:
        if self.state is State.AWAITING:
            self._record(Deed.READY, actor, now)

    def _record(self, deed: Deed, actor: str, now: datetime, **details: str) -> None:
        self.entries.append(Entry(deed, actor, now, self.revision.number, self.revision.sha256, details, self.standing))


def _ticked(confirmation: Confirmation, ticks: Mapping[str, bool], now: datetime, moment: int) -> Confirmation:
    wanted = ticks.get(confirmation.key)
    if wanted is None or wanted == (confirmation.ticked_at is not None):
        return confirmation
    return replace(confirmation, ticked_at=now if wanted else None, moment=moment if wanted else 0)
