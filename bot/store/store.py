"""The store: engine, transactions, and what is asked of it outside of one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, create_engine, delete, event, insert, make_url, select
from sqlalchemy.exc import IntegrityError

from bot.domain.drafts import Origin, State
from bot.domain.reviews import Review
from bot.store.rows import to_review
from bot.store.tables import ChoreRow, table
from bot.store.times import HOLD
from bot.store.unit import CHANNELS, REVIEWS, REVISIONS, SNIPPETS, SqlUnit

_BUSY_SECONDS = 30
CHORES = table(ChoreRow)


def open_database(url: str) -> Engine:
    """A database by its URL; `postgres://` as hosts give it is read as `postgresql+psycopg://`.

    Raises:
        sqlalchemy.exc.ArgumentError: The URL cannot be read.
    """
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return create_engine(
                "postgresql+psycopg://" + url.removeprefix(scheme), pool_pre_ping=True, hide_parameters=True
            )
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True)
    _make_folder(url)
    engine = create_engine(url, hide_parameters=True)
    _prepare_sqlite(engine)
    return engine


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for a database in memory or on a server."""
    place = make_url(url)
    named = place.drivername.startswith("sqlite") and place.database not in {None, "", ":memory:"}
    return Path(str(place.database)) if named else None


def _make_folder(url: str) -> None:
    file = sqlite_file(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(engine: Engine) -> None:
    """Transactions that begin by locking, so that two writers queue instead of failing.

    Source: SQLAlchemy, "Serializable isolation / Savepoints / Transactional DDL" of the SQLite dialect.
    """

    def connect(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy's signature
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")

    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("BEGIN IMMEDIATE")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def _in(states: Sequence[State]) -> ColumnElement[bool]:
    return REVIEWS.c.state.in_([state.name.lower() for state in states])


class Database:
    """A database's transactions, one at a time on SQLite.

    SQLite lets one transaction write; within a process it is cheaper to queue for its one connection than to let SQLite
    sleep for its lock.
    """

    def __init__(self, engine: Engine) -> None:
        """The tables must be there already (see `migrate`)."""
        self._engine = engine
        self._only = engine.connect() if engine.dialect.name == "sqlite" else None
        self._turn = Lock()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that commits at the end of its block and rolls back on an exception."""
        if self._only is None:
            with self._engine.begin() as connection:
                yield connection
        else:
            with self._turn, self._only.begin():
                yield self._only


class SqlStore:
    """A `Store` over a database."""

    def __init__(self, database: Database) -> None:
        """The database, opened."""
        self._database = database

    @contextmanager
    def begin(self) -> Iterator[SqlUnit]:
        """See `Store.begin`."""
        with self._database.begin() as connection:
            yield SqlUnit(connection, datetime.now(UTC) + HOLD)

    def open_origins(self, channel: str, since: int) -> Sequence[Origin]:
        """See `Store.open_origins`."""
        return self._origins(REVIEWS.c.channel == channel, REVIEWS.c.posted_at >= since, REVIEWS.c.withdrawn.is_(False))

    def origins_with_file(self, file: str) -> Sequence[Origin]:
        """See `Store.origins_with_file`."""
        of_file = select(SNIPPETS.c.review_id).where(SNIPPETS.c.file == file)
        return self._origins(REVIEWS.c.id.in_(of_file), REVIEWS.c.withdrawn.is_(False))

    def origins_in(self, *states: State) -> Sequence[Origin]:
        """See `Store.origins_in`."""
        return self._origins(_in(states))

    def reviews_in(self, *states: State) -> Sequence[Review]:
        """See `Store.reviews_in`."""
        present = (REVISIONS.c.review_id == REVIEWS.c.id) & (REVISIONS.c.number == REVIEWS.c.revision_number)
        with self._database.begin() as connection:
            rows = connection.execute(select(REVIEWS).where(_in(states)).order_by(REVIEWS.c.id)).all()
            wanted = select(REVISIONS).join(REVIEWS, present).where(_in(states))
            wordings = {row.review_id: row for row in connection.execute(wanted)}
        return [to_review(row, wordings[row.id]) for row in rows if row.id in wordings]

    def claim_chore(self, name: str, day: date) -> bool:
        """See `Store.claim_chore`."""
        try:
            with self._database.begin() as connection:
                connection.execute(insert(CHORES), {"name": name, "day": day})
        except IntegrityError:  # done, or another process was quicker
            return False
        return True

    def release_chore(self, name: str, day: date) -> None:
        """See `Store.release_chore`."""
        with self._database.begin() as connection:
            connection.execute(delete(CHORES).where(CHORES.c.name == name, CHORES.c.day == day))

    def read_until(self, channel: str) -> int | None:
        """See `Store.read_until`."""
        with self._database.begin() as connection:
            return connection.execute(select(CHANNELS.c.read_until).where(CHANNELS.c.channel == channel)).scalar()

    def _origins(self, *conditions: ColumnElement[bool]) -> list[Origin]:
        wanted = select(REVIEWS.c.channel, REVIEWS.c.message).where(*conditions).order_by(REVIEWS.c.id)
        with self._database.begin() as connection:
            return [Origin(channel, message) for channel, message in connection.execute(wanted)]
