"""Moving a citizen to another step: the one place where drag, menu, keyboard, plain form, talk and import end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.case import FieldValue
from kanban.domain.errors import ConflictError
from kanban.domain.inputs.move import MoveInput, Situation, complete, read_move
from kanban.domain.messages import Message, mark, say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.steps import Direction, direction
from kanban.domain.transition import StepTransition, next_day_order
from kanban.services.case.record_facts import facts_of_move
from kanban.services.case.staff_choices import check_staff
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, staff, talks
from kanban.store.case_file import CaseFile, open_file, save

_MOVED = mark("%(who)s moved this citizen on %(when)s. Here is the board as it is now")
_ANNULLED = mark("%(who)s annulled a move of this citizen on %(when)s. Here is the board as it is now")
_RECORDED = mark("%(who)s changed this citizen's case on %(when)s. Here is the board as it is now")


@dataclass(frozen=True)
class Moved:
    """A recorded move; ``from_step`` is None for an intake, ``repeated`` when the submission had been stored before."""

    citizen_id: str
    citizen_name: str
    from_step: int | None
    to_step: int
    direction: Direction
    repeated: bool = False
    transition_id: int | None = None


def move_citizen(runtime: Runtime, actor: Actor, citizen_id: str, raw: Mapping[str, str]) -> Moved:
    """Record a dated step transition and the facts its step asks for, in one transaction.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError` (fields),
    :class:`ConflictError` when the card has changed since it was shown. Whatever is raised, nothing is stored.
    """
    with runtime.database.write() as session:
        citizen = citizens.get(session, actor, citizen_id, lock=True)
        return move_in(session, runtime, actor, open_file(session, citizen), raw)


def move_in(session: Session, runtime: Runtime, actor: Actor, file: CaseFile, raw: Mapping[str, str]) -> Moved:
    """Move the citizen whose file is open, in the caller's transaction; raises as :func:`move_citizen` does."""
    require(actor, Permission.MOVE_CITIZEN)
    move = read_move(raw, runtime.clock.today())
    repeated = _stored_before(file, actor, move)
    if repeated is not None:
        return _moved(file, repeated, repeated=True)
    if move.version != file.citizen.version:
        raise ConflictError(who_was_first(session, runtime, file))
    values = complete(move, _situation(runtime, file))
    check_staff(session, actor, values)
    transition = _record(session, runtime, actor, file, move, values)
    return _moved(file, transition)


def _record(
    session: Session, runtime: Runtime, actor: Actor, file: CaseFile, move: MoveInput, values: Mapping[str, FieldValue]
) -> StepTransition:
    transition = _transition(runtime, actor, file, move)
    session.add(transition)
    session.flush()
    file.moves.append(transition)
    file.facts.extend(facts_of_move(session, file, transition, values))
    save(session, file)
    detail = f"to_step={move.to_step}"
    audit.write(session, runtime.clock, AuditAction.CITIZEN_MOVED, actor, citizen_id=file.citizen.id, detail=detail)
    return transition


def _transition(runtime: Runtime, actor: Actor, file: CaseFile, move: MoveInput) -> StepTransition:
    if move.effective_on is None:
        raise AssertionError("complete() lets no move through without a date")
    citizen = file.citizen
    return StepTransition(
        citizen_id=citizen.id or 0,
        team_id=citizen.team_id,
        to_step=move.to_step,
        effective_on=move.effective_on,
        day_order=next_day_order(file.moves, move.effective_on),
        recorded_at=runtime.clock.now(),
        recorded_by=actor.id,
        reason=move.reason,
        note=move.note,
        base_version=citizen.version,
        fingerprint=move.fingerprint,
    )


def _situation(runtime: Runtime, file: CaseFile) -> Situation:
    latest = file.latest
    return Situation(
        current_step=file.citizen.current_step,
        latest_move=latest.effective_on if latest else None,
        case=file.case,
        today=runtime.clock.today(),
    )


def _stored_before(file: CaseFile, actor: Actor, move: MoveInput) -> StepTransition | None:
    return next(
        (
            earlier
            for earlier in file.moves
            if earlier.base_version == move.version
            and earlier.recorded_by == actor.id
            and earlier.fingerprint == move.fingerprint
            and earlier.annulled_at is None
        ),
        None,
    )


def _moved(file: CaseFile, transition: StepTransition, *, repeated: bool = False) -> Moved:
    before = [move for move in file.moves if move.annulled_at is None and move.order < transition.order]
    from_step = max(before, key=lambda move: move.order).to_step if before else None
    return Moved(
        citizen_id=file.citizen.public_id,
        citizen_name=file.citizen.name,
        from_step=from_step,
        to_step=transition.to_step,
        direction=direction(from_step, transition.to_step),
        repeated=repeated,
        transition_id=transition.id,
    )


def who_was_first(session: Session, runtime: Runtime, file: CaseFile) -> Message:
    """Who changed the card last, and when: what to tell somebody whose form was opened before."""
    latest = _latest_talk(session, file) or _latest_change(file)
    if latest is None:
        return say("The card has changed since you opened it. Here is the board as it is now")
    at, by, text = latest
    names = staff.names(session, [by])
    who = names[by].name if by in names else say("an import")
    return Message(text, {"who": who, "when": runtime.clock.local(at)})


def _latest_talk(session: Session, file: CaseFile) -> tuple[datetime, int | None, str] | None:
    """A talk or a confirmation that gave the card its present version."""
    found = talks.change_on(session, file.citizen.id or 0, file.citizen.version - 1)
    return (*found, _RECORDED) if found else None


def _latest_change(file: CaseFile) -> tuple[datetime, int | None, str] | None:
    """When, who, and the sentence to say, for the change that gave the card its present version."""
    before = file.citizen.version - 1
    for move in file.moves:
        if move.base_version == before:
            return move.recorded_at, move.recorded_by, _MOVED
    for fact in file.facts:
        if fact.base_version == before:
            return fact.recorded_at, fact.recorded_by, _RECORDED
    annulled = {move.annulled_at for move in file.moves if move.annulled_at}
    for fact in file.facts:
        if fact.withdrawn_at and fact.withdrawn_version == before and fact.withdrawn_at not in annulled:
            return fact.withdrawn_at, fact.withdrawn_by, _RECORDED
    changes = [(move.recorded_at, move.recorded_by, _MOVED) for move in file.moves]
    changes += [(move.annulled_at, move.annulled_by, _ANNULLED) for move in file.moves if move.annulled_at]
    return max(changes, key=lambda change: (change[0], change[2] == _ANNULLED), default=None)
