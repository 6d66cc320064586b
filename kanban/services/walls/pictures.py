"""The pages of a screen, read once for all screens that show the same.

A change makes every screen ask at the same moment. The first to ask reads the pages, the others wait for that and get
the same, as long as nothing has changed since and for :data:`KEPT_SECONDS` at most: stars go by time alone.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from kanban.domain.messages import Message
from kanban.domain.views.wall import WallBoard, WallSection
from kanban.domain.wall import WallScope

KEPT_SECONDS = 10.0
MOST_KEPT = 100


@dataclass(frozen=True)
class Picture:
    """What screens of a scope show."""

    board: WallBoard
    sections: tuple[WallSection, ...]
    news: tuple[Message, ...]


@dataclass
class _Place:
    """One scope's last picture, and the lock that lets one thread at a time make it."""

    lock: Lock = field(default_factory=Lock)
    of: tuple[str, date] | None = None
    made: float = 0.0
    picture: Picture | None = None


_lock = Lock()
_by_database: WeakKeyDictionary[Engine, OrderedDict[WallScope, _Place]] = WeakKeyDictionary()


def picture(session: Session, scope: WallScope, position: str, day: date, read: Callable[[], Picture]) -> Picture:
    """The scope's picture at this position: the one that was read last, or read now."""
    place = _place(session, scope)
    with place.lock:
        is_right = place.of == (position, day) and monotonic() - place.made < KEPT_SECONDS
        if place.picture is None or not is_right:
            place.picture = read()
            place.of, place.made = (position, day), monotonic()
        return place.picture


def _place(session: Session, scope: WallScope) -> _Place:
    with _lock:
        places = _by_database.setdefault(session.get_bind().engine, OrderedDict())
        place = places.setdefault(scope, _Place())
        places.move_to_end(scope)
        while len(places) > MOST_KEPT:
            places.popitem(last=False)
        return place
