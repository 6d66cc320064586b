"""What every service needs to work: the database, the clock and the vault for CPR numbers."""

from dataclasses import dataclass

from sqlalchemy.exc import OperationalError

from kanban.domain.clock import Clock
from kanban.domain.errors import RefusedError
from kanban.domain.messages import say
from kanban.settings import Settings
from kanban.store import migrate, organisation, sweep
from kanban.store.database import Database
from kanban.store.vault import CprVault

_KEY_MARK = "field_key_mark"
_DERIVED_MARK = "derived_by_version"


@dataclass(frozen=True)
class Runtime:
    """One per process; passed first to every service."""

    database: Database
    clock: Clock
    vault: CprVault

    def close(self) -> None:
        """Give back the database connections."""
        self.database.close()


def open_runtime(settings: Settings) -> Runtime:
    """A runtime on these settings; touches neither database nor disk."""
    return Runtime(
        database=Database(settings.database_url, settings.timezone),
        clock=Clock(settings.timezone, settings.today),
        vault=CprVault(settings.field_key),
    )


def upgrade_schema(runtime: Runtime) -> None:
    """Create or upgrade the schema, then make sure that the field key is the one the database was begun with.

    What is derived from moves and facts is derived anew once for every version of the schema, since its rules may have
    changed with it: cards stored before would carry the signs of former rules.
    Raises :class:`RefusedError` for another key: continuing would make citizens unrecognisable.
    """
    migrate.upgrade(runtime.database.url)
    with runtime.database.write() as session:
        stored = organisation.setting(session, _KEY_MARK)
        if stored is None:
            organisation.remember(session, _KEY_MARK, runtime.vault.key_mark)
        elif stored != runtime.vault.key_mark:
            raise RefusedError(say("KANBAN_FIELD_KEY is not the key this database was begun with"))
        newest = migrate.newest()
        if organisation.setting(session, _DERIVED_MARK) != newest:
            sweep.derive_again(session)
            organisation.remember(session, _DERIVED_MARK, newest)


def is_ready(runtime: Runtime) -> str:
    """Why the board can't be served now, in a few words for the operator; empty when it can."""
    try:
        if not migrate.is_current(runtime.database):
            return "the schema is not up to date, run kanban migrate"
        with runtime.database.read() as session:
            stored = organisation.setting(session, _KEY_MARK)
    except OperationalError:
        return "the database does not answer"
    return "" if stored in {None, runtime.vault.key_mark} else "KANBAN_FIELD_KEY is not this database's key"
