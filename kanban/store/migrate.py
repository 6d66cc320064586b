"""Creating and upgrading the schema with Alembic, from code: there is no ini file to lose."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from kanban.store.database import Database, DatabaseUnavailableError

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Create the schema or bring it up to date; safe to run again.

    Raises :class:`DatabaseUnavailableError` when the database does not answer.
    """
    try:
        command.upgrade(_config(url), "head")
    except OperationalError as error:
        raise DatabaseUnavailableError(str(error.orig).splitlines()[0]) from None


def newest(database: Database) -> str | None:
    """The version this code was written for."""
    return ScriptDirectory.from_config(_config(database.url)).get_current_head()


def is_current(database: Database) -> bool:
    """Whether the schema is the one this version was written for."""
    with database.engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest(database)
