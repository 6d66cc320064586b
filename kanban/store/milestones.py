"""Milestones as stored, and how far they are: grouped counts, a fixed number of statements whatever the size.

What counts is defined in :mod:`kanban.domain.milestone`; the lists behind the numbers (figures ``crossed``,
``kept_base`` and ``kept``) count the same. Counts are told apart by team (the move's or stay's), by job broker (the
citizen's now), or not at all; who has neither is in the whole only.
"""

from datetime import date, timedelta
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, func, literal, or_, select, union_all
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from kanban.domain.citizen import Citizen
from kanban.domain.flow_counts import Period
from kanban.domain.milestone import Milestone, Owner
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.transition import StepVisit
from kanban.store.bulk import core
from kanban.store.flow_scope import FlowScope

_Columns: TypeAlias = "tuple[ColumnElement[Any], ...]"
ByDay: TypeAlias = "dict[Owner, dict[int, dict[date, int]]]"
_citizen = core(Citizen).c
_place = (Milestone.month, Milestone.team_id, Milestone.broker_id, Milestone.kind, Milestone.step)


class By(Enum):
    """How counts are told apart."""

    ALL = "all"
    TEAM = "team"
    BROKER = "broker"


class Kept(NamedTuple):
    """Citizens at a step or nearer before the month, and those of them who are there at its end."""

    base: int
    kept: int


def newest(session: Session, municipality_id: int, months: Period, owner: Owner | None = None) -> list[Milestone]:
    """The rows that count in the months that begin in the period, for everybody or for one owner alone."""
    ids = select(func.max(col(Milestone.id))).where(
        col(Milestone.municipality_id) == municipality_id, col(Milestone.month).between(months.first, months.last)
    )
    if owner is not None:
        ids = ids.where(
            col(Milestone.team_id).is_not_distinct_from(owner.team_id),
            col(Milestone.broker_id).is_not_distinct_from(owner.broker_id),
        )
    query = select_rows(Milestone).where(col(Milestone.id).in_(ids.group_by(*map(col, _place))))
    return list(session.exec(query.order_by(col(Milestone.month), col(Milestone.step).desc(), col(Milestone.kind))))


def starts(session: Session, scope: FlowScope, days: Period, by: By = By.ALL) -> ByDay:
    """Owner -> step -> day -> citizens who came there from farther away that day, the first time in the period."""
    visit = core(StepVisit)
    owner, goals = _told_apart(visit, by), _goals()
    each = _crossings(visit, goals, scope, days).with_only_columns(
        *owner, goals.c.goal, visit.c.citizen_id, func.min(visit.c.enter_date).label("day")
    )
    first = each.group_by(*owner, goals.c.goal, visit.c.citizen_id).subquery().c
    group = tuple(column for column in first if column.name != "citizen_id")
    return _by_day(session, select(*group, func.count()).group_by(*group), scope, by)


def arrivals(session: Session, scope: FlowScope, days: Period, by: By = By.ALL) -> ByDay:
    """Owner -> step -> day -> citizens who came there from farther away that day, as often as they came."""
    visit, goals = core(StepVisit), _goals()
    group = (*_told_apart(visit, by), goals.c.goal, visit.c.enter_date)
    query = _crossings(visit, goals, scope, days).with_only_columns(*group, func.count(visit.c.citizen_id.distinct()))
    return _by_day(session, query.group_by(*group), scope, by)


def kept(session: Session, scope: FlowScope, days: Period, by: By = By.ALL) -> dict[Owner, dict[int, Kept]]:
    """Owner -> step -> who was there on the day before the days and who of them is on the last, on both in the team."""
    before, after = core(StepVisit).alias("before"), core(StepVisit).alias("after")
    same = (after.c.citizen_id == before.c.citizen_id) & _covers(after, days.last) & (after.c.step != OUT)
    if by is By.TEAM or scope.team_id is not None:
        same = same & (after.c.team_id == before.c.team_id)
    group = (*_told_apart(before, by), before.c.step, after.c.step.label("now"))
    query = (
        select(*group, func.count())
        .select_from(before.join(core(Citizen), _citizen.id == before.c.citizen_id).outerjoin(after, same))
        .where(*_in_scope(before, scope), _covers(before, days.first - timedelta(days=1)), before.c.step != OUT)
    )
    found: dict[Owner, dict[int, Kept]] = {}
    for *key, was, now, number in session.execute(query.group_by(*group)):
        if (owner := _owner(key, scope, by)) is not None:
            _add(found.setdefault(owner, dict.fromkeys(STEP_NUMBERS, Kept(0, 0))), was, now, number)
    return found


