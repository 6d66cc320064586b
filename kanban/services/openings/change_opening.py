"""Noting and correcting a job opening; what stood before is kept (R-CO-6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.opening import OpeningInput, read_closing, read_opening
from kanban.domain.job_opening import JobOpening, OpeningState, OpeningVersion
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.case.staff_choices import check_staff
from kanban.services.openings.unnamed import refuse_names
from kanban.services.runtime import Runtime
from kanban.services.seen import refuse_unseen
from kanban.store import audit, citizens, companies, live, openings
from kanban.store.bulk import lock_municipality, row_of

_UNTOLD = ("id", "opening_id", "recorded_at", "recorded_by")


@dataclass(frozen=True)
class Noted:
    """Which opening, and whether anything was stored."""

    id: int
    changed: bool


def add_opening(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> Noted:
    """Note a new opening; the same one sent again by the same person is stored once.

    Raises :class:`ForbiddenError` and :class:`InvalidInputError`.
    """
    require(actor, Permission.SHARE_OPENINGS)
    wanted = read_opening(raw, runtime.clock.today())
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        version = _version(session, runtime, actor, wanted)
        for known in openings.newest(session, actor.municipality_id):
            if known.recorded_by == actor.id and _says(known) == _says(version):
                return Noted(known.opening_id, changed=False)
        opening = JobOpening(municipality_id=actor.municipality_id, created_at=version.recorded_at)
        session.add(opening)
        session.flush()
        return _store(session, runtime, actor, opening.id or 0, version)


def change_opening(runtime: Runtime, actor: Actor, opening_id: int, raw: Mapping[str, str]) -> Noted:
    """Correct what stands about an opening.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError`, and :class:`ConflictError` when
    somebody else changed it since the form was opened.
    """
    with runtime.database.write() as session:
        openings.get(session, actor, opening_id, lock=True)
        require(actor, Permission.SHARE_OPENINGS)
        stands = openings.standing(session, [opening_id])[opening_id]
        version = _version(session, runtime, actor, read_opening(raw, runtime.clock.today()), stands.found_by)
        version.state, version.filled_by, version.reason = stands.state, stands.filled_by, stands.reason
        return _replace(session, runtime, actor, raw, (stands, version))


def close_opening(runtime: Runtime, actor: Actor, opening_id: int, raw: Mapping[str, str]) -> Noted:
    """Say that an opening is filled, closed for a reason, or open again; raises as :func:`change_opening` does."""
    with runtime.database.write() as session:
        openings.get(session, actor, opening_id, lock=True)
        require(actor, Permission.SHARE_OPENINGS)
        stands = openings.standing(session, [opening_id])[opening_id]
        wanted = read_closing(raw)
        version = OpeningVersion.model_validate(row_of(stands))
        version.state, version.reason = wanted.state, wanted.reason
        version.filled_by = citizens.get(session, actor, wanted.filled_by).id if wanted.filled_by else None
        version.recorded_at, version.recorded_by = runtime.clock.now(), actor.id
        return _replace(session, runtime, actor, raw, (stands, version))


def _replace(
    session: Session,
    runtime: Runtime,
    actor: Actor,
    raw: Mapping[str, str],
    versions: tuple[OpeningVersion, OpeningVersion],
) -> Noted:
    stands, version = versions
    if _says(stands) == _says(version):
        return Noted(stands.opening_id, changed=False)
    refuse_unseen(session, runtime, raw, [stands])
    return _store(session, runtime, actor, stands.opening_id, version)


def _version(
    session: Session, runtime: Runtime, actor: Actor, wanted: OpeningInput, finder: int | None = None
) -> OpeningVersion:
    """A version that says what was typed; ``finder`` may stay although gone from work."""
    if wanted.found_by != finder:
        _refuse_unknown_finder(session, actor, wanted.found_by)
    refuse_names(session, actor.municipality_id, "opening_tasks", wanted.tasks)
    now = runtime.clock.now()
    company_id = companies.ensure(session, actor.municipality_id, wanted.company, "", now)
    if wanted.contact_person:
        companies.ensure_person(session, company_id, wanted.contact_person, now)
    return OpeningVersion(
        opening_id=0,
        company_id=company_id,
        contact_person=wanted.contact_person,
        tasks=wanted.tasks,
        minutes_from=wanted.minutes_from,
        minutes_to=wanted.minutes_to,
        positions=wanted.positions,
        found_by=wanted.found_by,
        found_on=wanted.found_on,
        apply_by=wanted.apply_by,
        state=OpeningState.OPEN,
        recorded_at=now,
        recorded_by=actor.id,
    )


def _refuse_unknown_finder(session: Session, actor: Actor, staff_id: int) -> None:
    try:
        check_staff(session, actor, {"action_by": staff_id})
    except InvalidInputError as refusal:
        raise InvalidInputError((FieldProblem("found_by", refusal.message),)) from None


def _says(version: OpeningVersion) -> dict[str, object]:
    return {name: value for name, value in version.model_dump().items() if name not in _UNTOLD}


def _store(session: Session, runtime: Runtime, actor: Actor, opening_id: int, version: OpeningVersion) -> Noted:
    version.opening_id = opening_id
    session.add(version)
    detail = f"opening={opening_id} state={version.state}"
    audit.write(session, runtime.clock, AuditAction.OPENING_CHANGED, actor, detail=detail)
    live.tell(session, live.many_changed(actor.municipality_id))
    return Noted(opening_id, changed=True)
