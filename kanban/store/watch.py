"""Waiting for changes that any process makes, on a connection of its own: one watcher for each process.

SQLite is asked for its ``data_version``, which costs microseconds and rises when another connection has written;
PostgreSQL sends a notification with the commit. A watcher ends when its connection does, and when another file has
been put where SQLite's stood: the old one would stay open and silent for ever.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import Event
from urllib.parse import quote, unquote

from kanban.store.database import Database
from kanban.store.watcher import Watcher, WatchLostError

LOOK_EVERY_SECONDS = 0.05


def watch(database: Database) -> Watcher:
    """A watcher that sees every commit from now on. Raises :class:`WatchLostError` when it can't connect."""
    if database.engine.dialect.name == "sqlite":
        return _SqliteWatcher(unquote(database.url.removeprefix("sqlite:///").split("?")[0]))
    from kanban.store.watch_postgres import PostgresWatcher  # noqa: PLC0415 - psycopg, which SQLite does without

    return PostgresWatcher(database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False))


class _SqliteWatcher:
    def __init__(self, path: str) -> None:
        self._never, self._path = Event(), Path(path)
        try:
            self._connection = sqlite3.connect(
                f"file:{quote(path)}?mode=rw", uri=True, check_same_thread=False, isolation_level=None
            )
        except sqlite3.Error as error:
            raise WatchLostError from error
        try:
            self._file, self._version = self._where(), self._ask()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise WatchLostError from error

    def wait(self, seconds: float) -> bool:
        for _ in range(max(1, round(seconds / LOOK_EVERY_SECONDS))):
            before, self._version = self._version, self._safely()
            if self._version != before:
                return True
            self._never.wait(LOOK_EVERY_SECONDS)
        return False

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()

    def _safely(self) -> int:
        try:
            if self._where() != self._file:
                raise WatchLostError
            return self._ask()
        except (sqlite3.Error, OSError) as error:
            raise WatchLostError from error

    def _ask(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _where(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_dev, found.st_ino
