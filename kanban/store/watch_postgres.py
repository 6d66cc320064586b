"""Waiting for the notifications that PostgreSQL sends with a commit."""

from contextlib import suppress

import psycopg

from kanban.store.live import CHANNEL
from kanban.store.watcher import WatchLostError


class PostgresWatcher:
    """Listens on a connection of its own."""

    def __init__(self, address: str) -> None:
        try:
            # The network's end, where nobody tells of it, is noticed after half a minute.
            self._connection = psycopg.connect(
                address,
                autocommit=True,
                connect_timeout=5,
                keepalives_idle=15,
                keepalives_interval=5,
                keepalives_count=3,
            )
        except psycopg.Error as error:
            raise WatchLostError from error
        try:
            self._connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error as error:
            self.close()
            raise WatchLostError from error

    def wait(self, seconds: float) -> bool:
        """See :class:`Watcher`."""
        try:
            return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))
        except psycopg.Error as error:
            raise WatchLostError from error

    def close(self) -> None:
        """See :class:`Watcher`."""
        with suppress(psycopg.Error):
            self._connection.close()
