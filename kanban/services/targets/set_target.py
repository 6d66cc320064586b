"""Setting a target, changing it, or taking it off the page; what was decided before stays on record (R-TGT-1)."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import FieldProblem, InvalidInputError, NotFoundError
from kanban.domain.inputs.programme import NO_SUCH_PROGRAMME
from kanban.domain.inputs.targets import read_target
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.targets import StoredTarget, Target
from kanban.services.runtime import Runtime
from kanban.services.seen import refuse_unseen
from kanban.store import audit, live, programmes, targets
from kanban.store.bulk import lock_municipality


def set_target(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> bool:
    """Store the target as a new version, or drop it with ``drop``; whether anything changed.

    ``number`` names the one that is changed, 0 or nothing a new one; the same new target sent twice is stored once.
    Raises :class:`ForbiddenError`, :class:`NotFoundError`, :class:`InvalidInputError`, and :class:`ConflictError` when
    somebody else changed it since the form was opened.
    """
    require(actor, Permission.SET_TARGETS)
    drop = raw.get("drop", "") == "yes"
    wanted = None if drop else read_target(raw)
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        _check_programme(session, actor, wanted)
        stored = targets.newest(session, actor.municipality_id)
        number = target_number(stored, raw)
        stands = stored.get(number)
        if wanted is None and stands is None:
            raise NotFoundError
        if not _differs(stored, number, wanted):
            return False
        refuse_unseen(session, runtime, raw, [stands] if stands else [])
        number = number or max(stored, default=0) + 1
        rule = wanted or (stands.target if stands else None)
        if rule is not None:
            session.add(_row(runtime, actor, replace(rule, number=number), dropped=drop))
        audit.write(session, runtime.clock, AuditAction.TARGETS_CHANGED, actor, detail=f"target={number}")
        live.tell(session, live.many_changed(actor.municipality_id))
    return True


def _check_programme(session: Session, actor: Actor, wanted: Target | None) -> None:
    if wanted is None or wanted.programme is None:
        return
    if wanted.programme not in {each.id for each in programmes.of_municipality(session, actor.municipality_id)}:
        raise InvalidInputError((FieldProblem("programme", NO_SUCH_PROGRAMME),))


def target_number(stored: Mapping[int, StoredTarget], raw: Mapping[str, str]) -> int:
    """Which target a form is about, 0 for a new one. Raises :class:`NotFoundError` for one that is not there."""
    typed = raw.get("number", "") or "0"
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1
    if number and number not in stored:
        raise NotFoundError
    return number


def _differs(stored: Mapping[int, StoredTarget], number: int, wanted: Target | None) -> bool:
    if wanted is None:
        return not stored[number].dropped
    same = [row for row in stored.values() if not row.dropped and row.target == replace(wanted, number=row.number)]
    return not any(number in {0, row.number} for row in same)


def _row(runtime: Runtime, actor: Actor, rule: Target, *, dropped: bool) -> StoredTarget:
    return StoredTarget(
        municipality_id=actor.municipality_id,
        number=rule.number,
        name=rule.name,
        population=rule.population,
        counts=",".join(rule.counts),
        months_in_row=rule.months_in_row,
        threshold=rule.threshold,
        first_month=rule.first,
        last_month=rule.last,
        programme_id=rule.programme,
        dropped=dropped,
        recorded_at=runtime.clock.now(),
        recorded_by=actor.id,
    )
