"""What every watcher of a database is asked."""

from typing import Protocol


class WatchLostError(Exception):
    """The connection is gone; a new watcher has to be made, and what happened meanwhile is not known."""


class Watcher(Protocol):
    """Tells when the database has changed."""

    def wait(self, seconds: float) -> bool:
        """Whether something has changed, at once or within so many seconds. Raises :class:`WatchLostError`."""
        ...

    def close(self) -> None:
        """Give back the connection."""
        ...
