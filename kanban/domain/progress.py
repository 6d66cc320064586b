"""Telling how far a long job has come."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""Called with (done, total) from time to time; ``total`` may grow while a sheet of unknown length is read."""


def silent(_done: int, _total: int) -> None:
    """Tells nobody."""
