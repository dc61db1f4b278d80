"""Migrations: from nothing, and from what is there, to the present tables."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, insert, inspect, text

from bot.domain.drafts import Origin
from bot.services.record import verify_record
from bot.store import migrate as migrations
from bot.store.migrate import alembic_config, migrate
from bot.store.outbox import SqlOutbox
from bot.store.record import SqlRecord
from bot.store.store import Database, SqlStore
from bot.store.tables import Base

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SHA256 = hashlib.sha256("本文".encode()).hexdigest()
FINDING = {
    "check": "hearsay",
    "level": "confirm",
    "start": 0,
    "end": 1,
    "excerpt": "本",
    "message": "ご確認ください。",
    "why": "",
    "suggestion": None,
    "citations": [["kibichuo:4(12)", "confirm"]],
}
ENTRY = {"review_id": 1, "actor": "UDRAFTER", "at": NOW, "revision": 1, "sha256": SHA256}
BEFORE_THE_CHAIN: dict[str, list[dict[str, Any]]] = {
    "reviews": [
        {
            "id": 1,
            "channel": "C1",
            "message": "1.0",
            "posted_at": 5,
            "drafter": "UDRAFTER",
            "state": "awaiting",
            "withdrawn": False,
            "unreadable": False,
            "revision_number": 1,
            "version": 1,
        }
    ],
    "cards": [{"review_id": 1, "message": "2.0", "interrupted": False, "held_until": NOW, "behind": True}],
    "revisions": [
        {
            "id": 1,
            "review_id": 1,
            "number": 1,
            "text": "本文",
            "sha256": SHA256,
            "made_at": 5,
            "rules": "rules",
            "findings": [FINDING],
            "confirmations": [],
            "files": [],
        }
    ],
    "entries": [
        {**ENTRY, "id": 4, "deed": "submitted", "details": {}},
        {**ENTRY, "id": 7, "deed": "ready", "details": {"reason": "さきの記録"}},
    ],
    "notices": [{"entry_id": 7, "review_id": 1}],
}


@pytest.fixture
def long_used(database: Engine) -> Engine:
    """A database with a review from before the chain, brought to the present form."""
    config = alembic_config()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    tables = MetaData()
    tables.reflect(database)
    with database.begin() as connection:
        for name, rows in BEFORE_THE_CHAIN.items():
            connection.execute(insert(tables.tables[name]), rows)
    migrate(database)
    return database


def test_the_migrations_make_the_tables_of_the_mappings(database: Engine) -> None:
    migrate(database)
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert set(Base.metadata.tables) <= set(inspect(database).get_table_names())


def test_the_version_named_is_that_of_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == migrations.VERSION


def test_tables_as_they_should_be_are_left_alone(database: Engine) -> None:
    migrate(database)
    migrate(database)
    with database.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == migrations.VERSION


def test_tables_newer_than_the_program_are_refused(database: Engine) -> None:
    migrate(database)
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ValueError, match="9999"):
        migrate(database)


def test_the_bot_itself_carries_neither_alembic_nor_a_workspace() -> None:
    program = "import sys, bot.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert not {"alembic", "bot.sandbox", "aiohttp"} & set(loaded)


def test_entries_made_before_the_chain_are_taken_into_it(long_used: Engine) -> None:
    record = SqlRecord(Database(long_used))
    assert verify_record(record).flaws == ()
    links = list(record.links())
    assert [(link.number, link.review, link.deed) for link in links] == [(1, 1, "submitted"), (2, 1, "ready")]
    assert links[1].facts["details"] == {"reason": "さきの記録"}
    assert links[0].facts["findings"] == [
        {"fingerprint": "", "check": "hearsay", "level": "confirm", "clauses": ["kibichuo:4(12)"]}
    ]


def test_what_the_thread_was_still_to_be_told_before_the_chain_is_told_after_it(long_used: Engine) -> None:
    with long_used.begin() as connection:
        assert connection.execute(text("SELECT entry_id, review_id FROM notices")).all() == [(2, 1)]


def test_a_card_from_before_is_known_to_its_review(long_used: Engine) -> None:
    [origin] = (outbox := SqlOutbox(Database(long_used))).behind(NOW)
    pending = outbox.claim(origin, NOW)
    assert pending is not None
    assert (pending.card, pending.interrupted) == ("2.0", False)


def test_a_review_from_before_the_chain_goes_on_in_it(long_used: Engine) -> None:
    opened = Database(long_used)
    with SqlStore(opened).begin() as unit:
        review = unit.find(Origin("C1", "1.0"))
        assert review is not None
        review.withdraw("UDRAFTER", NOW)
        unit.save(review)
    assert [link.deed for link in SqlRecord(opened).links()] == ["submitted", "ready", "withdrawn"]
    assert verify_record(SqlRecord(opened)).flaws == ()
