"""What somebody with the keys to the database can do to the record."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text


@contextmanager
def unguarded(database: Engine) -> Iterator[Connection]:
    """A transaction in which the record can be changed; its guards stand again afterwards."""
    with database.begin() as connection:
        if database.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE entries DISABLE TRIGGER USER"))
            yield connection
            connection.execute(text("ALTER TABLE entries ENABLE TRIGGER USER"))
            return
        guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for guard in guards:
            connection.execute(text(f"DROP TRIGGER {guard.name}"))
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield connection
        for guard in guards:
            connection.exec_driver_sql(guard.sql)


def tamper(database: Engine, *statements: str) -> None:
    """Change the record by hand."""
    with unguarded(database) as connection:
        for statement in statements:
            connection.execute(text(statement))
