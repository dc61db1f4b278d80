"""Opens the database the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.domain.errors import SettingsError
from bot.store.migrate import is_current, migrate
from bot.store.record import SqlRecord
from bot.store.sections import SqlSections
from bot.store.store import Database, open_database, sqlite_file


def open_migrated(settings: Settings) -> Database:
    """The database with its tables in the present form; SettingsError where it cannot be opened."""
    if settings.database_url in {"sqlite://", "sqlite:///:memory:"}:
        raise SettingsError("DATABASE_URL: メモリー上のデータベースは使えません。ファイルの場所を書いてください")
    with named_errors("開けません"):
        engine = open_database(settings.database_url)
        migrate(engine)
        return Database(engine)


def open_record(settings: Settings) -> SqlRecord:
    """The record of a database that is there already; SettingsError as `open_present`."""
    return SqlRecord(open_present(settings))


def open_sections(settings: Settings) -> SqlSections:
    """The office's sections in a database that is there already; SettingsError as `open_present`."""
    return SqlSections(open_present(settings))


def open_present(settings: Settings) -> Database:
    """A database that is there already; who opens it makes and changes no tables.

    Raises:
        SettingsError: There is none, it cannot be opened, or its tables have another form than this program's.
    """
    with named_errors("開けません"):
        file = sqlite_file(settings.database_url)
        if file is not None and not file.is_file():
            raise SettingsError(f"DATABASE_URL: データベース「{file}」がありません")
        engine = open_database(settings.database_url)
        if not is_current(engine):
            raise SettingsError(
                "DATABASE_URL: データベースの形が、このプログラムと合いません。"
                "先に python -m bot migrate を実行してください"
            )
        return Database(engine)


@contextmanager
def named_errors(problem: str) -> Iterator[None]:
    """Say in one line what is the matter with the database, without the words of an error, which may quote a draft."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (SQLAlchemyError, OSError, ImportError, ValueError, LookupError, TypeError) as error:
        raise SettingsError(f"DATABASE_URL: データベースを{problem} ({type(error).__name__})") from error
