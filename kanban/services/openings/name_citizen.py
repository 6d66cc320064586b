"""Whom an opening may suit: naming a citizen for it, and taking that back."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import Citizen
from kanban.domain.errors import FieldProblem, InvalidInputError, NotFoundError
from kanban.domain.job_opening import OpeningCitizen
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, live, openings


def name_citizen(runtime: Runtime, actor: Actor, opening_id: int, raw: Mapping[str, str]) -> Citizen:
    """Name a citizen for an opening; naming one again changes nothing.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, and :class:`InvalidInputError` when nobody of the
    municipality was chosen.
    """
    with runtime.database.write() as session:
        openings.get(session, actor, opening_id, lock=True)
        require(actor, Permission.SHARE_OPENINGS)
        try:
            citizen = citizens.get(session, actor, raw.get("citizen", ""))
        except NotFoundError:
            raise InvalidInputError((FieldProblem("citizen", say("Choose a citizen")),)) from None
        if not openings.named(session, opening_id, citizen.id or 0):
            session.add(
                OpeningCitizen(
                    opening_id=opening_id,
                    citizen_id=citizen.id or 0,
                    recorded_at=runtime.clock.now(),
                    recorded_by=actor.id,
                )
            )
            _tell(session, runtime, actor, (opening_id, citizen.id))
        return citizen


def take_back(runtime: Runtime, actor: Actor, opening_id: int, raw: Mapping[str, str]) -> Citizen:
    """Say that an opening does not suit a citizen after all; raises as :func:`name_citizen` does."""
    with runtime.database.write() as session:
        openings.get(session, actor, opening_id, lock=True)
        require(actor, Permission.SHARE_OPENINGS)
        citizen = citizens.get(session, actor, raw.get("citizen", ""))
        for row in openings.named(session, opening_id, citizen.id or 0):
            row.withdrawn_at, row.withdrawn_by = runtime.clock.now(), actor.id
            _tell(session, runtime, actor, (opening_id, citizen.id))
        return citizen


def _tell(session: Session, runtime: Runtime, actor: Actor, which: tuple[int, int | None]) -> None:
    opening_id, citizen_id = which
    audit.write(
        session,
        runtime.clock,
        AuditAction.OPENING_CITIZENS_CHANGED,
        actor,
        citizen_id=citizen_id,
        detail=f"opening={opening_id}",
    )
    live.tell(session, live.many_changed(actor.municipality_id))
