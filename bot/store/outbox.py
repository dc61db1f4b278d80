"""Threads that do not yet look as their reviews are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, or_, select, update

from bot.domain.drafts import Origin
from bot.services.ports import Notice, Pending, Shown
from bot.store.chain import ENTRIES, LINKS, NOTICES, to_link
from bot.store.rows import to_entry
from bot.store.store import Database
from bot.store.times import EPOCH, HOLD
from bot.store.unit import REVIEWS, find_locked

_UNTOLD = exists().where(NOTICES.c.review_id == bindparam("of_review"))
_SETTLE = (
    update(REVIEWS)
    .where(REVIEWS.c.id == bindparam("of_review"))
    .values(
        card=bindparam("shown_card"),
        interrupted=False,
        held_until=EPOCH,
        behind=or_(REVIEWS.c.version > bindparam("shown"), _UNTOLD),
    )
    .returning(REVIEWS.c.behind)
)


class SqlOutbox:
    """An `Outbox` over a database; a claim is a lease, so that a crash frees the thread in the end."""

    def __init__(self, database: Database) -> None:
        """The database, opened."""
        self._database = database

    def behind(self, now: datetime) -> Sequence[Origin]:
        """See `Outbox.behind`."""
        with self._database.begin() as connection:
            rows = connection.execute(
                select(REVIEWS.c.channel, REVIEWS.c.message)
                .where(REVIEWS.c.behind, REVIEWS.c.held_until <= now)
                .order_by(REVIEWS.c.id)
            )
            return [Origin(channel, message) for channel, message in rows]

    def claim(self, origin: Origin, now: datetime) -> Pending | None:
        """See `Outbox.claim`."""
        with self._database.begin() as connection:
            found = find_locked(connection, origin)
            if found is None:
                return None
            row, review = found
            if not row.behind or row.held_until > now:
                return None
            hold = update(REVIEWS).where(REVIEWS.c.id == row.id).values(held_until=now + HOLD, interrupted=True)
            connection.execute(hold)
            notices = _notices(connection, row.id)
            return Pending(row.id, review, row.version, now + HOLD, row.card, row.interrupted, notices)

    def settle(self, shown: Sequence[Shown]) -> Sequence[Origin]:
        """See `Outbox.settle`."""
        with self._database.begin() as connection:
            return [one.pending.review.origin for one in shown if _settle(connection, one)]

    def postpone(self, pending: Pending, until: datetime) -> None:
        """See `Outbox.postpone`."""
        with self._database.begin() as connection:
            connection.execute(update(REVIEWS).where(REVIEWS.c.id == pending.id).values(held_until=until))


def _settle(connection: Connection, shown: Shown) -> bool:
    """Let one thread go; whether it is behind again."""
    pending = shown.pending
    if pending.notices:
        said = [notice.id for notice in pending.notices]
        connection.execute(delete(NOTICES).where(NOTICES.c.entry_id.in_(said)))
    values = {"of_review": pending.id, "shown": pending.version, "shown_card": shown.card}
    return bool(connection.execute(_SETTLE, values).scalar_one())


def _notices(connection: Connection, review: int) -> tuple[Notice, ...]:
    rows = connection.execute(
        LINKS.join(NOTICES, NOTICES.c.entry_id == ENTRIES.c.id)
        .where(NOTICES.c.review_id == review)
        .order_by(ENTRIES.c.id)
    )
    return tuple(Notice(row.id, to_entry(to_link(row))) for row in rows)
