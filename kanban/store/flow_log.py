"""The moves as they were known at a moment, and how late moves are registered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement, Integer, cast, extract, func, or_, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition
from kanban.store.bulk import core
from kanban.store.flow_scope import FlowScope
from kanban.store.local_day import local_day

PORTION = 20_000
LAG_YEAR = 365
ENOUGH_CITIZENS = 5_000
JULIAN_YEAR_1 = 1_721_425

KnownMove: TypeAlias = "tuple[int, int, int, int, int, int]"
NOBODY = -1


def known_moves(session: Session, municipality_id: int, known_at: datetime) -> Iterator[Sequence[KnownMove]]:
    """The moves that stood then in effective order, citizen by citizen, some thousand at a time.

    Each is citizen, team of the move, the citizen's broker and programme now (-1 for none), step moved to, and the day
    it counts from as days since year 1: whole numbers only, so that a million of them make no objects.
    """
    move, citizen = core(StepTransition), core(Citizen)
    query = (
        select(
            move.c.citizen_id,
            func.coalesce(move.c.team_id, NOBODY),
            func.coalesce(citizen.c.broker_id, NOBODY),
            func.coalesce(citizen.c.programme_id, NOBODY),
            move.c.to_step,
            _ordinal(session, move.c.effective_on),
        )
        .select_from(move.join(citizen, citizen.c.id == move.c.citizen_id))
        .where(citizen.c.municipality_id == municipality_id, *known(known_at))
        .order_by(move.c.citizen_id, move.c.effective_on, move.c.day_order)
    )
    for rows in session.execute(query, execution_options={"yield_per": PORTION}).partitions():
        yield list(map(tuple, rows))


def _ordinal(session: Session, day: ColumnElement[date]) -> ColumnElement[int]:
    """Days since year 1, as :meth:`datetime.date.toordinal` counts them."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    return cast((extract("julian", day) if postgresql else func.julianday(day) + 0.5) - JULIAN_YEAR_1, Integer)


def lags(session: Session, scope: FlowScope, known_at: datetime, known_on: date) -> dict[int, int]:
    """Days from effective date to registration -> moves registered by hand that count from the year before.

    Moves from workbooks are left out: they were registered late on purpose. Of very many citizens an even sample is
    asked: how late people register does not take a million moves to tell.
    """
    earliest = known_on - timedelta(days=LAG_YEAR)
    effective = col(StepTransition.effective_on)
    recorded = local_day(session, col(StepTransition.recorded_at), earliest, known_on)
    query = (
        select(effective, recorded, func.count())
        .join(Citizen, col(Citizen.id) == col(StepTransition.citizen_id))
        .where(
            *scope.citizens(),
            col(Citizen.id) % _every(session, scope) == 0,
            col(StepTransition.base_version).is_not(None),
            effective > earliest,
            *known(known_at),
        )
        .group_by(effective, recorded)
    )
    if scope.team_id is not None:
        query = query.where(col(StepTransition.team_id) == scope.team_id)
    found: dict[int, int] = {}
    for day, registered, number in session.execute(query):
        days = max(0, (date.fromisoformat(str(registered)) - day).days)
        found[days] = found.get(days, 0) + number
    return found


def _every(session: Session, scope: FlowScope) -> int:
    """Each how many-th citizen is enough."""
    query = select(func.count()).where(col(Citizen.municipality_id) == scope.municipality_id)
    return max(1, int(session.execute(query).scalar_one()) // ENOUGH_CITIZENS)


def known(known_at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Which moves were registered by a moment and stood then."""
    move = core(StepTransition).c
    return move.recorded_at <= known_at, or_(move.annulled_at.is_(None), move.annulled_at > known_at)
