"""The moves as they were known at a moment, and how late moves are registered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Integer, case, cast, extract, func, literal, or_, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.known_move import CITIZEN, IN_TEAM, STEPS
from kanban.domain.transition import StepTransition
from kanban.store.bulk import core
from kanban.store.flow_scope import FlowScope
from kanban.store.local_day import local_day

PORTION = 20_000
LAG_YEAR = 365
ENOUGH_CITIZENS = 5_000
JULIAN_YEAR_1 = 1_721_425


def known_moves(session: Session, scope: FlowScope, known_at: datetime) -> Iterator[Sequence[Sequence[int]]]:
    """The municipality's moves that stood then in effective order, citizen by citizen, some thousand rows at a time.

    Each row is one number as :mod:`kanban.domain.known_move` makes it, told by the scope's team. Read from the driver:
    a million of SQLAlchemy's rows take longer than all that is done with them.
    """
    move, citizen = core(StepTransition).c, core(Citizen).c
    everybody = select(citizen.id).where(citizen.municipality_id == scope.municipality_id)
    in_team = literal(0) if scope.team_id is None else case((move.team_id == scope.team_id, 1), else_=0)
    query = (
        select(
            cast(move.citizen_id, BigInteger) * CITIZEN
            + in_team * IN_TEAM
            + _ordinal(session, move.effective_on) * STEPS
            + move.to_step
        )
        .where(move.citizen_id.in_(everybody), *known(known_at))
        .order_by(move.citizen_id, move.effective_on, move.day_order)
    )
    with session.connection().execute(query) as found:
        while rows := found.cursor.fetchmany(PORTION):
            yield rows


def chosen_citizens(session: Session, scope: FlowScope) -> list[int] | None:
    """The citizens of a caseload or programme now; None where everybody in the municipality counts."""
    if scope.broker_id is None and scope.programme_id is None:
        return None
    return list(session.execute(select(core(Citizen).c.id).where(*scope.citizens())).scalars())


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
