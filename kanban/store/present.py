"""Who is on the board now: the citizens of a municipality, of a team as it is today, or of a caseload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, and_, case, cast, exists, func, or_, select
from sqlmodel import Session

from kanban.domain.citizen import Citizen
from kanban.domain.facts import BrokerAssignment
from kanban.domain.flow_stays import Behind
from kanban.domain.sign import CitizenSign
from kanban.domain.steps import OUT
from kanban.domain.transition import StepVisit
from kanban.store.bulk import core
from kanban.store.flow_scope import FlowScope

_citizen, _sign, _given, _visit = (core(table).c for table in (Citizen, CitizenSign, BrokerAssignment, StepVisit))


@dataclass(frozen=True)
class Standing:
    """How many are on the board, and of them those not yet placed and those without a job broker."""

    citizens: int
    unplaced: int
    unassigned: int


def present(scope: FlowScope) -> list[ColumnElement[bool]]:
    """Those who have not left, the ones not yet placed among them."""
    where = [*scope.citizens(), or_(_citizen.current_step.is_(None), _citizen.current_step != OUT)]
    return where if scope.team_id is None else [*where, _citizen.team_id == scope.team_id]


def unplaced() -> ColumnElement[bool]:
    """Not on any step yet."""
    return _citizen.current_step.is_(None)


def unassigned() -> ColumnElement[bool]:
    """Without a job broker (R-CASE-4)."""
    return _citizen.broker_id.is_(None)


def new_since(day: date) -> ColumnElement[bool]:
    """Given to their present job broker on that day or later."""
    same = and_(_given.citizen_id == _citizen.id, _given.broker_id == _citizen.broker_id)
    return exists().where(same, _given.assigned_on >= day, _given.withdrawn_at.is_(None))


def talk_due(first: date, last: date) -> ColumnElement[bool]:
    """Whose next talk is due from the first of these days to the last."""
    due = and_(_sign.due_on >= first, _sign.due_on <= last)
    return exists().where(_sign.citizen_id == _citizen.id, _sign.code == "talk", due)


def standing(session: Session, scope: FlowScope) -> Standing:
    """The counts of a scope."""
    counted = (func.sum(cast(condition, Integer)) for condition in (unplaced(), unassigned()))
    found = session.execute(select(func.count(), *counted).where(*present(scope))).one()
    return Standing(*(int(each or 0) for each in found))


def talks_by_broker(
    session: Session, municipality_id: int, today: date, week_end: date
) -> dict[int | None, tuple[int, int]]:
    """Job broker -> citizens whose talk is overdue, and those whose talk is due by the end of the week."""
    late, soon = (case((due, 1), else_=0) for due in (_sign.due_on < today, _sign.due_on >= today))
    query = (
        select(_citizen.broker_id, func.sum(late), func.sum(soon))
        .join(core(CitizenSign), _sign.citizen_id == _citizen.id)
        .where(*present(FlowScope(municipality_id)), _sign.code == "talk", _sign.due_on <= week_end)
    )
    rows = session.execute(query.group_by(_citizen.broker_id))
    return {broker: (int(late), int(soon)) for broker, late, soon in rows}


def members(session: Session, scope: FlowScope, *where: ColumnElement[bool]) -> list[Behind]:
    """The citizens of a scope for whom all of it is true."""
    query = select(_citizen.id, _citizen.current_step, _citizen.step_since).where(*present(scope), *where)
    return [Behind(*row) for row in session.execute(query)]


def good_news(session: Session, scope: FlowScope, since: date, limit: int) -> Sequence[Row[Any]]:
    """Those who have come to step 3, 2 or 1 from further back and are there still, the latest first (R-BOARD-3)."""
    query = (
        select(
            _citizen.public_id,
            _citizen.name,
            _citizen.name_protected,
            _citizen.broker_id,
            _visit.step,
            _visit.enter_date,
        )
        .join(core(StepVisit), and_(_visit.citizen_id == _citizen.id, _visit.leave_date.is_(None)))
        .where(
            *present(scope),
            _visit.municipality_id == scope.municipality_id,
            _visit.enter_date >= since,
            _visit.step.in_((3, 2, 1)),
            _visit.prev_step > _visit.step,
        )
    )
    return session.execute(query.order_by(_visit.enter_date.desc(), _citizen.id).limit(limit)).all()
