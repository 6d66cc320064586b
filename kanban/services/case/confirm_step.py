"""Confirming that a citizen stands on the right step (R-STEP-11): in a talk or in a case review."""

from datetime import date

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.steps import is_step
from kanban.domain.talk import StepConfirmation
from kanban.services.runtime import Runtime
from kanban.store import audit
from kanban.store.case_file import CaseFile


def confirm_in(
    session: Session, runtime: Runtime, actor: Actor, file: CaseFile, day: date, talk_id: int | None = None
) -> None:
    """Note the confirmation in the open file; the caller saves the file, in the same transaction.

    Raises :class:`InvalidInputError` for a citizen who stands on no step.
    """
    require(actor, Permission.EDIT_CASE)
    citizen = file.citizen
    if citizen.current_step is None or not is_step(citizen.current_step):
        raise InvalidInputError((FieldProblem("step_confirmed", say("The citizen stands on no step to confirm")),))
    session.add(
        StepConfirmation(
            citizen_id=citizen.id or 0,
            recorded_at=runtime.clock.now(),
            recorded_by=actor.id,
            base_version=citizen.version,
            confirmed_on=day,
            step=citizen.current_step,
            talk_id=talk_id,
        )
    )
    file.confirmed_on = max(day, file.confirmed_on or day)
    audit.write(session, runtime.clock, AuditAction.STEP_CONFIRMED, actor, citizen_id=citizen.id)
