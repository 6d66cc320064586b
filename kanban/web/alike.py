"""Answers that hundreds of boards ask for in the same moment, made once for all of them in each process.

Nothing that belongs to one reader may be in them: neither the user's name nor the form token.
"""

from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from gzip import compress
from threading import Lock
from time import monotonic

LIFE_SECONDS = 2.0
MOST = 200
_FAST = 3


@dataclass(frozen=True)
class _Made:
    answer: Future[bytes]
    ends: float


@dataclass
class Alike:
    """Answers by what they depend on; the key names all of it, so that an answer only has to be thrown away for room.

    They live for two seconds all the same: that is how long something that tells nobody of itself may be missing.
    """

    _made: dict[Hashable, _Made] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Hashable, make: Callable[[], str]) -> bytes:
        """The answer, compressed by gzip, for whoever asks while it is being made too.

        Raises what ``make`` raises; those who waited for it then try themselves.
        """
        found, is_mine = self._place(key)
        if is_mine:
            return self._make(key, found, make)
        try:
            return found.result()
        except CancelledError:
            return self.get(key, make)

    def _make(self, key: Hashable, mine: Future[bytes], make: Callable[[], str]) -> bytes:
        try:
            mine.set_result(compress(make().encode(), _FAST))
        finally:
            if not mine.done():
                self._forget(key)
                mine.cancel()
        return mine.result()

    def _place(self, key: Hashable) -> tuple[Future[bytes], bool]:
        now = monotonic()
        with self._lock:
            known = self._made.get(key)
            if known and now < known.ends:
                return known.answer, False
            self._made = {each: made for each, made in self._made.items() if now < made.ends}
            if len(self._made) >= MOST:
                self._made.clear()
            mine = Future[bytes]()
            self._made[key] = _Made(mine, now + LIFE_SECONDS)
            return mine, True

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._made.pop(key, None)
