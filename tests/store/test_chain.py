"""The database keeps the record as it was written, and two processes never fork its chain."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.domain.chain import Head, flaws
from bot.domain.drafts import Confirmation, Origin, Revision
from bot.domain.reviews import Review
from bot.services.record import verify_record
from bot.store.record import SqlRecord
from bot.store.store import Database, SqlStore
from tests.store.tampering import unguarded

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def submit(store: SqlStore, message: str) -> None:
    asked = (Confirmation("a", "確かめました", ("kibichuo:4(12)",)),)
    with store.begin() as unit:
        unit.add(Review.submit(Origin("C1", message), "UDRAFTER", Revision(1, "本文", 1, "rules", (), asked), NOW))


def tick(store: SqlStore, message: str, *, ticked: bool) -> None:
    with store.begin() as unit:
        review = unit.find(Origin("C1", message))
        assert review is not None
        review.tick("UDRAFTER", 1, {"a": ticked}, NOW)
        unit.save(review)


@pytest.fixture
def record(opened: Database) -> SqlRecord:
    return SqlRecord(opened)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = 'x' WHERE id = 2",
        "UPDATE entries SET review_id = review_id",
        "DELETE FROM entries WHERE id = 2",
        "DELETE FROM entries",
    ],
)
def test_the_database_refuses_to_change_or_delete_the_record(
    statement: str, store: SqlStore, record: SqlRecord, database: Engine
) -> None:
    submit(store, "1")
    submit(store, "2")
    before = list(record.links())
    with pytest.raises(DBAPIError, match="the record can only be added to"), database.begin() as connection:
        connection.execute(text(statement))
    assert list(record.links()) == before


def test_the_database_refuses_to_empty_the_record_or_to_put_another_entry_in_its_place(
    store: SqlStore, record: SqlRecord, database: Engine
) -> None:
    submit(store, "1")
    columns, others = "review_id, deed, at, body, hash", "'x', at, 'x', 'x' FROM entries WHERE id = 1"
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO entries (id, {columns}) SELECT 1, review_id, {others}",
        "postgresql": "TRUNCATE entries CASCADE",
    }[database.dialect.name]
    with pytest.raises(DBAPIError, match="the record can only be added to"), database.begin() as connection:
        connection.execute(text(statement))
    assert verify_record(record).flaws == ()


@pytest.mark.parametrize("number", ["0", "7", "NULL", "-1"])
def test_an_entry_of_any_other_number_than_the_next_is_refused_or_found(
    number: str, store: SqlStore, record: SqlRecord, database: Engine
) -> None:
    submit(store, "1")
    statement = f"INSERT INTO entries SELECT {number}, review_id, deed, at, body, hash FROM entries"  # noqa: S608 - ours
    try:
        with database.begin() as connection:
            connection.execute(text(statement))
    except DBAPIError:
        assert verify_record(record).flaws == ()
    else:
        assert verify_record(record).flaws != ()


def test_guards_that_were_taken_away_are_missed(store: SqlStore, record: SqlRecord, database: Engine) -> None:
    assert record.guarded()
    with unguarded(database) as connection:
        pass
    assert record.guarded()
    with database.begin() as connection:
        for statement in {
            "sqlite": ["DROP TRIGGER entries_keep_delete"],
            "postgresql": ["ALTER TABLE entries DISABLE TRIGGER entries_keep"],
        }[database.dialect.name]:
            connection.execute(text(statement))
    assert not record.guarded()
    (flaw,) = verify_record(record).flaws
    assert "トリガー" in flaw.text


def test_two_processes_never_fork_the_chain(database: Engine, opened: Database, record: SqlRecord) -> None:
    processes = [SqlStore(opened), SqlStore(Database(database))]

    def work(number: int) -> None:
        store = processes[number % 2]
        submit(store, str(number))
        tick(store, str(number), ticked=True)
        tick(store, str(number), ticked=False)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(24)))
    links = list(record.links())
    assert [link.number for link in links] == list(range(1, 24 * 4 + 1))
    assert list(flaws(links)) == []
    assert record.head() == Head(links[-1].number, links[-1].hash)
    assert verify_record(record).flaws == ()


def test_what_is_rolled_back_leaves_no_gap(store: SqlStore, record: SqlRecord) -> None:
    submit(store, "1")

    def crash() -> None:
        with store.begin() as unit:
            unit.add(Review.submit(Origin("C1", "2"), "UDRAFTER", Revision(1, "本文", 1, "rules"), NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    submit(store, "3")
    assert [link.number for link in record.links()] == [1, 2]
    assert verify_record(record).flaws == ()
