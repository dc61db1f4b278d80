"""Brings a database's tables to the present form."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

VERSION = "0004"  # of the newest migration


def migrate(engine: Engine) -> None:
    """Run the migrations that the database has not seen yet; ValueError where it is newer than this program."""
    if is_current(engine):
        return
    from alembic import command, util  # noqa: PLC0415 - a bot whose tables are as they should be carries no Alembic

    with engine.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except util.CommandError as error:
            raise ValueError(str(error)) from error


def is_current(engine: Engine) -> bool:
    """Whether the tables are in the present form already."""
    return _version(engine) == VERSION


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        known = inspect(connection).has_table("alembic_version")
        return connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None


def alembic_config() -> "Config":
    """Alembic's settings, without a file of its own."""
    from alembic.config import Config  # noqa: PLC0415 - as in migrate

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
