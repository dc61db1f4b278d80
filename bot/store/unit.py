"""One transaction: the repository of reviews within it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, bindparam, delete, insert, select, update

from bot.domain.drafts import Origin, Revision
from bot.domain.freezes import Freeze
from bot.domain.reviews import Review
from bot.services.ports import Notice, Pending, Reaction, Seen
from bot.store.chain import write_entries
from bot.store.rows import from_confirmations, from_review, from_revision, to_review
from bot.store.tables import ChannelRow, FreezeRow, ReactionRow, ReviewRow, RevisionRow, SnippetRow, table

REVIEWS, REVISIONS = table(ReviewRow), table(RevisionRow)
REACTIONS, CHANNELS, SNIPPETS = table(ReactionRow), table(ChannelRow), table(SnippetRow)
FREEZES = table(FreezeRow)

_OF_DRAFT = (
    select(REVIEWS)
    .where(REVIEWS.c.channel == bindparam("of_channel"), REVIEWS.c.message == bindparam("of_message"))
    .with_for_update()
)
_WORDING = select(REVISIONS).where(
    REVISIONS.c.review_id == bindparam("of_review"), REVISIONS.c.number == bindparam("of_number")
)
_ADD_REVISION, _ADD_SNIPPET = insert(REVISIONS), insert(SNIPPETS)
_HOLDING = select(FREEZES).where(FREEZES.c.lifted_at.is_(None)).order_by(FREEZES.c.id).limit(1)
_STOPS = 7301957064206130  # a number of our own, for stops alone
_READ_UNTIL = select(CHANNELS.c.read_until).where(CHANNELS.c.channel == bindparam("of_channel"))
_ADVANCE = update(CHANNELS).where(CHANNELS.c.channel == bindparam("of_channel"))


@cache
def _add_review(dialect: str) -> Executable:
    """Adds a review, unless the draft has one. What a dialect offers is loaded where it is spoken."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_into  # noqa: PLC0415 - some megabytes
    else:
        from sqlalchemy.dialects.sqlite import insert as insert_into  # type: ignore[assignment]  # noqa: PLC0415
    return insert_into(REVIEWS).on_conflict_do_nothing().returning(REVIEWS.c.id)


def find_locked(connection: Connection, origin: Origin) -> tuple[Row[Any], Review] | None:
    """A draft's row, locked, and its review; None where there is none.

    The wording is read after the lock is had: read with it, PostgreSQL would join the row as another transaction left
    it with the wordings from before (PostgreSQL documentation, "Read Committed Isolation Level").
    """
    row = connection.execute(_OF_DRAFT, {"of_channel": origin.channel, "of_message": origin.message}).one_or_none()
    if row is None:
        return None
    wording = _wording(connection, row.id, row.revision_number)
    if row.cleared_number in {None, row.revision_number}:
        return row, to_review(row, wording)
    return row, to_review(row, wording, _wording(connection, row.id, row.cleared_number))


def _wording(connection: Connection, review: int, number: int) -> Row[Any]:
    return connection.execute(_WORDING, {"of_review": review, "of_number": number}).one()


