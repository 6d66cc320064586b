"""Where everybody stood on a day, from the moves that were known at a moment: a replay in one statement.

The same rules as :func:`kanban.domain.transition.replay`: same-step repeats are dropped first, then the last stay
begun by the day is the one that covers it.
"""

from datetime import date, datetime

from sqlalchemy import CTE, and_, func, or_, select
from sqlmodel import col

from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition
from kanban.store.flow_log import known


def known_places(municipality_id: int, day: date, known_at: datetime) -> CTE:
    """Rows of ``citizen_id``, ``step`` (0 is out) and ``enter_date``, both none for citizens without a move by then.

    All citizens are in it: SQLite finds each one's card by the row, but would look through all rows for a card.
    """
    owner, order = col(Citizen.id), (col(StepTransition.effective_on), col(StepTransition.day_order))
    by_then = and_(col(StepTransition.citizen_id) == owner, order[0] <= day, *known(known_at))
    moves = (
        select(
            owner.label("citizen_id"),
            col(StepTransition.to_step).label("step"),
            order[0].label("enter_date"),
            order[1].label("place"),
            func.lag(col(StepTransition.to_step)).over(partition_by=owner, order_by=order).label("before"),
        )
        .join(StepTransition, by_then, isouter=True)
        .where(col(Citizen.municipality_id) == municipality_id)
        .subquery()
        .c
    )
    backwards = (moves.enter_date.desc(), moves.place.desc())
    number = func.row_number().over(partition_by=moves.citizen_id, order_by=backwards).label("number")
    begins = or_(moves.before.is_(None), moves.before != moves.step)
    stays = select(moves.citizen_id, moves.step, moves.enter_date, number).where(begins).subquery().c
    return select(stays.citizen_id, stays.step, stays.enter_date).where(stays.number == 1).cte("known_place")
