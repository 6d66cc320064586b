"""How near each citizen on a wall is to the next step (R-TGT-4), read anew only for cases that have changed.

A wall asks after every change of anybody's case. What was found is therefore kept, for each database, by citizen: it
counts while the card has the same version and no agreement's last day has passed. Only the newest answer of a citizen
is kept and at most :data:`MOST_KEPT` citizens', those found longest ago leaving first. Of the few hundred answers there
can be, each is stored once.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from kanban.domain.readiness import Readiness, readiness
from kanban.domain.sparring import holds_until
from kanban.domain.steps import step
from kanban.store import sparring as store
from kanban.store.wall_cards import WallCard

MOST_KEPT = 50_000


class _Answer(NamedTuple):
    """What was found on a day for a version of the card, and the last day on which it is true."""

    version: int
    found_on: date
    until: date
    readiness: Readiness


@dataclass
class _Kept:
    """The answers about one database's citizens, shared by the threads of the process."""

    answers: OrderedDict[int, _Answer] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def of(self, cards: Sequence[WallCard], today: date) -> dict[int, Readiness]:
        """Those that still hold."""
        with self.lock:
            return {
                card.id: answer.readiness
                for card in cards
                if (answer := self.answers.get(card.id))
                and answer.version == card.version
                and answer.found_on <= today <= answer.until
            }

    def keep(self, answers: Mapping[int, _Answer]) -> None:
        """Put new ones last and let go of the first where there are too many."""
        with self.lock:
            for number, answer in answers.items():
                self.answers[number] = answer
                self.answers.move_to_end(number)
            while len(self.answers) > MOST_KEPT:
                self.answers.popitem(last=False)


_by_database: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()
_lock = Lock()
_answers: dict[tuple[object, ...], Readiness] = {}


def nearness(session: Session, cards: Sequence[WallCard], today: date) -> Mapping[int, Readiness]:
    """Citizen id -> how near the next step is and what it takes; citizens on step 1 have none.

    Nine statements for every five hundred citizens whose cases have changed, none where none has.
    """
    kept = _kept_for(session)
    before_goal = [card for card in cards if card.step > 1]
    known = kept.of(before_goal, today)
    missing = [card for card in before_goal if card.id not in known]
    found = _read(session, missing, today)
    kept.keep(found)
    return {**known, **{number: answer.readiness for number, answer in found.items()}}


def _kept_for(session: Session) -> _Kept:
    engine = session.get_bind().engine
    with _lock:
        return _by_database.setdefault(engine, _Kept())


def _read(session: Session, cards: Sequence[WallCard], today: date) -> dict[int, _Answer]:
    cases = store.cases(session, [card.id for card in cards])
    found = {}
    for card in cards:
        case = cases[card.id]
        near = readiness(step(card.step - 1), case, today)
        if near is not None:
            found[card.id] = _Answer(card.version, today, holds_until(case, today), _stored_once(near))
    return found


def _stored_once(near: Readiness) -> Readiness:
    """The same object for the same answer."""
    return _answers.setdefault((near.nearness, *((need.message.text, need.field) for need in near.needs)), near)
