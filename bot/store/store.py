"""The store: engine, transactions, and what is asked of it outside of one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Engine, QueuePool, create_engine, event, make_url, select

from bot.domain.reviews import Origin
from bot.store.times import HOLD
from bot.store.unit import CHANNELS, REVIEWS, SNIPPETS, SqlUnit

_BUSY_SECONDS = 30


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
    engine = create_engine(url, hide_parameters=True, poolclass=QueuePool, pool_size=1, max_overflow=0)
    _prepare_sqlite(engine)
    return engine


def _make_folder(url: str) -> None:
    database = make_url(url).database
    if database not in {None, "", ":memory:"}:
        Path(str(database)).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(engine: Engine) -> None:
    """Transactions that begin by locking, so that two writers queue instead of failing.

    Within one process they queue for its one connection, which costs less than SQLite's sleeping for the lock.

    Source: SQLAlchemy, "Serializable isolation / Savepoints / Transactional DDL" of the SQLite dialect.
    """

    def connect(connection: Any, record: object) -> None:  # noqa: ARG001 - SQLAlchemy's signature
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))


class SqlStore:
    """A `Store` over a database."""

    def __init__(self, engine: Engine) -> None:
        """The tables must be there already (see `migrate`)."""
        self.engine = engine

    @contextmanager
    def begin(self) -> Iterator[SqlUnit]:
        """See `Store.begin`."""
        with self.engine.begin() as connection:
            yield SqlUnit(connection, datetime.now(UTC) + HOLD)

    def open_origins(self, channel: str, since: int) -> Sequence[Origin]:
        """See `Store.open_origins`."""
        return self._origins(REVIEWS.c.channel == channel, REVIEWS.c.posted_at >= since, REVIEWS.c.withdrawn.is_(False))

    def origins_with_file(self, file: str) -> Sequence[Origin]:
        """See `Store.origins_with_file`."""
        of_file = select(SNIPPETS.c.review_id).where(SNIPPETS.c.file == file)
        return self._origins(REVIEWS.c.id.in_(of_file), REVIEWS.c.withdrawn.is_(False))

    def read_until(self, channel: str) -> int | None:
        """See `Store.read_until`."""
        with self.engine.begin() as connection:
            return connection.execute(select(CHANNELS.c.read_until).where(CHANNELS.c.channel == channel)).scalar()

    def _origins(self, *conditions: ColumnElement[bool]) -> list[Origin]:
        wanted = select(REVIEWS.c.channel, REVIEWS.c.message).where(*conditions).order_by(REVIEWS.c.id)
        with self.engine.begin() as connection:
            return [Origin(channel, message) for channel, message in connection.execute(wanted)]