def standing(session: Session, scope: FlowScope, by: By = By.ALL) -> dict[Owner, dict[int | None, int]]:
    """Owner -> step (None: not yet placed) -> citizens there now; a team's are those who belong to it now."""
    here = [_citizen.municipality_id == scope.municipality_id]
    here.append(or_(_citizen.current_step.is_(None), _citizen.current_step != OUT))
    if scope.team_id is not None:
        here.append(_citizen.team_id == scope.team_id)
    if scope.broker_id is not None:
        here.append(_citizen.broker_id == scope.broker_id)
    owner: dict[By, _Columns] = {By.ALL: (), By.TEAM: (_citizen.team_id,), By.BROKER: (_citizen.broker_id,)}
    group = (*owner[by], _citizen.current_step)
    found: dict[Owner, dict[int | None, int]] = {}
    for *key, step, number in session.execute(select(*group, func.count()).where(*here).group_by(*group)):
        if (place := _owner(key, scope, by)) is not None:
            found.setdefault(place, {})[step] = number
    return found


def owning(session: Session, municipality_id: int) -> set[int | None]:
    """Everybody who has citizens."""
    query = select(_citizen.broker_id).where(_citizen.municipality_id == municipality_id).distinct()
    return set(session.execute(query).scalars())


def history_begins(session: Session, municipality_id: int) -> date | None:
    """The day of the municipality's first move."""
    visit = core(StepVisit).c
    query = select(func.min(visit.enter_date)).where(visit.municipality_id == municipality_id)
    found: date | None = session.execute(query).scalar_one_or_none()
    return found


def _goals() -> Subquery:
    """The eight steps as rows, so that one statement counts for all of them."""
    return union_all(*(select(literal(step).label("goal")) for step in STEP_NUMBERS)).subquery("goals")


def _crossings(visit: FromClause, goals: Subquery, scope: FlowScope, days: Period) -> Select[Any]:
    """Stays at a goal or nearer whose citizens came from farther away, from out of the board, or from nowhere."""
    step, prev = visit.c.step, visit.c.prev_step
    crosses = (step != OUT) & (step <= goals.c.goal) & (prev.is_(None) | (prev == OUT) | (prev > goals.c.goal))
    joined = visit.join(core(Citizen), _citizen.id == visit.c.citizen_id).join(goals, crosses)
    return (
        select(goals.c.goal)
        .select_from(joined)
        .where(*_in_scope(visit, scope), visit.c.enter_date.between(days.first, days.last))
    )


def _covers(visit: FromClause, day: date) -> ColumnElement[bool]:
    return (visit.c.enter_date <= day) & or_(visit.c.leave_date.is_(None), visit.c.leave_date > day)


def _in_scope(visit: FromClause, scope: FlowScope) -> list[ColumnElement[bool]]:
    here = [visit.c.municipality_id == scope.municipality_id]
    if scope.team_id is not None:
        here.append(visit.c.team_id == scope.team_id)
    if scope.broker_id is not None:
        here.append(_citizen.broker_id == scope.broker_id)
    return here


def _told_apart(visit: FromClause, by: By) -> _Columns:
    columns: dict[By, _Columns] = {By.ALL: (), By.TEAM: (visit.c.team_id,), By.BROKER: (_citizen.broker_id,)}
    return columns[by]


def _owner(key: list[int | None], scope: FlowScope, by: By) -> Owner | None:
    """Whose a row is; None for nobody's."""
    if by is By.ALL:
        return Owner(scope.team_id, scope.broker_id)
    (number,) = key
    if number is None:
        return None
    return Owner(team_id=number) if by is By.TEAM else Owner(broker_id=number)


def _by_day(session: Session, query: Select[Any], scope: FlowScope, by: By) -> ByDay:
    found: ByDay = {}
    for *key, step, day, number in session.execute(query):
        if (owner := _owner(key, scope, by)) is not None:
            found.setdefault(owner, {}).setdefault(step, {})[day] = number
    return found


def _add(steps: dict[int, Kept], was: int, now: int | None, number: int) -> None:
    for step, so_far in steps.items():
        if was <= step:
            stays = now is not None and now <= step
            steps[step] = Kept(so_far.base + number, so_far.kept + number * stays)
