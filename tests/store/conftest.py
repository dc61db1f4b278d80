import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.store.migrate import migrate
from bot.store.outbox import SqlOutbox
from bot.store.record import SqlRecord
from bot.store.store import Database, SqlStore, open_database
from tests.store import postgres
from tests.store.kit import keep_two_reviews


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    reason = postgres.missing()
    if reason and not os.environ.get("REQUIRE_POSTGRES"):
        pytest.skip(reason)
    with postgres.running() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_database(f"sqlite:///{tmp_path}/reviews.db")
    else:
        engine = open_database(request.getfixturevalue("postgres_url"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    yield engine
    engine.dispose()


@pytest.fixture
def opened(database: Engine) -> Database:
    migrate(database)
    return Database(database)


@pytest.fixture
def store(opened: Database) -> SqlStore:
    return SqlStore(opened)


@pytest.fixture
def box(opened: Database) -> SqlOutbox:
    return SqlOutbox(opened)


@pytest.fixture
def record(store: SqlStore, opened: Database) -> SqlRecord:
    keep_two_reviews(store)
    return SqlRecord(opened)
