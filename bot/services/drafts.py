"""Drafts come in, are edited, are deleted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.drafts import Origin, Revision
from bot.domain.errors import ClosedError, NotEntitledError
from bot.domain.findings import Level
from bot.domain.people import ensure_may_submit
from bot.domain.review_state import WITHDRAWN
from bot.domain.reviews import Review
from bot.engine.text import Link
from bot.services.confirmations import confirmations_for
from bot.services.desk import JAPAN, Desk
from bot.services.ports import Unit

DESK = "sns-review"  # who did what the desk does by itself
NO_REVIEW = "この投稿案の審査が見つかりませんでした。お手数ですが、もう一度投稿していただけますか。"
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Taken:
    """A draft under review; `reworded`: its wording is new to the desk."""

    review: Review
    reworded: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands in its message.

    Attributes:
        origin: Its message.
        drafter: User id of who posted it.
        text: As the person typed it, with each snippet's content after a line break.
        made_at: When it got this wording, microseconds since 1970, as exactly as is known.
        edited_at: When Slack says it was edited or posted, to the second.
        exact: `made_at` is exact, not the end of the second of `edited_at`.
        edited: It is not as it was posted.
        links: Links hidden behind labels, placed in `text`.
        files: Ids of its text snippets.
        editor: User id of who edited it last; empty: the drafter.
        answered: Its thread has replies, among which may be a card the database does not know.
    """

    origin: Origin
    drafter: str
    text: str
    made_at: int
    links: tuple[Link, ...] = ()
    files: tuple[str, ...] = ()
    answered: bool = False
    editor: str = ""
    edited_at: int = 0
    exact: bool = True
    edited: bool = False

    def is_news(self, revision: Revision) -> bool:
        """Whether this is a later wording than a revision's.

        Slack dates edits by the second (`edited.ts`), so that two within one second differ by their texts alone.
        """
        second = revision.made_at // _SECOND
        if revision.says(self.text):
            return self.edited_at > second
        return self.made_at > revision.made_at if self.exact else self.edited_at >= second


def take_in_draft(desk: Desk, draft: Draft) -> Taken:
    """Review a draft: a new one, or an edit of one under review; the same wording again changes nothing.

    Raises:
        NotEntitledError: A new draft by somebody who is not on the staff.
        ClosedError: The draft was withdrawn.
    """
    known = _follow_known(desk, draft) if draft.edited else None
    taken = known or _submit(desk, draft) or _follow_known(desk, draft)
    if taken is None:
        raise LookupError(draft.origin)
    return taken


def _submit(desk: Desk, draft: Draft) -> Taken | None:
    """A new review; None where the draft is under review already. It is checked before anybody has to wait for it."""
    drafter = desk.directory.person(draft.drafter, fresh=False)
    review = Review.submit(draft.origin, draft.drafter, _revision(desk, draft, 1), desk.clock())
    with desk.store.begin() as unit:
        pending = unit.add(review)
        if pending is None:
            return None
        ensure_may_submit(drafter)
    desk.wake(draft.origin, replace(pending, interrupted=draft.answered))
    return Taken(review, reworded=True)


def _follow_known(desk: Desk, draft: Draft) -> Taken | None:
    """Its review, brought to its wording; None where it has none. Nobody is looked up: a clearance must end anyhow."""
    with desk.store.begin() as unit:
        review = unit.find(draft.origin)
        if review is None:
            return None
        reworded = _follow(desk, unit, review, draft)
    desk.wake(draft.origin)
    return Taken(review, reworded)


def _follow(desk: Desk, unit: Unit, review: Review, draft: Draft) -> bool:
    """Whether the review was brought to a later wording."""
    reworded = draft.is_news(review.revision) or (review.unreadable and not review.revision.says(draft.text))
    if reworded:
        _revise(desk, review, draft)
        unit.save(review)
    return reworded


