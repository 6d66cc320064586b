"""A broker's caseload for tests, and counting what is stored and asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlmodel import SQLModel, select

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from tests.factories import Town


def placed(
    town: Town, actor: Actor, name: str, step: int = 8, *, day: str = "20-11-2026", protected: bool = False
) -> str:
    """A citizen with the actor as broker, on a step since a day."""
    citizen_id = town.citizen(name, protected=protected)
    town.move(actor, citizen_id, 8, effective_on=day, broker_id=str(actor.id))
    if step != 8:
        town.move(actor, citizen_id, step, effective_on=day)
    return citizen_id


def rows(runtime: Runtime, table: type[SQLModel]) -> list[Any]:
    """Everything in a table."""
    with runtime.database.read() as session:
        return list(session.exec(select(table)))


def audited(runtime: Runtime, action: AuditAction) -> list[AuditEvent]:
    """The uses of one kind."""
    return [each for each in rows(runtime, AuditEvent) if each.action == action]


@contextmanager
def statements(runtime: Runtime) -> Iterator[list[str]]:
    """The statements sent to the database within the block."""
    found: list[str] = []

    def take_down(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(runtime.database.engine, "before_cursor_execute", take_down)
    try:
        yield found
    finally:
        event.remove(runtime.database.engine, "before_cursor_execute", take_down)
