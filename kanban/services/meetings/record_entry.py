"""Recording decisions and actions at a board meeting, correcting and withdrawing them; nothing is overwritten."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.board_meeting import BoardMeeting, EntryKind, MeetingEntry, point_of
from kanban.domain.errors import ConflictError, FieldProblem, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.inputs.meeting import EntryInput, read_entry
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.case.staff_choices import check_staff
from kanban.services.meetings.entry_views import may_change
from kanban.services.runtime import Runtime
from kanban.store import audit, citizen_choice, meetings, openings

_SAID = ("kind", "text", "action_by", "due_on", "citizen_id", "opening_id", "point", "author_id")


def record_entry(runtime: Runtime, actor: Actor, meeting_id: int, raw: Mapping[str, str]) -> int:
    """Record a decision or an action under a ``point``; its id. The same one sent again by its author is stored once.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError`, and :class:`ConflictError` when
    the meeting has ended.
    """
    with runtime.database.write() as session:
        meeting = meetings.get(session, actor, meeting_id, lock=True)
        require(actor, Permission.RECORD_AT_MEETING)
        _refuse_ended(meeting)
        entry = _entry(session, runtime, actor, read_entry(raw, runtime.clock.today()))
        entry.meeting_id, entry.point = meeting_id, _point(raw)
        for known in meetings.entries(session, meeting_id):
            if _same(known, entry):
                return known.id or 0
        return _store(session, runtime, actor, entry)


def change_entry(runtime: Runtime, actor: Actor, entry_id: int, raw: Mapping[str, str]) -> MeetingEntry:
    """Correct an entry by a new version; the one that stands then.

    Raises as :func:`record_entry`, :class:`ForbiddenError` for others' entries unless the actor leads meetings, and
    :class:`ConflictError` when somebody else corrected or withdrew it since the form was opened.
    """
    with runtime.database.write() as session:
        before, meeting = _changeable(session, actor, entry_id)
        _refuse_ended(meeting)
        if before.withdrawn_at is not None:
            raise ConflictError(say("Somebody else has changed this. Open it again from the list"))
        entry = _entry(session, runtime, actor, read_entry(raw, runtime.clock.today(), before.due_on))
        entry.meeting_id, entry.point = before.meeting_id, before.point
        entry.author_id, entry.first_id = before.author_id, before.root_id
        if _same(before, entry):
            return before
        before.withdrawn_at, before.withdrawn_by = entry.recorded_at, actor.id
        _store(session, runtime, actor, entry)
        return entry


def withdraw_entry(runtime: Runtime, actor: Actor, entry_id: int) -> MeetingEntry:
    """Take an entry off the record; it stays in the history. Withdrawing again changes nothing.

    Raises as :func:`change_entry`.
    """
    with runtime.database.write() as session:
        entry, meeting = _changeable(session, actor, entry_id)
        _refuse_ended(meeting)
        if entry.withdrawn_at is None:
            entry.withdrawn_at, entry.withdrawn_by = runtime.clock.now(), actor.id
            _audit(session, runtime, actor, AuditAction.MEETING_WITHDRAWN, entry)
        elif any(each.root_id == entry.root_id for each in meetings.entries(session, entry.meeting_id)):
            raise ConflictError(say("Somebody else has changed this. Open it again from the list"))
        return entry


def _changeable(session: Session, actor: Actor, entry_id: int) -> tuple[MeetingEntry, BoardMeeting]:
    found = meetings.get_entry(session, actor, entry_id, lock=True)
    if not may_change(actor, found[0]):
        raise ForbiddenError
    return found


def _refuse_ended(meeting: BoardMeeting) -> None:
    if meeting.ended_at is not None:
        raise ConflictError(say("The meeting has ended, and its record stands. Note it at the next meeting"))


def _point(raw: Mapping[str, str]) -> str:
    typed = raw.get("point", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 3):
        raise NotFoundError
    return point_of(int(typed)).key


def _entry(session: Session, runtime: Runtime, actor: Actor, wanted: EntryInput) -> MeetingEntry:
    if wanted.action_by is not None:
        check_staff(session, actor, {"action_by": wanted.action_by})
    return MeetingEntry(
        meeting_id=0,
        point="",
        kind=wanted.kind,
        text=wanted.text,
        action_by=wanted.action_by,
        due_on=wanted.due_on,
        citizen_id=_citizen(session, actor, wanted.case_code),
        opening_id=_opening(session, actor, wanted.opening),
        author_id=actor.id,
        recorded_at=runtime.clock.now(),
        recorded_by=actor.id,
    )


def _citizen(session: Session, actor: Actor, code: str) -> int | None:
    found = citizen_choice.by_code(session, actor.municipality_id, code)
    if code and found is None:
        raise InvalidInputError((FieldProblem("case_code", say("Nobody here has that code")),))
    return found.id if found else None


def _opening(session: Session, actor: Actor, number: int | None) -> int | None:
    if number is None:
        return None
    try:
        return openings.get(session, actor, number).id
    except NotFoundError:
        raise InvalidInputError((FieldProblem("opening", say("Choose an opening from the list")),)) from None


def _same(one: MeetingEntry, other: MeetingEntry) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SAID)


def _store(session: Session, runtime: Runtime, actor: Actor, entry: MeetingEntry) -> int:
    session.add(entry)
    session.flush()
    _audit(session, runtime, actor, AuditAction.MEETING_RECORDED, entry)
    return entry.id or 0


def _audit(session: Session, runtime: Runtime, actor: Actor, action: AuditAction, entry: MeetingEntry) -> None:
    kind = EntryKind(entry.kind)
    detail = f"meeting={entry.meeting_id} entry={entry.id} kind={kind}"
    audit.write(session, runtime.clock, action, actor, citizen_id=entry.citizen_id, detail=detail)
