"""The stays among which those behind a flow figure are found, and the citizens' own rows for the list."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.flow_counts import Period
from kanban.domain.flow_stays import FlowStay, Narrowing
from kanban.store.bulk import core, portions
from kanban.store.flow_scope import FlowScope, began_here, in_scope, visit

_citizen = core(Citizen).c
_COLUMNS = (
    visit.citizen_id, visit.step, visit.prev_step, visit.enter_date, visit.leave_date, visit.begun_on,
    visit.age_days, visit.spell, visit.best_before, visit.is_first,
)  # fmt: skip


def stays(session: Session, scope: FlowScope, period: Period, narrowing: Narrowing) -> Iterator[FlowStay]:
    """The scope's stays begun by the period's last day, in effective order citizen by citizen."""
    where = [
        *(began_here if narrowing.began_here else in_scope)(scope),
        visit.enter_date <= period.last,
        *_narrowed(narrowing),
    ]
    query = select(*_COLUMNS).where(*where).order_by(visit.citizen_id, visit.seq)
    for row in session.execute(query):
        yield FlowStay(*row)


def citizens(session: Session, municipality_id: int, ids: Sequence[int]) -> dict[int, Row[Any]]:
    """Citizen id -> what a list shows of the citizen."""
    names = (
        "id",
        "public_id",
        "name",
        "name_protected",
        "sort_name",
        "current_step",
        "step_since",
        "broker_id",
        "team_id",
    )
    query = select(*(col(getattr(Citizen, name)) for name in names)).where(_citizen.municipality_id == municipality_id)
    found: dict[int, Row[Any]] = {}
    for part in portions(ids):
        found.update((row.id, row) for row in session.execute(query.where(_citizen.id.in_(part))))
    return found


def _narrowed(narrowing: Narrowing) -> Iterable[ColumnElement[bool]]:
    if narrowing.steps is not None:
        yield visit.step.in_(narrowing.steps)
    if narrowing.entered is not None:
        yield visit.enter_date.between(narrowing.entered.first, narrowing.entered.last)
    if narrowing.covering is not None:
        yield visit.enter_date <= narrowing.covering
        yield or_(visit.leave_date.is_(None), visit.leave_date > narrowing.covering)
