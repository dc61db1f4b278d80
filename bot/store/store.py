"""The store: engine, transactions, and what is asked of it outside of one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url, select
from sqlalchemy.orm import Session, sessionmaker

from bot.domain.reviews import Origin
from bot.store.tables import CardRow, ChannelRow, ReviewRow, SnippetRow
from bot.store.unit import SqlUnit

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
    database = make_url(url).database
    if url.startswith("sqlite") and database not in {None, "", ":memory:"}:
        Path(str(database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


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

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))


class SqlStore:
    """A `Store` over a database."""

    def __init__(self, engine: Engine) -> None:
        """The tables must be there already (see `migrate`)."""
        self.sessions = sessionmaker(engine, expire_on_commit=False)

    @contextmanager
    def begin(self) -> Iterator[SqlUnit]:
        """See `Store.begin`."""
        with self.sessions.begin() as session:
            yield SqlUnit(session)

    def open_origins(self, channel: str, since: int) -> Sequence[Origin]:
        """See `Store.open_origins`."""
        with self.sessions() as session:
            return _origins(
                session,
                ReviewRow.channel == channel,
                ReviewRow.posted_at >= since,
                ReviewRow.withdrawn.is_(False),
            )

    def origins_with_file(self, file: str) -> Sequence[Origin]:
        """See `Store.origins_with_file`."""
        with self.sessions() as session:
            of_file = select(SnippetRow.review_id).where(SnippetRow.file == file)
            return _origins(session, ReviewRow.id.in_(of_file), ReviewRow.withdrawn.is_(False))

    def origin_of_card(self, channel: str, card: str) -> Origin | None:
        """See `Store.origin_of_card`."""
        with self.sessions() as session:
            of_card = select(CardRow.review_id).where(CardRow.message == card)
            origins = _origins(session, ReviewRow.id.in_(of_card), ReviewRow.channel == channel)
            return origins[0] if origins else None

    def read_until(self, channel: str) -> int | None:
        """See `Store.read_until`."""
        with self.sessions() as session:
            return session.scalar(select(ChannelRow.read_until).where(ChannelRow.channel == channel))


def _origins(session: Session, *conditions: Any) -> list[Origin]:
    rows = session.execute(select(ReviewRow.channel, ReviewRow.message).where(*conditions).order_by(ReviewRow.id))
    return [Origin(channel, message) for channel, message in rows]
