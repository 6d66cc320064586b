"""Appending to the audit trail; there is no other way to touch it."""

import re

from sqlmodel import Session

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.clock import Clock
from kanban.domain.staff import Actor, Staff

_CPR_LIKE = re.compile(r"\d{6}[- ]?\d{4}")


def write(
    session: Session,
    clock: Clock,
    action: AuditAction,
    who: Actor | Staff | int | None = None,
    *,
    citizen_id: int | None = None,
    detail: str = "",
) -> None:
    """Append one use of data to the trail, in the caller's transaction.

    ``who`` is the user, or the municipality's id for what the command line does and for log-ins that fail.
    """
    person = who if isinstance(who, Actor | Staff) else None
    session.add(
        AuditEvent(
            at=clock.now(),
            municipality_id=who.municipality_id if isinstance(who, Actor | Staff) else who,
            staff_id=person.id if person else None,
            citizen_id=citizen_id,
            action=str(action),
            detail=_CPR_LIKE.sub("[CPR]", detail)[:500],
        )
    )
