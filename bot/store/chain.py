"""Writes entries of the record, each bound to the one before, in the transaction of what they tell."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, type_coerce

from bot.domain.audit import Entry
from bot.domain.chain import Head, Link, linked
from bot.services.ports import Notice
from bot.store.tables import EntryRow, FoundDateTime, NoticeRow, table

ENTRIES, NOTICES = table(EntryRow), table(NoticeRow)

_ADD_ENTRY, _ADD_NOTICE = insert(ENTRIES), insert(NOTICES)
_HEAD = "SELECT id, hash FROM entries ORDER BY id DESC LIMIT 1"
_TURN = "SELECT pg_advisory_xact_lock(7301957064206129)"  # a number of our own, for the chain alone
LINKS = select(
    ENTRIES.c.id,
    ENTRIES.c.review_id,
    ENTRIES.c.deed,
    type_coerce(ENTRIES.c.at, FoundDateTime).label("at"),
    ENTRIES.c.body,
    ENTRIES.c.hash,
)
_ENTRY = LINKS.where(ENTRIES.c.id == bindparam("of_entry"))


def read_head(connection: Connection) -> Head:
    """Where the chain ends."""
    row = connection.exec_driver_sql(_HEAD).one_or_none()
    return Head() if row is None else Head(row.id, row.hash)


def read_link(connection: Connection, number: int) -> Link | None:
    """The entry of this number."""
    row = connection.execute(_ENTRY, {"of_entry": number}).one_or_none()
    return None if row is None else to_link(row)


def to_link(row: Row[Any]) -> Link:
    """The entry a row of LINKS keeps; whatever somebody may have put there."""
    return Link(row.id, row.review_id, row.deed, row.at, row.body if isinstance(row.body, str) else "", row.hash)


def write_entries(connection: Connection, review: int, entries: Sequence[Entry]) -> tuple[Notice, ...]:
    """Add a review's entries to the chain; what the thread is to be told of them.

    Nobody else adds to the chain until the transaction ends. On SQLite it began by locking the database. PostgreSQL
    waits for its turn here, and reads the end of the chain in a statement after that: in the same one it would still
    see the end as it was before it waited.
    """
    if not entries:
        return ()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_TURN)
    head, links = read_head(connection), list[Link]()
    for entry in entries:
        link = linked(entry, review, head)
        links.append(link)
        head = Head(link.number, link.hash)
    connection.execute(_ADD_ENTRY, [_from_link(link) for link in links])
    notices = tuple(
        Notice(link.number, entry) for link, entry in zip(links, entries, strict=True) if entry.deed.announced
    )
    if notices:
        connection.execute(_ADD_NOTICE, [{"entry_id": notice.id, "review_id": review} for notice in notices])
    return notices


def _from_link(link: Link) -> dict[str, object]:
    return {
        "id": link.number,
        "review_id": link.review,
        "deed": link.deed,
        "at": link.at,
        "body": link.body,
        "hash": link.hash,
    }
