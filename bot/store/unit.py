"""One transaction: the repository of reviews within it."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.domain.reviews import Origin, Review
from bot.services.ports import Reaction
from bot.store.rows import from_confirmations, new_entry, new_revision, to_review, write_review
from bot.store.tables import CardRow, ChannelRow, NoticeRow, ReactionRow, ReviewRow, SnippetRow
from bot.store.times import EPOCH


class SqlUnit:
    """A `Unit` over one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        """The session's owner commits or rolls back."""
        self._session = session
        self._rows: dict[Origin, ReviewRow | None] = {}

    def find(self, origin: Origin) -> Review | None:
        """See `Unit.find`."""
        row = self._row(origin)
        if row is None:
            return None
        files = self._session.scalars(select(SnippetRow.file).where(SnippetRow.review_id == row.id))
        return to_review(row, tuple(sorted(files)))

    def add(self, review: Review) -> None:
        """See `Unit.add`."""
        row = ReviewRow(
            channel=review.origin.channel,
            message=review.origin.message,
            posted_at=review.revision.made_at,
            drafter=review.drafter,
            version=1,
            revision_number=review.revision.number,
        )
        write_review(row, review)
        self._session.add(row)
        self._session.flush()
        self._session.add(
            CardRow(review_id=row.id, interrupted=False, held_until=EPOCH, behind=True),
        )
        self._rows[review.origin] = row
        self._write_revision(row, review)
        self._write_entries(row, review)

    def save(self, review: Review) -> None:
        """See `Unit.save`."""
        row = self._row(review.origin)
        if row is None:
            raise LookupError(review.origin)
        if not review.entries:
            return
        write_review(row, review)
        row.version += 1
        row.card.behind = True
        if row.revision.number != review.revision.number:
            self._write_revision(row, review)
        else:
            row.revision.confirmations = from_confirmations(review.revision.confirmations)
        self._write_entries(row, review)

    def seen_reactions(self, origin: Origin) -> Mapping[Reaction, int]:
        """See `Unit.seen_reactions`."""
        rows = self._session.scalars(select(ReactionRow).where(ReactionRow.review_id == self._id(origin)))
        return {Reaction(row.user, row.name): row.made_at for row in rows}

    def see_reaction(self, origin: Origin, reaction: Reaction, made_at: int) -> None:
        """See `Unit.see_reaction`."""
        row = ReactionRow(review_id=self._id(origin), user=reaction.user, name=reaction.name, made_at=made_at)
        self._session.merge(row)
        self._session.flush()

    def forget_reaction(self, origin: Origin, reaction: Reaction) -> None:
        """See `Unit.forget_reaction`."""
        row = self._session.get(ReactionRow, (self._id(origin), reaction.user, reaction.name))
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def advance(self, channel: str, moment: int) -> None:
        """See `Unit.advance`."""
        row = self._session.get(ChannelRow, channel)
        if row is None:
            self._session.add(ChannelRow(channel=channel, read_until=moment))
        else:
            row.read_until = max(row.read_until, moment)

    def _row(self, origin: Origin) -> ReviewRow | None:
        if origin not in self._rows:
            self._rows[origin] = self._session.scalar(
                select(ReviewRow)
                .where(ReviewRow.channel == origin.channel, ReviewRow.message == origin.message)
                .with_for_update()
            )
        return self._rows[origin]

    def _id(self, origin: Origin) -> int:
        row = self._row(origin)
        if row is None:
            raise LookupError(origin)
        return row.id

    def _write_revision(self, row: ReviewRow, review: Review) -> None:
        row.revision_number = review.revision.number
        self._session.add(new_revision(row.id, review.revision))
        self._session.flush()
        self._session.expire(row, ["revision"])
        self._session.execute(delete(SnippetRow).where(SnippetRow.review_id == row.id))
        self._session.add_all(SnippetRow(file=file, review_id=row.id) for file in review.revision.files)

    def _write_entries(self, row: ReviewRow, review: Review) -> None:
        for entry in review.entries:
            line = new_entry(row.id, entry)
            self._session.add(line)
            self._session.flush()
            if entry.deed.announced:
                self._session.add(NoticeRow(entry_id=line.id, review_id=row.id))
        review.entries.clear()
