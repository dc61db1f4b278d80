"""The record as it is read, verified, handed out and, of drafts' words, emptied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.audit import Deed
from bot.domain.chain import Head, Link
from bot.domain.drafts import Origin, Revision
from bot.services.ports import Filed, Filter, Kept
from bot.store.chain import ENTRIES, LINKS, read_head, read_link, to_link, write_entries
from bot.store.rows import from_revision, to_review, to_revision
from bot.store.store import Database
from bot.store.tables import AnchorRow, table
from bot.store.unit import REVIEWS, REVISIONS, SNIPPETS, find_locked

Item = TypeVar("Item")
Rows = Sequence[Row[Any]]
Builder = Callable[[Connection, Rows], Iterable[Item]]

ANCHORS = table(AnchorRow)
_PAGE = 500
_BEFORE_ALL = -(1 << 31)
_GUARDS = {
    "sqlite": "SELECT count(*) = 3 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'"
    " AND name IN ('entries_keep_update', 'entries_keep_delete', 'entries_keep_order')",
    "postgresql": "SELECT count(*) = 1 FROM pg_trigger"
    " WHERE tgrelid = 'entries'::regclass AND tgname = 'entries_keep' AND tgenabled IN ('O', 'A')",
}
_LAST = select(func.max(ENTRIES.c.id)).where(ENTRIES.c.review_id == REVIEWS.c.id).scalar_subquery()
_PRESENT = (REVISIONS.c.review_id == REVIEWS.c.id) & (REVISIONS.c.number == REVIEWS.c.revision_number)


class SqlRecord:
    """A `Record` over a database."""

    def __init__(self, database: Database) -> None:
        """The database, opened."""
        self._database = database

    def head(self) -> Head:
        """See `Record.head`."""
        with self._database.begin() as connection:
            return read_head(connection)

    def link(self, number: int) -> Link | None:
        """See `Record.link`."""
        with self._database.begin() as connection:
            return read_link(connection, number)

    def links(self) -> Iterator[Link]:
        """See `Record.links`."""
        return self._pages(LINKS, ENTRIES.c.id, lambda _, rows: map(to_link, rows))

    def guarded(self) -> bool:
        """See `Record.guarded`."""
        with self._database.begin() as connection:
            return bool(connection.exec_driver_sql(_GUARDS[connection.dialect.name]).scalar_one())

    def wordings(self) -> Iterator[tuple[int, Revision]]:
        """See `Record.wordings`."""
        return self._pages(
            select(REVISIONS), REVISIONS.c.id, lambda _, rows: ((row.review_id, to_revision(row)) for row in rows)
        )

    def kept(self) -> Iterator[Kept]:
        """See `Record.kept`."""
        return self._pages(select(REVIEWS, _LAST.label("last")), REVIEWS.c.id, _kept)

    def filed(self, wanted: Filter) -> Iterator[Filed]:
        """See `Record.filed`."""
        query = select(REVIEWS)
        if wanted.since is not None:
            query = query.where(REVIEWS.c.posted_at >= wanted.since)
        if wanted.until is not None:
            query = query.where(REVIEWS.c.posted_at < wanted.until)
        if wanted.state is not None:
            query = query.where(REVIEWS.c.state == wanted.state.name.lower())
        return self._pages(query, REVIEWS.c.id, _filed)

    def purgeable(self, before: datetime) -> Sequence[Origin]:
        """See `Record.purgeable`."""
        last = select(func.max(ENTRIES.c.id)).group_by(ENTRIES.c.review_id)
        due = select(ENTRIES.c.review_id).where(ENTRIES.c.id.in_(last), _due(before))
        query = select(REVIEWS.c.channel, REVIEWS.c.message).where(REVIEWS.c.id.in_(due)).order_by(REVIEWS.c.id)
        with self._database.begin() as connection:
            return [Origin(channel, message) for channel, message in connection.execute(query)]

    def purge(self, origin: Origin, before: datetime, actor: str, now: datetime) -> bool:
        """See `Record.purge`."""
        with self._database.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete = ON")  # overwrite, do not only forget
            found = find_locked(connection, origin)
            if found is None or not _is_due(connection, found[0].id, before):
                return False
            row, review = found
            _take_out_words(connection, row.id)
            review.purge(actor, now)
            write_entries(connection, row.id, review.entries)
            return True

    def anchors(self) -> Sequence[Head]:
        """See `Record.anchors`."""
        with self._database.begin() as connection:
            return [Head(*row) for row in connection.execute(select(ANCHORS.c.number, ANCHORS.c.hash))]

    def claim_anchor(self, day: date) -> Head | None:
        """See `Record.claim_anchor`."""
        try:
            with self._database.begin() as connection:
                head = read_head(connection)
                told = connection.execute(select(func.max(ANCHORS.c.day), func.max(ANCHORS.c.number))).one()
                if told[0] == day or head.number == (told[1] or 0):
                    return None
                connection.execute(insert(ANCHORS), {"day": day, "number": head.number, "hash": head.hash})
                return head
        except IntegrityError:  # another process was quicker
            return None

    def release_anchor(self, day: date) -> None:
        """See `Record.release_anchor`."""
        with self._database.begin() as connection:
            connection.execute(delete(ANCHORS).where(ANCHORS.c.day == day))

    def _pages(self, query: Select[Any], key: Column[int], build: Builder[Item]) -> Iterator[Item]:
        """What is built of the rows asked for, in the order of a key, each page at one moment of the database."""
        after = _BEFORE_ALL
        while True:
            with self._database.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                rows = connection.execute(query.where(key > after).order_by(key).limit(_PAGE)).all()
                items = list(build(connection, rows))
            if not rows:
                return
            yield from items
            after = rows[-1].id


def _kept(connection: Connection, rows: Rows) -> Iterator[Kept]:
    wordings = _wordings_of(connection, rows)
    return (Kept(row.id, row.last, to_review(row, wordings[row.id])) for row in rows if row.id in wordings)


def _filed(connection: Connection, rows: Rows) -> Iterator[Filed]:
    wordings, links = _wordings_of(connection, rows), _links_of(connection, rows)
    for row in rows:
        if row.id in wordings:
            yield Filed(row.id, row.posted_at, to_review(row, wordings[row.id]), tuple(links[row.id]))


def _wordings_of(connection: Connection, reviews: Rows) -> dict[int, Row[Any]]:
    """The present wording of each; one whose wording was deleted is for `audit verify` to find."""
    query = select(REVISIONS).join(REVIEWS, _PRESENT).where(REVIEWS.c.id.in_([row.id for row in reviews]))
    return {row.review_id: row for row in connection.execute(query)}


def _links_of(connection: Connection, reviews: Rows) -> dict[int, list[Link]]:
    query = LINKS.where(ENTRIES.c.review_id.in_([row.id for row in reviews])).order_by(ENTRIES.c.id)
    links = defaultdict[int, list[Link]](list)
    for row in connection.execute(query):
        links[row.review_id].append(to_link(row))
    return links


def _due(before: datetime) -> Any:
    return (ENTRIES.c.at < before) & (ENTRIES.c.deed != Deed.PURGED.value)


def _is_due(connection: Connection, review: int, before: datetime) -> bool:
    last = select(func.max(ENTRIES.c.id)).where(ENTRIES.c.review_id == review).scalar_subquery()
    return connection.execute(select(ENTRIES.c.id).where(ENTRIES.c.id == last, _due(before))).first() is not None


def _take_out_words(connection: Connection, review: int) -> None:
    for row in connection.execute(select(REVISIONS).where(REVISIONS.c.review_id == review)).all():
        values = from_revision(to_revision(row).without_words())
        connection.execute(update(REVISIONS).where(REVISIONS.c.id == row.id).values(**values))
    connection.execute(delete(SNIPPETS).where(SNIPPETS.c.review_id == review))
