"""The note of a board meeting: what was decided, who does what, and what became of last time's actions."""

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.board_meeting import AGENDA, BoardMeeting
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.meetings import NoteView
from kanban.services.meetings.entry_views import Shown, entry_views, standing_in
from kanban.services.meetings.meeting_page import read_head
from kanban.services.runtime import Runtime
from kanban.store import audit, meetings


def meeting_note(runtime: Runtime, actor: Actor, meeting_id: int, *, names: bool) -> NoteView:
    """The note, citizens by code unless ``names`` are asked for, which is written to the audit trail.

    Raises :class:`NotFoundError` outside the actor's municipality.
    """
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        meeting = meetings.get(session, actor, meeting_id)
        note = read_note(session, meeting, Shown(actor, runtime.clock.today(), names, meeting_id))
    if names:
        detail = f"meeting={meeting_id} note"
        with runtime.database.write() as session:
            audit.write(session, runtime.clock, AuditAction.MEETING_NAMES_SHOWN, actor, detail=detail)
    return note


def read_note(session: Session, meeting: BoardMeeting, shown: Shown) -> NoteView:
    """The note as it stands, points without any entry left out."""
    entries = entry_views(session, standing_in(session, meeting), shown)
    parts = tuple((point, tuple(each for each in entries if each.point == point)) for point in AGENDA)
    return NoteView(
        head=read_head(session, shown.actor, meeting),
        names=shown.names,
        parts=tuple(part for part in parts if part[1]),
        settled=entry_views(session, meetings.settled_in(session, meeting.id or 0), shown),
    )
