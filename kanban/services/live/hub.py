"""One watcher for each process tells all its open boards: nobody asks the database on a board's behalf.

The watcher's thread starts with the first board and ends with the process. The number of streams is capped: each
holds one of the server's threads, and when they were all taken nothing else would be answered.
"""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread, current_thread

from sqlalchemy.exc import SQLAlchemyError

from kanban.store import live
from kanban.store.database import Database
from kanban.store.live import Told
from kanban.store.watch import watch
from kanban.store.watcher import Watcher, WatchLostError

LOOK_SECONDS = 0.5
AGAIN_SECONDS = 1.0
FIRST_SECONDS = 5.0
REMEMBERED = 2 * live.OVERLAP
MOST_WAITING = 200
GONE = (WatchLostError, SQLAlchemyError, OSError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """What a stream is told: a change, or that it must look at everything anew (None).

    ``position`` is where that brings it; empty as long as more belongs to it, so that whoever is cut off in between
    comes back to the beginning.
    """

    told: Told | None
    position: str = ""


@dataclass(eq=False)
class Subscription:
    """One open stream: a municipality's changes, or those of one team."""

    municipality_id: int
    team_id: int | None
    queue: "SimpleQueue[News | None]" = field(default_factory=SimpleQueue)

    def next(self, seconds: float) -> News | None:
        """The next news. Raises :class:`TimeoutError` when there is none so long, and gives None at the end."""
        try:
            return self.queue.get(timeout=seconds)
        except Empty:
            raise TimeoutError from None

    def wants(self, told: Told) -> bool:
        """Whether the change can be seen on this screen."""
        own = told.municipality_id == self.municipality_id
        return own and (self.team_id is None or told.team_id in {None, self.team_id})

    def tell(self, news: News) -> None:
        """Hand on a change; whoever reads too slowly is told to look at everything instead of the rest."""
        waiting = self.queue.qsize()
        if waiting <= MOST_WAITING:
            self.queue.put(news if waiting < MOST_WAITING else News(None))


class Hub:
    """The process's boards and its watcher, at most so many boards at a time."""

    def __init__(self, database: Database, most: int) -> None:
        self._database, self._most = database, most
        self._is_ending: Callable[[], bool] = lambda: False
        self._lock, self._begun, self._ended = Lock(), Event(), Event()
        self._streams: set[Subscription] = set()
        self._thread: Thread | None = None
        self._last, self._seen = 0, deque[int](maxlen=REMEMBERED)

    @property
    def streams(self) -> int:
        """How many are open."""
        with self._lock:
            return len(self._streams)

    def subscribe(self, municipality_id: int, team_id: int | None = None) -> Subscription | None:
        """A new stream; None when there are as many as may be, or the process is ending.

        The watcher begins with the first one, and again should it ever have ended by an error.
        """
        stream = Subscription(municipality_id, team_id)
        with self._lock:
            if self._ended.is_set() or len(self._streams) >= self._most:
                return None
            self._streams.add(stream)
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, args=(bool(self._thread),), name="kanban-live", daemon=True)
                self._thread.start()
        self._begun.wait(FIRST_SECONDS)
        return stream

    def leave(self, stream: Subscription) -> None:
        """The stream is closed."""
        with self._lock:
            self._streams.discard(stream)

    def ends_when(self, is_ending: Callable[[], bool]) -> None:
        """End all streams as soon as the process is told to stop, instead of holding it up."""
        self._is_ending = is_ending

    def position(self, municipality_id: int) -> str:
        """Where the municipality's changes have come to."""
        with self._database.read() as session:
            return live.position(session, municipality_id)

    def close(self) -> None:
        """End all streams and the watcher."""
        self._ended.set()
        for stream in self._open():
            stream.queue.put(None)
        if self._thread and self._thread is not current_thread():
            self._thread.join(FIRST_SECONDS)

    def _open(self) -> list[Subscription]:
        with self._lock:
            return list(self._streams)

    def _run(self, again: bool) -> None:
        watcher = self._connect(again=again)
        self._begun.set()
        while not self._ended.is_set():
            if self._is_ending():
                self.close()
            elif watcher is None:
                self._ended.wait(AGAIN_SECONDS)
                watcher = self._connect(again=True)
            else:
                watcher = self._listen(watcher)
        if watcher:
            watcher.close()

    def _connect(self, *, again: bool) -> Watcher | None:
        """Watch first and read the newest number then: a commit between the two is told twice rather than never.

        None when there is no connection; after one that was lost everybody looks at everything.
        """
        watcher = None
        try:
            watcher = watch(self._database)
            with self._database.read() as session:
                self._last = live.newest(session)
                self._seen = deque((told.id for told in live.unseen(session, self._last, ())), REMEMBERED)
            if again:
                self._tell_all_to_look()
        except GONE as error:
            self._lost(watcher, error)
            return None
        return watcher

    def _listen(self, watcher: Watcher) -> Watcher | None:
        """One turn; None when the connection is gone."""
        try:
            if watcher.wait(LOOK_SECONDS):
                self._hand_out()
        except GONE as error:
            self._lost(watcher, error)
            return None
        return watcher

    def _lost(self, watcher: Watcher | None, error: Exception) -> None:
        """Let go of the watcher's and all other connections: another file may stand where the database stood."""
        _log.warning("The watcher has lost the database and begins anew: %s", type(error).__name__)
        if watcher:
            watcher.close()
        self._database.close()

    def _hand_out(self) -> None:
        with self._database.read() as session:
            fresh = live.unseen(session, self._last, set(self._seen))
            positions = {each: live.position(session, each) for each in {told.municipality_id for told in fresh}}
        for told, news in zip(fresh, _with_positions(fresh, positions), strict=True):
            self._seen.append(told.id)
            self._last = max(self._last, told.id)
            for stream in self._open():
                if stream.wants(told):
                    stream.tell(news)

    def _tell_all_to_look(self) -> None:
        streams = self._open()
        positions = {each: self.position(each) for each in {stream.municipality_id for stream in streams}}
        for stream in streams:
            stream.tell(News(None, positions[stream.municipality_id]))


def _with_positions(fresh: Sequence[Told], positions: dict[int, str]) -> list[News]:
    """Only a municipality's last change has brought it where it stands."""
    last = {told.municipality_id: told.id for told in fresh}
    return [
        News(told, positions[told.municipality_id] if told.id == last[told.municipality_id] else "") for told in fresh
    ]
