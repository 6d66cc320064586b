"""Choosing a citizen in a form: one's own, those whose name is typed, or the one with a case code."""

from collections.abc import Collection

from sqlalchemy import or_
from sqlmodel import Session, col, select

from kanban.domain.citizen import Citizen, read_case_code
from kanban.domain.danish import fold
from kanban.domain.staff import Actor
from kanban.domain.steps import OUT
from kanban.store.bulk import portions


def own(session: Session, actor: Actor) -> list[Citizen]:
    """The actor's citizens who have not left the board, in Danish order of their names."""
    query = select(Citizen).where(
        Citizen.municipality_id == actor.municipality_id,
        Citizen.broker_id == actor.id,
        col(Citizen.current_step).is_distinct_from(OUT),
    )
    return list(session.exec(query.order_by(col(Citizen.sort_name), col(Citizen.id))))


def matching(session: Session, actor: Actor, typed: str, limit: int) -> list[Citizen]:
    """Citizens on the board with that case code, or whose card has what is typed; none for nothing typed."""
    wanted = fold(typed)
    if not wanted:
        return []
    named = col(Citizen.search_text).contains(wanted, autoescape=True)
    code = read_case_code(typed)
    query = select(Citizen).where(
        Citizen.municipality_id == actor.municipality_id,
        col(Citizen.current_step).is_distinct_from(OUT),
        or_(named, col(Citizen.case_code) == code) if code else named,
    )
    return list(session.exec(query.order_by(col(Citizen.sort_name), col(Citizen.id)).limit(limit)))


def names(session: Session, municipality_id: int) -> list[str]:
    """The names of everybody the municipality knows, also of those who have left the board."""
    return list(session.exec(select(Citizen.name).where(Citizen.municipality_id == municipality_id)))


def by_code(session: Session, municipality_id: int, code: str) -> Citizen | None:
    """The citizen whom colleagues call by a case code."""
    query = select(Citizen).where(Citizen.municipality_id == municipality_id, Citizen.case_code == code)
    return session.exec(query).first() if code else None


def by_codes(session: Session, municipality_id: int, codes: Collection[str]) -> list[Citizen]:
    """The citizens with these case codes, in no order."""
    found: list[Citizen] = []
    for part in portions(sorted(set(codes))):
        query = select(Citizen).where(Citizen.municipality_id == municipality_id, col(Citizen.case_code).in_(part))
        found += session.exec(query)
    return found


def by_ids(session: Session, citizen_ids: Collection[int | None]) -> dict[int, Citizen]:
    """Citizens by id."""
    found: dict[int, Citizen] = {}
    for part in portions(sorted(each for each in set(citizen_ids) if each)):
        found |= {each.id or 0: each for each in session.exec(select(Citizen).where(col(Citizen.id).in_(part)))}
    return found
