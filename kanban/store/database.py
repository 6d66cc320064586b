"""The engine and its two kinds of transaction.

SQLite: write-ahead log, full synchronisation (nothing acknowledged is lost in a power cut), foreign keys, and
``BEGIN IMMEDIATE`` for writers, because a deferred transaction that turns writer can fail with "database is
locked" or lose an update. PostgreSQL: read committed, with row locks taken by the queries that need them;
readers see one moment's picture, as SQLite's always do.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, cast
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

SQLITE_WAIT_MS = 30_000
_ZONE = "zone"
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={SQLITE_WAIT_MS}")

# A server process waits for one of its own connections rather than asking for more than PostgreSQL gives:
# of the usual hundred, six processes leave ten for everybody else.
_POSTGRESQL_POOL = {"pool_size": 5, "max_overflow": 10, "pool_timeout": 60}
_READING: dict[str, dict[str, Any]] = {
    "sqlite": {"sqlite_begin": "DEFERRED"},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class DatabaseUnavailableError(Exception):
    """The database can't be reached or opened; the text is for the operator and names no password."""


class Database:
    """One engine per process; hands out sessions that are either for reading or for writing."""

    def __init__(self, url: str, timezone: str = "Europe/Copenhagen") -> None:
        self.url = url
        self._about = {_ZONE: ZoneInfo(timezone)}
        self.engine = make_engine(url)
        self._reader = self.engine.execution_options(**_READING[self.engine.dialect.name])

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent snapshot; nothing is written."""
        with Session(self._reader, expire_on_commit=False, info=self._about) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, undone when it raises."""
        with Session(self.engine, expire_on_commit=False, info=self._about) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def zone_of(session: Session) -> ZoneInfo:
    """Where the days of a session's moments are counted: the municipalities' time zone."""
    return cast("ZoneInfo", session.info[_ZONE])


def make_engine(url: str) -> Engine:
    """An engine with this project's connection rules. Raises :class:`DatabaseUnavailableError` for a bad folder."""
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, **_POSTGRESQL_POOL)
    path = Path(unquote(url.removeprefix("sqlite:///").split("?")[0]))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseUnavailableError(f"{path} can't be opened: {error.strerror}") from None
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=60)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(dbapi: SqliteConnection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's pool record is private
    dbapi.isolation_level = None
    cursor = dbapi.cursor()
    for pragma in reversed(_PRAGMAS):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {kind}")
