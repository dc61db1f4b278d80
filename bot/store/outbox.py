"""Threads that do not yet look as their reviews are."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, sessionmaker

from bot.domain.reviews import Origin
from bot.services.ports import Notice, Pending
from bot.store.rows import to_entry, to_review
from bot.store.tables import CardRow, EntryRow, NoticeRow, ReviewRow
from bot.store.times import EPOCH

HOLD = timedelta(minutes=2)


class SqlOutbox:
    """An `Outbox` over a database; a claim is a lease, so that a crash frees the thread in the end."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        """The store's sessions."""
        self._sessions = sessions

    def behind(self, now: datetime) -> Sequence[Origin]:
        """See `Outbox.behind`."""
        with self._sessions() as session:
            rows = session.execute(
                select(ReviewRow.channel, ReviewRow.message)
                .join(CardRow)
                .where(CardRow.behind, CardRow.held_until <= now)
                .order_by(ReviewRow.id)
            )
            return [Origin(channel, message) for channel, message in rows]

    def claim(self, origin: Origin, now: datetime) -> Pending | None:
        """See `Outbox.claim`."""
        with self._sessions.begin() as session:
            row = session.scalar(_of(origin).with_for_update())
            if row is None or not row.card.behind or row.card.held_until > now:
                return None
            pending = Pending(
                review=to_review(row, ()),
                version=row.version,
                card=row.card.message,
                interrupted=row.card.interrupted,
                notices=self._notices(session, row.id),
            )
            row.card.held_until = now + HOLD
            row.card.interrupted = True
            return pending

    def settle(self, origin: Origin, version: int, card: str | None, said: Sequence[int]) -> None:
        """See `Outbox.settle`."""
        with self._sessions.begin() as session:
            row = session.scalars(_of(origin).with_for_update()).one()
            row.card.message = card
            row.card.interrupted = False
            row.card.held_until = EPOCH
            session.execute(delete(NoticeRow).where(NoticeRow.entry_id.in_(said)))
            untold = select(NoticeRow.entry_id).where(NoticeRow.review_id == row.id).limit(1)
            row.card.behind = row.version > version or session.scalar(untold) is not None

    def postpone(self, origin: Origin, until: datetime) -> None:
        """See `Outbox.postpone`."""
        with self._sessions.begin() as session:
            session.scalars(_of(origin)).one().card.held_until = until

    def _notices(self, session: Session, review_id: int) -> tuple[Notice, ...]:
        rows = session.scalars(
            select(EntryRow)
            .join(NoticeRow, NoticeRow.entry_id == EntryRow.id)
            .where(NoticeRow.review_id == review_id)
            .order_by(EntryRow.id)
        )
        return tuple(Notice(row.id, to_entry(row)) for row in rows)


def _of(origin: Origin) -> Select[ReviewRow]:
    return select(ReviewRow).where(ReviewRow.channel == origin.channel, ReviewRow.message == origin.message)
