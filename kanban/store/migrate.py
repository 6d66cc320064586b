"""Creating and upgrading the schema with Alembic, from code: there is no ini file to lose.

Alembic is imported when something is to be upgraded: a server process only asks which version there is, and does
without the 12 MB.
"""

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from kanban.store.database import Database, DatabaseUnavailableError

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def upgrade(url: str) -> None:
    """Create the schema or bring it up to date; safe to run again.

    Raises :class:`DatabaseUnavailableError` when the database does not answer.
    """
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["url"] = url
    try:
        command.upgrade(config, "head")
    except OperationalError as error:
        raise DatabaseUnavailableError(str(error.orig).splitlines()[0]) from None


def newest() -> str:
    """The version this code was written for: the number that the last script's name begins with."""
    return max(path.stem.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def is_current(database: Database) -> bool:
    """Whether the schema is the one this version was written for."""
    with database.engine.connect().execution_options(sqlite_begin="DEFERRED") as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return found == [newest()]
