"""Whose figures the flow's questions are about, and the columns they all ask."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select

from kanban.domain.citizen import Citizen
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.transition import StepVisit
from kanban.store.bulk import core

visit = core(StepVisit).c
_citizen = core(Citizen).c
in_step = visit.step.in_(STEP_NUMBERS)


@dataclass(frozen=True)
class FlowScope:
    """Whose figures: a municipality, one of its teams (the team of the move that began the stay), or a caseload.

    A caseload and a programme are the citizens in it now, with all their stays.
    """

    municipality_id: int
    team_id: int | None = None
    broker_id: int | None = None
    programme_id: int | None = None

    def citizens(self) -> list[ColumnElement[bool]]:
        """The citizens whose stays count, whatever the team."""
        where = [_citizen.municipality_id == self.municipality_id]
        if self.programme_id is not None:
            where.append(_citizen.programme_id == self.programme_id)
        if self.broker_id is not None:
            where.append(_citizen.broker_id == self.broker_id)
        return where


def in_scope(scope: FlowScope) -> list[ColumnElement[bool]]:
    """The stays that count for a scope."""
    if scope.broker_id is None:
        here = [visit.municipality_id == scope.municipality_id]
        if scope.programme_id is not None:
            here.append(visit.programme_id == scope.programme_id)
    else:
        here = [visit.citizen_id.in_(select(_citizen.id).where(*scope.citizens()))]
    return here if scope.team_id is None else [*here, visit.team_id == scope.team_id]


def began_here(scope: FlowScope) -> list[ColumnElement[bool]]:
    """All stays of the citizens in scope; a team's are those who began in it, wherever they are now."""
    if scope.team_id is None:
        return in_scope(scope)
    starts = select(visit.citizen_id).where(*in_scope(scope), visit.spell == 1, visit.best_before.is_(None), in_step)
    return [*in_scope(replace(scope, team_id=None)), visit.citizen_id.in_(starts)]


def unsought(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as it is, but none that SQLite would choose an index by."""
    return func.coalesce(column, column)
