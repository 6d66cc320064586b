"""What a reader of a list behind a figure gets, and the flow figures' reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import Session

from kanban.domain.flow_stays import Behind
from kanban.domain.inputs.behind_query import Question
from kanban.domain.inputs.flow_query import FlowQuery
from kanban.flow.behind import FIGURES
from kanban.services.flow.flow_source import flow_source
from kanban.services.runtime import Runtime
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
    return flow_source(asked.session, asked.scope, asked.query.period, asked.query.known_at).behind(figure)
