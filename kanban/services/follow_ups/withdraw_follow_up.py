"""Withdrawing a follow-up that was recorded wrongly: it stays on record with the reason, and counts no more."""

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, FieldProblem, InvalidInputError
from kanban.domain.facts import HoursEntry, Outcome, WorkAgreement
from kanban.domain.follow_up import FollowUp
from kanban.domain.inputs.fact import MOST_REASON
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.follow_ups import WithdrawalView
from kanban.services.follow_ups.record_follow_up import Recorded
from kanban.services.runtime import Runtime
from kanban.store import audit, follow_ups, staff
from kanban.store.case_file import CaseFile, open_file, save

_CAME_WITH_IT = (FollowUp, WorkAgreement, HoursEntry, Outcome)


def withdrawal_form(runtime: Runtime, actor: Actor, follow_up_id: int) -> WithdrawalView:
    """What the form shows. Raises :class:`NotFoundError` and :class:`ForbiddenError` as withdrawing does."""
    with runtime.database.read() as session:
        file = open_file(session, follow_ups.citizen_of(session, actor, follow_up_id))
    require(actor, Permission.EDIT_CASE)
    found, citizen = _find(file, follow_up_id), file.citizen
    return WithdrawalView(follow_up_id, citizen.public_id, citizen.name, found.follow_up_kind, found.held_on)


def withdraw_follow_up(runtime: Runtime, actor: Actor, follow_up_id: int, reason: str) -> Recorded:
    """Withdraw a follow-up, and with it what its form changed in the agreement, the hours or the aftercare.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError` without a reason, and
    :class:`ConflictError` when somebody else withdrew it first. Sent twice, it is stored once.
    """
    with runtime.database.write() as session:
        file = open_file(session, follow_ups.citizen_of(session, actor, follow_up_id, lock=True))
        require(actor, Permission.EDIT_CASE)
        found, text = _find(file, follow_up_id), _check_reason(reason)
        changed = found.withdrawn_at is None
        if changed:
            _withdraw(session, runtime, actor, file, found, text)
        else:
            _refuse_others(session, runtime, actor, found, text)
        return Recorded(file.citizen.public_id, file.citizen.name, file.citizen.current_step, changed)


def _find(file: CaseFile, follow_up_id: int) -> FollowUp:
    return next(each for each in file.facts if isinstance(each, FollowUp) and each.id == follow_up_id)


def _check_reason(reason: str) -> str:
    text = clean(reason)
    if not text:
        raise InvalidInputError((FieldProblem("reason", say("Write why the follow-up is withdrawn")),))
    if len(text) > MOST_REASON:
        raise InvalidInputError((FieldProblem("reason", say("Use at most %(most)s characters", most=MOST_REASON)),))
    return text


def _withdraw(session: Session, runtime: Runtime, actor: Actor, file: CaseFile, found: FollowUp, reason: str) -> None:
    """The card's version tells what was recorded together: it rises with every change."""
    now = runtime.clock.now()
    for fact in file.facts:
        together = fact.base_version == found.base_version and fact.recorded_at == found.recorded_at
        if isinstance(fact, _CAME_WITH_IT) and together and fact.withdrawn_at is None:
            fact.withdrawn_at, fact.withdrawn_by, fact.withdrawn_reason = now, actor.id, reason
            fact.withdrawn_version = file.citizen.version
    save(session, file)
    citizen_id = file.citizen.id
    audit.write(session, runtime.clock, AuditAction.FACT_WITHDRAWN, actor, citizen_id=citizen_id, detail="follow_up")


def _refuse_others(session: Session, runtime: Runtime, actor: Actor, found: FollowUp, reason: str) -> None:
    if found.withdrawn_by == actor.id and found.withdrawn_reason == reason:
        return
    names = staff.names(session, [found.withdrawn_by])
    who = names[found.withdrawn_by].name if found.withdrawn_by in names else say("somebody")
    when = runtime.clock.local(found.withdrawn_at) if found.withdrawn_at else ""
    raise ConflictError(say("%(who)s has already withdrawn this follow-up on %(when)s", who=who, when=when))
