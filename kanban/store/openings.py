"""Job openings: the newest version of each, and the citizens they may suit."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.errors import NotFoundError
from kanban.domain.job_opening import JobOpening, OpeningCitizen, OpeningVersion
from kanban.domain.staff import Actor
from kanban.store.bulk import portions

_LARGEST_ID = 2**31 - 1


def get(session: Session, actor: Actor, opening_id: int, *, lock: bool = False) -> JobOpening:
    """The opening within the actor's municipality; with ``lock`` nobody else changes it meanwhile.

    Raises :class:`NotFoundError`, the same for unknown ids and for other municipalities' openings.
    """
    query = select(JobOpening).where(JobOpening.id == opening_id, JobOpening.municipality_id == actor.municipality_id)
    known = 0 < opening_id <= _LARGEST_ID
    found = session.exec(query.with_for_update() if lock else query).first() if known else None
    if found is None:
        raise NotFoundError
    return found


def newest(session: Session, municipality_id: int) -> list[OpeningVersion]:
    """What stands about each of a municipality's openings, the opening noted last first."""
    return _newest(session, col(JobOpening.municipality_id) == municipality_id)


def standing(session: Session, opening_ids: Collection[int | None]) -> dict[int, OpeningVersion]:
    """Opening id -> what stands about it."""
    found: dict[int, OpeningVersion] = {}
    for part in portions(sorted(each for each in set(opening_ids) if each)):
        found |= {each.opening_id: each for each in _newest(session, col(JobOpening.id).in_(part))}
    return found


def of_citizen(session: Session, citizen_id: int) -> list[OpeningVersion]:
    """The openings that may suit a citizen."""
    named = select_columns(col(OpeningCitizen.opening_id)).where(
        col(OpeningCitizen.citizen_id) == citizen_id, col(OpeningCitizen.withdrawn_at).is_(None)
    )
    return _newest(session, col(JobOpening.id).in_(named))


def of_company(session: Session, company_id: int) -> list[OpeningVersion]:
    """The openings that stand at a company now."""
    once = select_columns(col(OpeningVersion.opening_id)).where(col(OpeningVersion.company_id) == company_id)
    return [each for each in _newest(session, col(JobOpening.id).in_(once)) if each.company_id == company_id]


def _newest(session: Session, condition: ColumnElement[bool]) -> list[OpeningVersion]:
    last = (
        select_columns(func.max(col(OpeningVersion.id)))
        .join(JobOpening, col(JobOpening.id) == col(OpeningVersion.opening_id))
        .where(condition)
        .group_by(col(OpeningVersion.opening_id))
    )
    query = select(OpeningVersion).where(col(OpeningVersion.id).in_(last))
    return list(
        session.exec(query.order_by(col(OpeningVersion.found_on).desc(), col(OpeningVersion.opening_id).desc()))
    )


def citizens_of(session: Session, opening_ids: Collection[int]) -> dict[int, list[Citizen]]:
    """Opening id -> the citizens it may suit, in Danish order of their names."""
    found: dict[int, list[Citizen]] = {}
    for part in portions(sorted(set(opening_ids))):
        query = (
            select(OpeningCitizen.opening_id, Citizen)
            .join(Citizen, col(Citizen.id) == col(OpeningCitizen.citizen_id))
            .where(col(OpeningCitizen.opening_id).in_(part), col(OpeningCitizen.withdrawn_at).is_(None))
            .order_by(col(Citizen.sort_name), col(Citizen.id))
        )
        for opening_id, citizen in session.exec(query):
            found.setdefault(opening_id, []).append(citizen)
    return found


def named(session: Session, opening_id: int, citizen_id: int) -> list[OpeningCitizen]:
    """The standing row that names a citizen for an opening, if there is one."""
    query = select(OpeningCitizen).where(
        OpeningCitizen.opening_id == opening_id,
        OpeningCitizen.citizen_id == citizen_id,
        col(OpeningCitizen.withdrawn_at).is_(None),
    )
    return list(session.exec(query))
