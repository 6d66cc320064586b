"""What a reader of a list behind a figure gets, and the flow figures' reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import Session

from kanban.domain.flow_stays import Behind
from kanban.domain.inputs.behind_query import Question
from kanban.domain.inputs.flow_query import FlowQuery
from kanban.flow.behind import FIGURES
from kanban.flow.figure import lines
from kanban.flow.known import KnownStays
from kanban.flow.known_stays import known_stays
from kanban.flow.replay import replayed
from kanban.services.runtime import Runtime
from kanban.store import behind as behind_store
from kanban.store import flow_log
from kanban.store.flow_scope import FlowScope


@dataclass(frozen=True)
class Asked:
    """A question within one snapshot: the scope is the one the actor may see."""

    session: Session
    runtime: Runtime
    scope: FlowScope
    query: FlowQuery
    question: Question


Reader: TypeAlias = Callable[[Asked], Sequence[Behind]]


def read_flow(asked: Asked) -> Sequence[Behind]:
    """The stays behind a flow figure, on either clock."""
    figure = FIGURES[asked.question.figure](asked.question)
    scope, period = asked.scope, asked.query.period
    if asked.query.known_at is None:
        return lines(figure, behind_store.stays(asked.session, scope, period, figure.narrowing))
    moves = flow_log.known_moves(asked.session, scope.municipality_id, asked.query.known_at)
    known = KnownStays(replayed(moves), scope.team_id, scope.broker_id)
    return lines(figure, known_stays(known, period, figure.narrowing))
