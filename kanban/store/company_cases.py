"""Which citizens a company is about: who is there now, and whose cards say its name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, or_, union
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.company import Company
from kanban.domain.facts import CompanyContact, Outcome, WorkAgreement
from kanban.store.bulk import portions
from kanban.store.case_file import derive, open_files

_WITH_AGREEMENT, _REACHED = (4, 3, 2), 1


def number_there(session: Session, company_ids: Sequence[int], today: date) -> dict[int, int]:
    """Company id -> how many citizens are there on a day; companies without any are left out."""
    there = union(_by_agreement(company_ids, today), _by_outcome(company_ids, today)).subquery()
    query = sql_select(there.c.company_id, func.count()).group_by(there.c.company_id)
    return {row[0]: row[1] for row in session.execute(query)}


def citizens_there(session: Session, company_id: int, today: date) -> list[Citizen]:
    """The citizens who are there on a day, in Danish order of their names."""
    there = union(_by_agreement([company_id], today), _by_outcome([company_id], today)).subquery()
    query = select(Citizen).where(col(Citizen.id).in_(sql_select(there.c.citizen_id)))
    return list(session.exec(query.order_by(col(Citizen.sort_name), col(Citizen.id))))


def lock_cases(session: Session, company_id: int) -> list[int]:
    """Lock everybody who has to do with a company, and the company; returns the citizens' ids.

    Citizens are locked first, as moves do. One who gets to do with the company meanwhile is found afterwards, and from
    then on naming it waits for the company's row, so that nobody's card is written with a name that is about to change.
    """
    first = _lock_citizens(session, _named(session, company_id))
    session.exec(select(Company.id).where(Company.id == company_id).with_for_update()).all()
    return first + _lock_citizens(session, sorted(set(_named(session, company_id)) - set(first)))


def rewrite_cards(session: Session, citizen_ids: Sequence[int]) -> None:
    """Derive the cards of citizens anew, because a company is called something else; their versions stay."""
    for part in portions(citizen_ids):
        for file in open_files(session, session.exec(select(Citizen).where(col(Citizen.id).in_(part))).all()):
            derive(file)
    session.flush()


def _by_agreement(company_ids: Sequence[int], today: date) -> Select[Any]:
    """By the newest standing version of each placement that runs."""
    later = aliased(WorkAgreement)
    superseded = exists().where(
        col(later.citizen_id) == col(WorkAgreement.citizen_id),
        col(later.placement) == col(WorkAgreement.placement),
        col(later.id) > col(WorkAgreement.id),
        col(later.withdrawn_at).is_(None),
    )
    starts_on, ends_on = col(WorkAgreement.starts_on), col(WorkAgreement.ends_on)
    return _there(WorkAgreement, company_ids).where(
        col(Citizen.current_step).in_(_WITH_AGREEMENT),
        col(WorkAgreement.ended_reason) == "",
        or_(starts_on.is_(None), starts_on <= today),
        or_(ends_on.is_(None), ends_on >= today),
        ~superseded,
    )


def _by_outcome(company_ids: Sequence[int], today: date) -> Select[Any]:
    later = aliased(Outcome)
    superseded = exists().where(
        col(later.citizen_id) == col(Outcome.citizen_id),
        col(later.id) > col(Outcome.id),
        col(later.withdrawn_at).is_(None),
    )
    starts_on = col(Outcome.starts_on)
    begun = or_(starts_on.is_(None), starts_on <= today)
    return _there(Outcome, company_ids).where(col(Citizen.current_step) == _REACHED, begun, ~superseded)


def _there(table: type[WorkAgreement | Outcome], company_ids: Sequence[int]) -> Select[Any]:
    columns: list[Any] = [col(table.company_id).label("company_id"), col(table.citizen_id).label("citizen_id")]
    query = sql_select(*columns).join(Citizen, col(Citizen.id) == col(table.citizen_id))
    return query.where(col(table.company_id).in_(company_ids), col(table.withdrawn_at).is_(None))


def _named(session: Session, company_id: int) -> list[int]:
    tables: tuple[type[CompanyContact | WorkAgreement | Outcome], ...] = (CompanyContact, WorkAgreement, Outcome)
    queries = [sql_select(col(each.citizen_id)).where(col(each.company_id) == company_id) for each in tables]
    return sorted(session.execute(union(*queries)).scalars())


def _lock_citizens(session: Session, citizen_ids: Sequence[int]) -> list[int]:
    for part in portions(citizen_ids):
        query = select(Citizen).where(col(Citizen.id).in_(part)).order_by(col(Citizen.id))
        session.exec(query.with_for_update().execution_options(populate_existing=True)).all()
    return list(citizen_ids)
