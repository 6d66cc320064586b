"""A municipality's programmes, and how many citizens take part in each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, or_, update
from sqlmodel import Session, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.programme import FIRST, Programme, name_key
from kanban.domain.steps import OUT
from kanban.domain.targets import StoredTarget
from kanban.domain.transition import StepVisit
from kanban.store.bulk import portions
from kanban.store.database import zone_of


class Size(NamedTuple):
    """Citizens of a programme: on the board, and with those who have left it."""

    on_board: int
    everybody: int


def of_municipality(session: Session, municipality_id: int) -> list[Programme]:
    """All of them, ended ones too, the oldest first."""
    query = select(Programme).where(Programme.municipality_id == municipality_id)
    return list(session.exec(query.order_by(col(Programme.id))))


def find(known: Sequence[Programme], wanted: str) -> Programme | None:
    """The one of that id or name: addresses carry ids, people type names."""
    found = {each.name_key: each for each in known} | {str(each.id): each for each in known}
    return found.get(wanted) or found.get(name_key(wanted))


def ensure(session: Session, municipality_id: int, names: Iterable[str], now: datetime) -> dict[str, int]:
    """Name key -> id of every programme of the municipality; those that are missing are made, in the names' order."""
    known = {each.name_key: each for each in of_municipality(session, municipality_id)}
    for name in names:
        if name_key(name) not in known:
            new = Programme(municipality_id=municipality_id, name=name, name_key=name_key(name), recorded_at=now)
            known[new.name_key] = new
            session.add(new)
            session.flush()
    return {key: each.id or 0 for key, each in known.items()}


def usual(session: Session, municipality_id: int, now: datetime) -> int:
    """The programme of citizens of whom nothing else is said: the oldest that has not ended, made when there is none.

    Where all have ended it is the oldest.
    """
    known = of_municipality(session, municipality_id)
    if not known:
        return ensure(session, municipality_id, [FIRST], now)[name_key(FIRST)]
    today = now.astimezone(zone_of(session)).date()
    return next((each for each in known if not each.has_ended(today)), known[0]).id or 0


def put(session: Session, citizens: Sequence[Citizen], programme_id: int) -> None:
    """Put citizens into a programme with all their stays, whose figures go by the programme they are in now."""
    for citizen in citizens:
        citizen.programme_id = programme_id
    session.flush()
    stays = update(StepVisit).values(programme_id=programme_id)
    for part in portions([citizen.id for citizen in citizens]):
        session.execute(stays.where(col(StepVisit.citizen_id).in_(part)))


def sizes(session: Session, municipality_id: int) -> dict[int | None, Size]:
    """Programme -> how many citizens take part in it."""
    staying = case((or_(col(Citizen.current_step).is_(None), col(Citizen.current_step) != OUT), 1), else_=0)
    query = select(Citizen.programme_id, func.sum(staying), func.count()).where(
        Citizen.municipality_id == municipality_id
    )
    rows = session.exec(query.group_by(col(Citizen.programme_id)))
    return {programme: Size(int(on_board), everybody) for programme, on_board, everybody in rows}


def with_targets(session: Session, municipality_id: int) -> set[int | None]:
    """The programmes that a target is or was about."""
    query = select(StoredTarget.programme_id).where(StoredTarget.municipality_id == municipality_id)
    return set(session.exec(query.distinct()))