def _revise(desk: Desk, review: Review, draft: Draft) -> None:
    later = replace(draft, made_at=max(draft.made_at, review.revision.made_at + 1))
    review.revise(_revision(desk, later, review.revision.number + 1), draft.editor or draft.drafter, desk.clock())


def recheck_draft(desk: Desk, draft: Draft) -> None:
    """Check a wording again that was checked with other rules; only where they find more does anything change."""
    with desk.store.begin() as unit:
        review = unit.find(draft.origin)
        if review is None or not review.revision.says(draft.text) or review.unreadable:
            return
        later = replace(draft, made_at=review.revision.made_at + 1)
        again = _revision(desk, later, review.revision.number + 1)
        if not _says_more(again, review.revision):
            return
        review.recheck(again, DESK, desk.clock())
        unit.save(review)
    desk.wake(draft.origin)


def _says_more(again: Revision, before: Revision) -> bool:
    """Whether there is a finding to act on that was not there, or asked for less."""
    known = {finding.fingerprint: finding.level for finding in before.findings}
    return any(finding.level.rank < known.get(finding.fingerprint, Level.ADVISE).rank for finding in again.findings)


def review_of(desk: Desk, origin: Origin) -> Review | None:
    """The review of a draft; None where there is none."""
    with desk.store.begin() as unit:
        return unit.find(origin)


def find_review(desk: Desk, origin: Origin) -> Review:
    """The review of a draft; ClosedError where there is none."""
    review = review_of(desk, origin)
    if review is None:
        raise ClosedError(NO_REVIEW)
    return review


def ensure_may_hand_in(desk: Desk, user: str) -> None:
    """NotEntitledError unless somebody who wrote a draft in the form is on the staff."""
    ensure_may_submit(desk.directory.person(user, fresh=True))


def ensure_own_draft(desk: Desk, origin: Origin, user: str) -> Review:
    """The review of a draft that this person wrote, and may rewrite or take back.

    Raises:
        ClosedError: There is none, or it was withdrawn.
        NotEntitledError: Somebody else wrote it.
    """
    review = find_review(desk, origin)
    if review.drafter != user:
        raise NotEntitledError("文面を書き直したり取り下げたりできるのは、この投稿案を書いた方だけです。")
    if review.withdrawn:
        raise ClosedError(WITHDRAWN)
    return review


def reread_draft(desk: Desk, draft: Draft) -> None:
    """Something about a message changed that is no edit of its own, such as a snippet: another text is a new revision.

    `draft.made_at` is when it changed.

    Raises:
        ClosedError: The draft was withdrawn.
    """
    with desk.store.begin() as unit:
        review = unit.find(draft.origin)
        if review is None or (review.revision.says(draft.text) and not review.unreadable):
            return
        _revise(desk, review, draft)
        unit.save(review)
    desk.wake(draft.origin)


def withdraw_draft(desk: Desk, origin: Origin) -> None:
    """The draft was deleted."""
    _change(desk, origin, lambda review: review.withdraw(review.drafter, desk.clock()))


def doubt_draft(desk: Desk, origin: Origin) -> None:
    """The draft was edited to something that cannot be read."""
    _change(desk, origin, lambda review: review.doubt(review.drafter, desk.clock()))


def _change(desk: Desk, origin: Origin, change: Callable[[Review], None]) -> None:
    with desk.store.begin() as unit:
        review = unit.find(origin)
        if review is None:
            return
        change(review)
        unit.save(review)
    desk.wake(origin)


def _revision(desk: Desk, draft: Draft, number: int) -> Revision:
    today = datetime.fromtimestamp(draft.made_at / 1_000_000, UTC).astimezone(JAPAN).date()
    examined = desk.engine.examine(draft.text, today=today, library=desk.library, links=draft.links)
    return Revision(
        number=number,
        text=draft.text,
        made_at=draft.made_at,
        rules=desk.engine.rules.version,
        findings=examined.findings,
        confirmations=confirmations_for(desk.library, desk.engine.rules.checks, examined),
        files=draft.files,
    )
