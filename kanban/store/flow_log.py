"""The moves as they were known at a moment, and how late moves are registered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, SQLColumnExpression, func, or_, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition
from kanban.store.flow import FlowScope

PORTION = 20_000
LAG_YEAR = 365
ENOUGH_CITIZENS = 5_000


KnownMove: TypeAlias = "tuple[int, int | None, int | None, int, date]"


def known_moves(session: Session, municipality_id: int, known_at: datetime) -> Iterator[Sequence[KnownMove]]:
    """The moves that stood then in effective order, citizen by citizen, some thousand at a time.

    Each is citizen, team of the move, the citizen's broker now, step moved to, day it counts from.
    """
    query = (
        select(
            col(StepTransition.citizen_id),
            col(StepTransition.team_id),
            col(Citizen.broker_id),
            col(StepTransition.to_step),
            col(StepTransition.effective_on),
        )
        .join(Citizen, col(Citizen.id) == col(StepTransition.citizen_id))
        .where(col(Citizen.municipality_id) == municipality_id, *_known(known_at))
        .order_by(col(StepTransition.citizen_id), col(StepTransition.effective_on), col(StepTransition.day_order))
    )
    yield from session.execute(query, execution_options={"yield_per": PORTION}).partitions()


def lags(session: Session, scope: FlowScope, known_at: datetime, known_on: date) -> dict[int, int]:
    """Days from effective date to registration -> moves registered by hand that count from the year before.

    Moves from workbooks are left out: they were registered late on purpose. Registration days are counted in UTC,
    which is a day early for moves registered within two hours after midnight. Of very many citizens an even sample
    is asked: how late people register does not take a million moves to tell.
    """
    effective, recorded = col(StepTransition.effective_on), _utc_day(session, col(StepTransition.recorded_at))
    query = (
        select(effective, recorded, func.count())
        .join(Citizen, col(Citizen.id) == col(StepTransition.citizen_id))
        .where(
            col(Citizen.municipality_id) == scope.municipality_id,
            col(Citizen.id) % _every(session, scope) == 0,
            col(StepTransition.base_version).is_not(None),
            effective > known_on - timedelta(days=LAG_YEAR),
            *_known(known_at),
        )
        .group_by(effective, recorded)
    )
    if scope.team_id is not None:
        query = query.where(col(StepTransition.team_id) == scope.team_id)
    if scope.broker_id is not None:
        query = query.where(col(Citizen.broker_id) == scope.broker_id)
    found: dict[int, int] = {}
    for day, registered, number in session.execute(query):
        days = max(0, (date.fromisoformat(str(registered)) - day).days)
        found[days] = found.get(days, 0) + number
    return found


def _every(session: Session, scope: FlowScope) -> int:
    """Each how many-th citizen is enough."""
    query = select(func.count()).where(col(Citizen.municipality_id) == scope.municipality_id)
    return max(1, int(session.execute(query).scalar_one()) // ENOUGH_CITIZENS)


def _utc_day(session: Session, moment: SQLColumnExpression[datetime]) -> ColumnElement[date]:
    """PostgreSQL would cut the day in the session's time zone."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    return func.date(func.timezone("UTC", moment) if postgresql else moment)


def _known(known_at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    annulled = col(StepTransition.annulled_at)
    return col(StepTransition.recorded_at) <= known_at, or_(annulled.is_(None), annulled > known_at)
