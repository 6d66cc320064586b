"""Deciding on a month's milestone and what it is broken down to; what was decided before stays on record (R-TGT-2)."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.flow_counts import Period
from kanban.domain.inputs.targets import Place, read_parts, read_place, refuse_past
from kanban.domain.milestone import Milestone, Owner
from kanban.domain.months import key
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from kanban.services.seen import refuse_unseen
from kanban.services.targets.people import read_people
from kanban.store import audit, live, milestones
from kanban.store.bulk import lock_municipality


def set_milestones(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> bool:
    """Store the numbers that differ from what counts; whether there were any. An empty field takes a milestone back.

    Raises :class:`ForbiddenError`, :class:`InvalidInputError`, and :class:`ConflictError` when somebody else decided
    on the same since the form was opened.
    """
    require(actor, Permission.SET_TARGETS)
    place = read_place(raw, runtime.clock.today())
    refuse_past(place, runtime.clock.today())
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        changed = _changes(session, runtime, actor, place, raw)
        session.add_all(changed)
        if changed:
            detail = f"month={key(place.month)} kind={place.kind} step={place.step}"
            audit.write(session, runtime.clock, AuditAction.MILESTONES_CHANGED, actor, detail=detail)
            live.tell(session, live.many_changed(actor.municipality_id))
    return bool(changed)


def standing_rows(session: Session, municipality_id: int, place: Place) -> dict[Owner, Milestone]:
    """The rows that count for one milestone, by whose they are."""
    rows = milestones.newest(session, municipality_id, Period(place.month, place.month))
    return {Owner(row.team_id, row.broker_id): row for row in rows if (row.kind, row.step) == (place.kind, place.step)}


def _changes(session: Session, runtime: Runtime, actor: Actor, place: Place, raw: Mapping[str, str]) -> list[Milestone]:
    owners = {owner.key: owner for owner in read_people(session, actor.municipality_id).owners()}
    wanted = {owners[name]: number for name, number in read_parts(raw, owners).items()}
    rows = standing_rows(session, actor.municipality_id, place)
    new = {
        owner: number for owner, number in wanted.items() if number != (rows[owner].number if owner in rows else None)
    }
    if new:
        refuse_unseen(session, runtime, raw, rows.values())
    now = runtime.clock.now()
    return [
        Milestone(
            municipality_id=actor.municipality_id,
            month=place.month,
            team_id=owner.team_id,
            broker_id=owner.broker_id,
            kind=place.kind,
            step=place.step,
            number=number,
            recorded_at=now,
            recorded_by=actor.id,
        )
        for owner, number in new.items()
    ]
