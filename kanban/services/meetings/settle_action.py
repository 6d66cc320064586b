"""What became of an action: done, or carried on at the next meeting."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.board_meeting import ActionOutcome, EntryKind, MeetingEntry
from kanban.domain.errors import ConflictError, NotFoundError
from kanban.domain.inputs.meeting import read_state
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from kanban.store import audit, meetings


def settle_action(runtime: Runtime, actor: Actor, entry_id: int, raw: Mapping[str, str]) -> None:
    """Say what became of an action, at the running ``meeting`` if one is named; saying the same again stores nothing.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError`, and :class:`ConflictError` when
    the action was corrected or withdrawn meanwhile, or the meeting has ended.
    """
    with runtime.database.write() as session:
        entry, _ = meetings.get_entry(session, actor, entry_id, lock=True)
        require(actor, Permission.RECORD_AT_MEETING)
        meeting_id = _meeting(session, actor, raw.get("meeting", ""))
        state = read_state(raw)
        _refuse_what_does_not_stand(entry)
        before = meetings.outcomes(session, [entry.root_id]).get(entry.root_id)
        if before and (before.state, before.meeting_id) == (state, meeting_id):
            return
        said = ActionOutcome(
            entry_id=entry.root_id,
            meeting_id=meeting_id,
            state=state,
            recorded_at=runtime.clock.now(),
            recorded_by=actor.id,
        )
        session.add(said)
        detail = f"entry={entry.id} state={state}"
        audit.write(
            session, runtime.clock, AuditAction.ACTION_SETTLED, actor, citizen_id=entry.citizen_id, detail=detail
        )


def _refuse_what_does_not_stand(entry: MeetingEntry) -> None:
    if entry.kind != EntryKind.ACTION:
        raise NotFoundError
    if entry.withdrawn_at is not None:
        raise ConflictError(say("Somebody else has changed this. Open it again from the list"))


def _meeting(session: Session, actor: Actor, typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise NotFoundError
    meeting = meetings.get(session, actor, int(typed))
    if meeting.ended_at is not None:
        raise ConflictError(say("The meeting has ended, and its record stands. Note it at the next meeting"))
    return meeting.id
