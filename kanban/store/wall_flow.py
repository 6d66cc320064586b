"""What the wall tells of a month's moves: how many between which steps, and the paid hours that came of them."""

from sqlalchemy import func, or_, select
from sqlmodel import Session

from kanban.domain.citizen import Citizen
from kanban.domain.flow_counts import Period
from kanban.domain.steps import OUT
from kanban.store.bulk import core
from kanban.store.flow_scope import FlowScope, in_scope, visit

PAID_STEP = 3
_citizen = core(Citizen).c


def moves(session: Session, scope: FlowScope, days: Period) -> dict[tuple[int | None, int], int]:
    """From which step (None: from nowhere) to which -> moves, as in the flow figures' matrix."""
    query = select(visit.prev_step, visit.step, func.count())
    query = query.where(*in_scope(scope), visit.enter_date.between(days.first, days.last))
    rows = session.execute(query.group_by(visit.prev_step, visit.step))
    return {(origin, to): number for origin, to, number in rows}


def paid_hours(session: Session, scope: FlowScope, days: Period) -> tuple[int, int]:
    """Citizens with paid hours now, of those who came that far in the days and are there still, and their minutes."""
    farther = or_(visit.prev_step.is_(None), visit.prev_step == OUT, visit.prev_step > PAID_STEP)
    came = select(visit.citizen_id).where(
        *in_scope(scope), farther, visit.step.between(1, PAID_STEP), visit.enter_date.between(days.first, days.last)
    )
    query = select(func.count(), func.sum(_citizen.paid_minutes)).where(
        _citizen.id.in_(came), _citizen.current_step.between(1, PAID_STEP), _citizen.paid_minutes > 0
    )
    citizens, minutes = session.execute(query).one()
    return citizens, int(minutes or 0)
