"""What has happened lately, and who has stood how long: counts from the stays for the leader's page."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel import Session

from kanban.domain.flow_counts import Period
from kanban.domain.steps import OUT
from kanban.store.flow_scope import FlowScope, in_scope, in_step, visit

_step, _prev, _enter, _leave = visit.step, visit.prev_step, visit.enter_date, visit.leave_date


class Events(NamedTuple):
    """Moves of some days ahead, back, in and out, and citizens, each once, who came to step 3 and to step 1."""

    ahead: int = 0
    back: int = 0
    intake: int = 0
    out: int = 0
    paid: int = 0
    goal: int = 0


def events(session: Session, scope: FlowScope, before: Period, now: Period) -> tuple[Events, Events]:
    """What happened in each of two periods that follow on each other, in one question."""
    later = case((_enter >= now.first, 1), else_=0)
    query = select(later, *_counted()).where(*in_scope(scope), _enter >= before.first, _enter <= now.last)
    found = {row[0]: Events(*(int(each or 0) for each in row[1:])) for row in session.execute(query.group_by(later))}
    return found.get(0, Events()), found.get(1, Events())


def stay_lengths(session: Session, scope: FlowScope, day: date) -> dict[int, dict[int, int]]:
    """Step -> whole days on it -> citizens on the step at the end of a day."""
    running = or_(_leave.is_(None), _leave > day)
    query = select(_step, _enter, func.count()).where(*in_scope(scope), in_step, _enter <= day, running)
    found: dict[int, dict[int, int]] = {}
    for step, entered, number in session.execute(query.group_by(_step, _enter)):
        found.setdefault(step, {})[(day - entered).days] = number
    return found


def _counted() -> tuple[ColumnElement[Any], ...]:
    """As :func:`kanban.domain.steps.direction` classifies moves and the ``crossed`` figure counts citizens."""
    return (
        _number(_prev > _step, _step != OUT),
        _number(_prev != OUT, _prev < _step),
        _number(_prev.is_(None), _step != OUT),
        _number(_prev.is_not(None), _step == OUT),
        _crossed(3),
        _crossed(1),
    )


def _number(*where: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*where), 1), else_=0))


def _crossed(step: int) -> ColumnElement[int]:
    farther = or_(_prev.is_(None), _prev == OUT, _prev > step)
    came = and_(_step <= step, _step != OUT, farther)
    return func.count(func.distinct(case((came, visit.citizen_id))))
