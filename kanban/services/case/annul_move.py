"""Annulling a move: the history keeps both, the board follows, and so do the moves after it."""

from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, FieldProblem, ForbiddenError, InvalidInputError, RefusedError
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.transition import StepTransition, check_annulment
from kanban.domain.views.panel import MoveView
from kanban.services.case.panel_history import history
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, staff
from kanban.store.case_file import CaseFile, open_file, save


@dataclass(frozen=True)
class Annulled:
    """Whose move was annulled, and where the card stood before and stands after."""

    citizen_id: str
    citizen_name: str
    step_before: int | None
    step_after: int | None


@dataclass(frozen=True)
class AnnulForm:
    """What the form for annulling a move shows."""

    citizen_id: str
    citizen_name: str
    version: int
    move: MoveView


def annul_form(runtime: Runtime, actor: Actor, move_id: int) -> AnnulForm:
    """The move to be annulled. Raises :class:`NotFoundError` and :class:`ForbiddenError` as annulling it does."""
    with runtime.database.read() as session:
        file = open_file(session, citizens.by_move(session, actor, move_id))
        people = staff.names(session, [move.recorded_by for move in file.moves])
    _check_right(actor, next(move for move in file.moves if move.id == move_id))
    move = next(line for line in history(file, people, actor, runtime.clock) if line.id == move_id)
    return AnnulForm(file.citizen.public_id, file.citizen.name, file.citizen.version, move)


def annul_move(runtime: Runtime, actor: Actor, move_id: int, reason: str) -> Annulled:
    """Annul a standing move and withdraw the facts its form registered.

    Allowed for who recorded it and for superusers. Raises :class:`NotFoundError`, :class:`ForbiddenError`,
    :class:`InvalidInputError` without a reason, :class:`ConflictError` when somebody else annulled it first, and
    :class:`RefusedError` when later moves could not stand without it. Sent twice, it is stored once.
    """
    with runtime.database.write() as session:
        file = open_file(session, citizens.by_move(session, actor, move_id, lock=True))
        before = file.citizen.current_step
        move = next(found for found in file.moves if found.id == move_id)
        _check_right(actor, move)
        text = _check_reason(reason)
        if move.annulled_at is not None:
            _check_repeated(session, runtime, actor, move, text)
            return _annulled(file, before)
        problem = check_annulment(file.moves, move)
        if problem:
            raise RefusedError(problem)
        _annul(session, runtime, actor, file, move, text)
        return _annulled(file, before)


def _annulled(file: CaseFile, before: int | None) -> Annulled:
    return Annulled(file.citizen.public_id, file.citizen.name, before, file.citizen.current_step)


def _check_right(actor: Actor, move: StepTransition) -> None:
    require(actor, Permission.SEE_BOARD)
    if may(actor, Permission.ANNUL_ANY_MOVE):
        return
    if not may(actor, Permission.MOVE_CITIZEN) or move.recorded_by != actor.id:
        raise ForbiddenError(say("Only the one who recorded the move, or a superuser, can annul it"))


def _check_reason(reason: str) -> str:
    text = clean(reason)
    if not text:
        raise InvalidInputError((FieldProblem("reason", say("Write why the move is annulled")),))
    if len(text) > FIELDS["reason"].max_length:
        message = say("Use at most %(most)s characters", most=FIELDS["reason"].max_length)
        raise InvalidInputError((FieldProblem("reason", message),))
    return text


def _check_repeated(session: Session, runtime: Runtime, actor: Actor, move: StepTransition, text: str) -> None:
    if move.annulled_by == actor.id and move.annul_reason == text:
        return
    names = staff.names(session, [move.annulled_by])
    who = names[move.annulled_by].name if move.annulled_by in names else say("somebody")
    when = runtime.clock.local(move.annulled_at) if move.annulled_at else ""
    raise ConflictError(say("%(who)s has already annulled this move on %(when)s", who=who, when=when))


def _annul(session: Session, runtime: Runtime, actor: Actor, file: CaseFile, move: StepTransition, text: str) -> None:
    now = runtime.clock.now()
    move.annulled_at, move.annulled_by, move.annul_reason = now, actor.id, text
    for fact in file.facts:
        if fact.transition_id == move.id:
            fact.withdrawn_at, fact.withdrawn_by, fact.withdrawn_reason = now, actor.id, text
            fact.withdrawn_version = file.citizen.version
    save(session, file)
    audit.write(
        session, runtime.clock, AuditAction.MOVE_ANNULLED, actor, citizen_id=file.citizen.id, detail=f"move={move.id}"
    )
