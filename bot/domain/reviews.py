"""A review: one draft, its revisions, confirmations and decisions. Every change is a transition that may refuse."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.audit import Deed
from bot.domain.drafts import Decision, Origin, Post, Publication, Revision, State, Waiver, Wording
from bot.domain.errors import NotEntitledError, StaleError, TooEarlyError
from bot.domain.mandates import Capacity, Mandate, Mandates
from bot.domain.people import Person
from bot.domain.review_state import ReviewState, ensure_reason


class Review(ReviewState):
    """A draft under review; what is known of it stands in `ReviewState`."""

    __slots__ = ()

    @classmethod
    def submit(cls, origin: Origin, drafter: str, revision: Revision, now: datetime) -> "Review":
        """A new review of a draft."""
        review = cls(origin, drafter, revision)
        review._record(Deed.SUBMITTED, drafter, now)
        review._record_if_ready(drafter, now)
        return review

    def revise(self, revision: Revision, editor: str, now: datetime) -> None:
        """The draft was edited: a new revision, checked anew; decisions on the old one end with it.

        Of an accepted finding the waiver stays where the finding does. After a publication nothing is decided any
        more: that the draft says something else is recorded and told.

        Raises:
            StaleError: The present wording is at least as new.
            ClosedError: The draft was withdrawn.
        """
        self._ensure_not_withdrawn()
        if revision.made_at <= self.revision.made_at:
            raise StaleError("すでに新しい文面で審査しています。")
        if self.publication:
            self.revision = revision
            self._record(Deed.REVISED_AFTER_PUBLICATION, editor, now)
            return
        self._end_approvals(editor, now, "edited")
        self.returned = None
        self.unreadable = False
        self.editor = editor
        self._adopt(revision)
        self._record(Deed.REVISED, editor, now)
        self._record_if_ready(editor, now)

    def recheck(self, revision: Revision, actor: str, now: datetime) -> None:
        """The rules changed and say more of the same wording: a clearance cannot stand on what nobody looked at."""
        self._ensure_open()
        self._end_approvals(actor, now, "rules")
        self._adopt(revision)
        self._record(Deed.RECHECKED, actor, now, rules=revision.rules)
        self._record_if_ready(actor, now)

    def _adopt(self, revision: Revision) -> None:
        found = {finding.fingerprint for finding in revision.findings}
        self.waivers = tuple(waiver for waiver in self.waivers if waiver.fingerprint in found)
        self.revision = revision

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
        after = tuple(one.ticked(now, moment, wanted=ticks.get(one.key)) for one in before)
        self.revision = replace(self.revision, confirmations=after)
        for confirmation in (new for old, new in zip(before, after, strict=True) if new is not old):
            deed = Deed.TICKED if confirmation.ticked_at else Deed.UNTICKED
            self._record(deed, self.drafter, now, confirmation=confirmation.key)
        if not self.revision.confirmed:
            self._end_approvals(user, now, "unticked")
        elif not was_ready:
            self._record_if_ready(user, now)

    def approve(
        self, person: Person, reaction: str, mandates: Mandates, now: datetime, *, made_at: int | None = None
    ) -> None:
        """An approval of exactly the present revision; the last one that is needed clears it.

        A further approval adds nothing.

        Args:
            person: Who approves, as looked up just now.
            reaction: Name of the reaction.
            mandates: Who may decide, as looked up just now.
            now: Time of the record, UTC.
            made_at: When the reaction was made, microseconds since 1970; None: certainly on this wording.

        Raises:
            NotEntitledError: Not an approver, a guest, or who wrote the draft.
            StaleError: The reaction is older than the wording.
            TooEarlyError: Something is still to be revised or confirmed, or all clearances are stopped.
            ClosedError: The draft was withdrawn or is published.
        """
        mandate, capacity = self._ensure_decidable(person, mandates, made_at)
        self._ensure_ready(made_at)
        if self.clearance or mandates.has_word_of(person, mandate, self.approvals):
            return
        mandates.ensure_not_frozen()
        given = [
            Decision(person.id, reaction, self.revision.number, now, step.step.label, step.is_deputy(person.id))
            for step in mandates.taken_by(person, self.approvals)
        ]
        self._wait(self.waiting_since)
        self.approvals = (*mandates.counting(self.approvals), *given)
        if mandates.next(self.approvals) is None:
            self.clearance, self.waiting_since = given[-1], None
            self.last_cleared = Wording(self.revision.number, self.revision.text)
        details = {"step": "、".join(decision.step for decision in given), **_as_deputy(capacity)}
        self._record(Deed.APPROVED if self.clearance else Deed.STEP_APPROVED, person.id, now, **details)

    def take_back(self, user: str, reaction: str, now: datetime) -> None:
        """A reaction was removed: a decision that rested on it ends; any other removal changes nothing."""
        if self.withdrawn or self.publication:
            return
        rested = [(approval.approver, approval.reaction) == (user, reaction) for approval in self.approvals]
        if any(rested):
            self._drop_approvals(rested.index(True), user, now)
        if self.returned and (self.returned.approver, self.returned.reaction) == (user, reaction):
            self.returned = None
            self._record(Deed.RETURN_TAKEN_BACK, user, now)
            self._record_if_ready(user, now)

    def send_back(
        self, person: Person, reaction: str, mandates: Mandates, now: datetime, *, made_at: int | None = None
    ) -> None:
        """An approver returns the draft; a clearance ends with it. Arguments and errors as in `approve`."""
        mandate, capacity = self._ensure_decidable(person, mandates, made_at)
        if self.returned is None:
            self._end_approvals(person.id, now, "returned")
            deputy = capacity is Capacity.DEPUTY
            self.returned = Decision(person.id, reaction, self.revision.number, now, mandate.step.label, deputy)
            self._record(Deed.RETURNED, person.id, now, **_as_deputy(capacity))

    def explain_return(self, user: str, reason: str, now: datetime) -> None:
        """Who returned the draft says why; StaleError where the return does not hold any more."""
        if self.returned is None or self.returned.approver != user or self.withdrawn:
            raise StaleError("この差し戻しは、すでに取り消されたか、文面が変わっています。")
        ensure_reason(reason)
        self.returned = replace(self.returned, reason=reason)
        self._record(Deed.RETURN_EXPLAINED, user, now, reason=reason)

    def waive(self, person: Person, fingerprint: str, reason: str, mandates: Mandates, now: datetime) -> None:
        """An approver accepts one blocking finding, with a reason (例外承認); doing it twice changes nothing.

        Raises:
            StaleError: The present wording has no such finding.
            ReviewDeskError: No reason was given.
            NotEntitledError, TooEarlyError, ClosedError: As `approve`.
        """
        _, capacity = self._ensure_decidable(person, mandates, None)
        ensure_reason(reason)
        if any(waiver.fingerprint == fingerprint for waiver in self.waivers):
            return
        finding = self.ensure_has(fingerprint)
        waiver = Waiver(fingerprint, finding.check, person.id, reason, self.revision.number, now)
        self.waivers = (*self.waivers, waiver)
        details = {"finding": fingerprint, "check": finding.check, "reason": reason, **_as_deputy(capacity)}
        self._record(Deed.WAIVED, person.id, now, **details)
        self._record_if_ready(person.id, now)

    def mark_urgent(self, user: str, now: datetime) -> None:
        """The drafter asks for a decision at once; nothing else is skipped. Doing it twice changes nothing.

        Raises:
            NotEntitledError: Somebody else's draft.
            ClosedError: It was withdrawn or is published.
        """
        self._ensure_drafters(user, "緊急の指定は、投稿案を書いたご本人にお願いしています。")
        if not self.urgent:
            self.urgent, self.reminders, self.reminded_at = True, 0, now
            self._record(Deed.MARKED_URGENT, user, now)

    def name_networks(self, user: str, networks: tuple[str, ...], now: datetime) -> None:
        """The drafter says which social networks it is meant for; errors as `mark_urgent`."""
        self._ensure_drafters(user, "公開先は、投稿案を書いたご本人に選んでいただいています。")
        if networks != self.networks:
            self.networks = networks
            self._record(Deed.NETWORKS_NAMED, user, now, networks="、".join(networks))

    def remind(self, actor: str, now: datetime, *, deputies: bool) -> None:
        """Who may decide is reminded; nothing where nobody is waited for."""
        if self.state is State.AWAITING:
            self.reminders, self.reminded_at = self.reminders + 1, now
            self._record(Deed.REMINDED, actor, now, to="deputies" if deputies else "managers")

    def end_clearance(self, actor: str, now: datetime, reason: str) -> None:
        """A clearance falls: it expired, its approver left office, or all were stopped."""
        if self.state is State.CLEARED:
            self._end_approvals(actor, now, reason)
            self._wait(now)

    def publish(self, person: Person, post: Post, now: datetime) -> None:
        """Somebody of the staff published the cleared wording. With that the clearance is used up.

        Raises:
            NotEntitledError: Not of the staff.
            TooEarlyError: The draft is not cleared.
            ClosedError: It was withdrawn or is published.
        """
        self._ensure_open()
        if not person.staff:
            raise NotEntitledError("公開の記録は、職員の方にお願いしています。")
        if self.clearance is None:
            raise TooEarlyError("まだ【公開可】になっていない投稿案です。承認のあとで、公開をお願いします。")
        revision, approver = self.revision, self.clearance.approver
        self.publication = Publication(post, person.id, revision.number, revision.sha256, approver)
        self.clearance, self.approvals = None, ()
        self._record(Deed.PUBLISHED, person.id, now, network=post.network, account=post.account, url=post.url)

    def doubt(self, user: str, now: datetime) -> None:
        """The draft was edited to something that cannot be read: a clearance cannot stand, nothing can be decided."""
        if not self.unreadable and not self.withdrawn and not self.publication:
            self._end_approvals(user, now, "unreadable")
            self.unreadable = True
            self._record(Deed.DOUBTED, user, now)

    def withdraw(self, user: str, now: datetime) -> None:
        """The draft was deleted. Nothing can follow; doing it twice changes nothing."""
        if not self.withdrawn:
            self._end_approvals(user, now, "withdrawn")
            self.withdrawn = True
            self._record(Deed.WITHDRAWN, user, now)

    def purge(self, actor: str, now: datetime) -> None:
        """The words of the draft were kept long enough; what was decided on them stays."""
        self.revision = self.revision.without_words()
        self._record(Deed.PURGED, actor, now)

    def _ensure_decidable(self, person: Person, mandates: Mandates, made_at: int | None) -> tuple[Mandate, Capacity]:
        self._ensure_open()
        mandate = mandates.seat(person, self.approvals)
        capacity = mandates.entitle(person, self.authors, mandate)
        if self.unreadable:
            raise TooEarlyError("編集後の文面を読み取れていません。担当の方の編集をお待ちください。")
        if made_at is not None and made_at < self.revision.made_at:
            raise StaleError(
                "いまの文面の審査が始まる前のリアクションでした。新しいカードをご覧のうえ、もう一度お願いします。"
            )
        return mandate, capacity

    def _ensure_ready(self, made_at: int | None) -> None:
        if self.returned:
            raise TooEarlyError("差し戻し中の投稿案です。文面が直ってから、あらためて承認をお願いします。")
        if self.blocked:
            raise TooEarlyError(
                "直していただきたい箇所がまだあります。文面が直ってから、あらためて承認をお願いします。"
            )
        if not self.revision.confirmed or (made_at is not None and made_at < self.revision.confirmed_moment):
            raise TooEarlyError(
                "担当の方の確認がまだ終わっていません。【承認待ち】になってから、あらためて承認をお願いします。"
            )

    def _drop_approvals(self, first: int, actor: str, now: datetime) -> None:
        """An approval ends, and with it those that came after: they rested on it."""
        kept, step = self.approvals[:first], self.approvals[first].step
        if self.clearance:
            self._end_approvals(actor, now, "taken_back", kept)
        else:
            self.approvals = kept
            self._record(Deed.STEP_TAKEN_BACK, actor, now, step=step)
        self._wait(now)

    def _end_approvals(self, actor: str, now: datetime, reason: str, kept: tuple[Decision, ...] = ()) -> None:
        self.approvals, self.waiting_since = kept, None
        if self.clearance:
            approver = self.clearance.approver
            self.clearance = None
            self._record(Deed.CLEARANCE_ENDED, actor, now, reason=reason, approver=approver)

    def _wait(self, since: datetime | None) -> None:
        self.waiting_since, self.reminders, self.reminded_at = since, 0, None

    def _record_if_ready(self, actor: str, now: datetime) -> None:
        if self.state is State.AWAITING:
            self._wait(now)
            self._record(Deed.READY, actor, now)


def _as_deputy(capacity: Capacity) -> dict[str, str]:
    return {"deputy": "yes"} if capacity is Capacity.DEPUTY else {}
