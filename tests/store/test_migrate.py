"""Migrations: from nothing, and from what is there, to the present tables."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot.store import migrate as migrations
from bot.store.migrate import alembic_config, migrate
from bot.store.tables import Base


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