class SqlUnit:
    """A `Unit` over one connection."""

    def __init__(self, connection: Connection, held_until: datetime) -> None:
        """The connection's owner commits or rolls back; a new thread is held until then for who adds its review."""
        self._connection = connection
        self._held_until = held_until
        self._found: dict[Origin, tuple[int, Revision | None]] = {}

    def find(self, origin: Origin) -> Review | None:
        """See `Unit.find`."""
        found = find_locked(self._connection, origin)
        if found is None:
            return None
        row, review = found
        self._found[origin] = (row.id, review.revision)
        return review

    def add(self, review: Review) -> Pending | None:
        """See `Unit.add`."""
        origin = review.origin
        values = {
            "channel": origin.channel,
            "message": origin.message,
            "posted_at": review.revision.made_at,
            "drafter": review.drafter,
            "version": 1,
            "interrupted": True,
            "held_until": self._held_until,
            "behind": True,
            **from_review(review),
        }
        number = self._connection.execute(_add_review(self._connection.dialect.name), values).scalar_one_or_none()
        if number is None:
            return None
        self._found[origin] = (number, None)
        self._write_revision(number, review.revision)
        notices = self._write_entries(number, review)
        return Pending(number, review, 1, self._held_until, card=None, interrupted=False, notices=notices)

    def save(self, review: Review) -> None:
        """See `Unit.save`."""
        number, before = self._found[review.origin]
        if not review.entries:
            return
        values = {"version": REVIEWS.c.version + 1, "behind": True, **from_review(review)}
        self._connection.execute(update(REVIEWS).where(REVIEWS.c.id == number).values(values))
        if before is None or before.number != review.revision.number:
            self._write_revision(number, review.revision)
        else:
            self._write_ticks(number, review.revision)
        self._write_entries(number, review)

    def seen_reactions(self, origin: Origin) -> Mapping[Reaction, Seen]:
        """See `Unit.seen_reactions`."""
        seen = select(REACTIONS).where(REACTIONS.c.review_id == self._id(origin))
        rows = self._connection.execute(seen)
        return {Reaction(row.user, row.name): Seen(row.made_at, present=row.present) for row in rows}

    def see_reaction(self, origin: Origin, reaction: Reaction, seen: Seen) -> None:
        """See `Unit.see_reaction`."""
        number = self._id(origin)
        ours = (REACTIONS.c.user == reaction.user) & (REACTIONS.c.name == reaction.name)
        self._connection.execute(delete(REACTIONS).where(REACTIONS.c.review_id == number, ours))
        values = {"review_id": number, "user": reaction.user, "name": reaction.name}
        self._connection.execute(insert(REACTIONS), {**values, "made_at": seen.made_at, "present": seen.present})

    def freeze(self) -> Freeze | None:
        """See `Unit.freeze`."""
        self._wait_for_stops(shared=True)
        row = self._connection.execute(_HOLDING).one_or_none()
        return None if row is None else Freeze(row.reason, row.made_by, row.made_at)

    def stop(self, freeze: Freeze) -> None:
        """See `Unit.stop`."""
        self._wait_for_stops(shared=False)
        if self._connection.execute(_HOLDING).one_or_none() is None:
            self._connection.execute(insert(FREEZES), asdict(freeze))

    def lift(self, user: str, now: datetime) -> None:
        """See `Unit.lift`."""
        self._connection.execute(
            update(FREEZES).where(FREEZES.c.lifted_at.is_(None)).values(lifted_by=user, lifted_at=now)
        )

    def _wait_for_stops(self, *, shared: bool) -> None:
        """On SQLite there is one transaction at a time anyway."""
        if self._connection.dialect.name == "postgresql":
            lock = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
            self._connection.exec_driver_sql(f"SELECT {lock}({_STOPS})")

    def advance(self, channel: str, moment: int) -> None:
        """See `Unit.advance`."""
        known = self._connection.execute(_READ_UNTIL, {"of_channel": channel}).scalar()
        if known is None:
            self._connection.execute(insert(CHANNELS), {"channel": channel, "read_until": moment})
        elif known < moment:
            self._connection.execute(_ADVANCE, {"of_channel": channel, "read_until": moment})

    def _id(self, origin: Origin) -> int:
        if origin not in self._found and self.find(origin) is None:
            raise LookupError(origin)
        return self._found[origin][0]

    def _write_revision(self, number: int, revision: Revision) -> None:
        self._connection.execute(_ADD_REVISION, {"review_id": number, **from_revision(revision)})
        if revision.number > 1:
            self._connection.execute(delete(SNIPPETS).where(SNIPPETS.c.review_id == number))
        for file in revision.files:
            self._connection.execute(_ADD_SNIPPET, {"file": file, "review_id": number})

    def _write_ticks(self, number: int, revision: Revision) -> None:
        self._connection.execute(
            update(REVISIONS)
            .where(REVISIONS.c.review_id == number, REVISIONS.c.number == revision.number)
            .values(confirmations=from_confirmations(revision.confirmations))
        )

    def _write_entries(self, number: int, review: Review) -> tuple[Notice, ...]:
        notices = write_entries(self._connection, number, review.entries)
        review.entries.clear()
        return notices
