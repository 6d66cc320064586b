"""Recording a follow-up: what was said, what the agreement now says, and when the next one is, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import FactConflictError, FieldProblem, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.fact import Fact
from kanban.domain.facts import Outcome, WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.domain.inputs.follow_up import (
    AD_HOC,
    AFTERCARE,
    FOLLOW_UP,
    FollowUpInput,
    changed_hours,
    check_follow_up,
    is_late,
    read_follow_up,
)
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, has_the_case, require
from kanban.domain.staff import Actor
from kanban.domain.views.field_text import show_value
from kanban.services.case.fact_effects import follow_from
from kanban.services.case.record_facts import new_version, sign_for
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, staff
from kanban.store.case_file import CaseFile, open_file, save

STEP_REACHED = 1


@dataclass(frozen=True)
class Recorded:
    """Whose follow-up it is and on which step the citizen stands; ``changed`` is false when it was stored before."""

    citizen_id: str
    citizen_name: str
    step: int | None
    changed: bool


def record_follow_up(runtime: Runtime, actor: Actor, citizen_id: str, raw: Mapping[str, str]) -> Recorded:
    """Record a follow-up and bring the agreement, or after step 1 the aftercare, up to date.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError`, and
    :class:`FactConflictError` when somebody else changed the agreement since the form was opened. Whatever is raised,
    nothing is stored; sent twice, it is stored once.
    """
    with runtime.database.write() as session:
        citizen = citizens.get(session, actor, citizen_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        file = open_file(session, citizen)
        found = _read(runtime, actor, file, raw)
        changed = not _stored_before(file, actor, found)
        if changed:
            _record(session, runtime, actor, file, found)
        return Recorded(citizen.public_id, citizen.name, citizen.current_step, changed)


def placement_of(file: CaseFile, wanted: int | None) -> WorkAgreement | None:
    """The agreement that is followed up: of the placement named, else the newest.

    Raises :class:`NotFoundError` for a placement the citizen does not have.
    """
    found = file.case.agreement if wanted is None else file.case.placement(wanted)
    if wanted is not None and found is None:
        raise NotFoundError
    return found


def _read(runtime: Runtime, actor: Actor, file: CaseFile, raw: Mapping[str, str]) -> FollowUpInput:
    found = read_follow_up(raw, runtime.clock.today())
    citizen = file.citizen
    if found.version > citizen.version:
        raise InvalidInputError((FieldProblem("version", say("The form is incomplete. Open it again from the card")),))
    if found.values.get("absence_cause") and not has_the_case(actor, citizen.broker_id, citizen.caseworker_id):
        raise ForbiddenError(say("Only those with the case may state the cause of absence"))
    deal = placement_of(file, found.placement)
    return replace(found, placement=deal.placement if deal and found.kind != AFTERCARE else None)


def _record(session: Session, runtime: Runtime, actor: Actor, file: CaseFile, found: FollowUpInput) -> None:
    deal = file.case.placement(found.placement)
    check_follow_up(found, deal, file.case, reached=file.citizen.current_step == STEP_REACHED)
    _refuse_stale(session, runtime, file, found)
    added: list[Fact] = [_fact(found), *_consequences(runtime, file, found, deal)]
    for each in added:
        sign_for(each, file, runtime.clock.now(), actor.id)
    file.facts.extend(added)
    save(session, file)
    audit.write(
        session,
        runtime.clock,
        AuditAction.FOLLOW_UP_RECORDED,
        actor,
        citizen_id=file.citizen.id,
        detail=found.kind,
    )


def _fact(found: FollowUpInput) -> FollowUp:
    given: dict[str, Any] = {name: value for name, value in found.values.items() if value is not None}
    return FollowUp(**given, placement=found.placement)


def _consequences(runtime: Runtime, file: CaseFile, found: FollowUpInput, deal: WorkAgreement | None) -> list[Fact]:
    """The next version of what was followed up; none when a later follow-up has agreed on more since."""
    if is_late(found, file.case):
        return []
    if found.kind == AFTERCARE:
        given = {"retention_follow_up_on": found.next_on}
        outcome = new_version(Outcome, file.case.outcome, given, keep_rest=True)
        return [outcome] if outcome else []
    if deal is None:
        return []
    adjusted = new_version(WorkAgreement, deal, _adjustments(found, deal), keep_rest=True)
    return [adjusted, *follow_from(file, adjusted, runtime.clock.today())] if adjusted else []


def _adjustments(found: FollowUpInput, deal: WorkAgreement) -> dict[str, object]:
    """What the agreement says from now on; a contact in between leaves the next follow-up where it was agreed."""
    given: dict[str, object] = {}
    if found.next_on or found.kind != AD_HOC:
        given["follow_up_on"] = found.next_on
    if found.values.get("next_sub_goal"):
        given["milestone"] = found.values["next_sub_goal"]
    hours = changed_hours(found, deal)
    if hours:
        given |= {name: found.hours[name] for name in hours} | {"adjusted_on": found.held_on}
    return given


def _stored_before(file: CaseFile, actor: Actor, found: FollowUpInput) -> bool:
    """Whether the same person said the same since the form was opened: a double click, or a retry after silence."""
    if found.problems or not found.values.get("held_on"):
        return False
    wanted = _fact(found)
    said = tuple(name for name in (*FOLLOW_UP.fields, "placement") if name in FollowUp.model_fields)
    return any(
        all(getattr(each, name) == getattr(wanted, name) for name in said)
        for each in file.facts
        if isinstance(each, FollowUp)
        and each.withdrawn_at is None
        and each.recorded_by == actor.id
        and each.base_version >= found.version
        and not changed_hours(found, _deal_after(file, each))
    )


def _deal_after(file: CaseFile, follow_up: FollowUp) -> WorkAgreement | None:
    """The agreement as it stood once a follow-up was recorded."""
    versions = (each for each in file.facts if isinstance(each, WorkAgreement) and each.withdrawn_at is None)
    same = (each for each in versions if each.placement == follow_up.placement)
    return max(
        (each for each in same if each.base_version <= follow_up.base_version),
        key=lambda each: each.id or 0,
        default=None,
    )


def _refuse_stale(session: Session, runtime: Runtime, file: CaseFile, found: FollowUpInput) -> None:
    """Raise :class:`FactConflictError` when what is followed up has changed since the form was opened."""
    newest = max(_changes_since(file, found), key=lambda change: change[0], default=None)
    if newest is None:
        return
    at, by = newest
    people = staff.names(session, [by])
    who = people[by].name if by in people else say("an import")
    when = runtime.clock.local(at)
    message = say("%(who)s changed the agreement on %(when)s. See what it says now, and save again", who=who, when=when)
    deal = file.case.placement(found.placement)
    theirs = {name: show_value(FOLLOW_UP.spec(name), getattr(deal, name) if deal else None) for name in found.hours}
    raise FactConflictError(message, theirs, file.citizen.version)


def _changes_since(file: CaseFile, found: FollowUpInput) -> list[tuple[datetime, int | None]]:
    """When and by whom what is followed up was recorded or withdrawn since the form's version."""
    about = [each for each in file.facts if _is_about(each, found)]
    recorded = [(each.recorded_at, each.recorded_by) for each in about if each.base_version >= found.version]
    withdrawn = [
        (each.withdrawn_at, each.withdrawn_by)
        for each in about
        if each.withdrawn_at and each.withdrawn_version is not None and each.withdrawn_version >= found.version
    ]
    return recorded + withdrawn


def _is_about(fact: Fact, found: FollowUpInput) -> bool:
    if found.kind == AFTERCARE:
        return isinstance(fact, Outcome)
    return isinstance(fact, WorkAgreement) and fact.placement == found.placement
