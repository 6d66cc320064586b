"""A board meeting on the big screen, one point of the agenda at a time (R-BOARD-2, R-CAD-7)."""

from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.board_meeting import AGENDA, BoardMeeting, Point, point_of
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.views.meetings import EntryForm, EntryView, MeetingHead, MeetingView, RecordView
from kanban.services.meetings.agenda_content import TEMPLATES, called_in, codes_in, content_of, scope_of
from kanban.services.meetings.entry_form import new_entry
from kanban.services.meetings.entry_views import Shown, entry_views, standing_in
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import audit, meetings, staff


@dataclass(frozen=True)
class AskedPoint:
    """Which meeting, which point of its agenda, and whether with names."""

    meeting_id: int
    number: int = 1
    names: bool = False

    @property
    def point(self) -> Point:
        """The point, the first for one that is not on the agenda."""
        return point_of(self.number)


def meeting_page(runtime: Runtime, actor: Actor, asked: AskedPoint, refused: Refusal | None = None) -> MeetingView:
    """The meeting at a point; having names shown is written to the audit trail.

    Raises :class:`NotFoundError` outside the actor's municipality.
    """
    require(actor, Permission.SEE_BOARD)
    shown = Shown(actor, runtime.clock.today(), asked.names, asked.meeting_id)
    with runtime.database.read() as session:
        meeting = meetings.get(session, actor, asked.meeting_id)
        content = content_of(session, meeting, asked.point, shown)
        called = called_in(session, actor, content) if asked.names else {}
        record = _record(session, meeting, asked.point, shown)
        form = _form(session, actor, record, codes_in(content), refused)
        entries = meetings.entries(session, asked.meeting_id)
    if asked.names:
        _note_names(runtime, actor, asked, len(called))
    at = AGENDA.index(asked.point)
    return MeetingView(
        record=record,
        points=tuple((each, sum(entry.point == each.key for entry in entries)) for each in AGENDA),
        previous=AGENDA[at - 1] if at else None,
        following=AGENDA[at + 1] if at + 1 < len(AGENDA) else None,
        template=TEMPLATES[asked.point.key],
        content=content,
        called=called,
        form=form,
        can_lead=may(actor, Permission.LEAD_MEETING),
    )


def record_part(
    runtime: Runtime, actor: Actor, asked: AskedPoint, refused: Refusal | None = None
) -> tuple[RecordView, EntryForm | None]:
    """Only what is recorded at a point, with the form for more. Raises :class:`NotFoundError`."""
    require(actor, Permission.SEE_BOARD)
    shown = Shown(actor, runtime.clock.today(), asked.names, asked.meeting_id)
    with runtime.database.read() as session:
        meeting = meetings.get(session, actor, asked.meeting_id)
        record = _record(session, meeting, asked.point, shown)
        return record, _form(session, actor, record, (), refused)


def agreed_part(runtime: Runtime, actor: Actor, asked: AskedPoint) -> tuple[RecordView, tuple[EntryView, ...]]:
    """Only the actions agreed last time. Raises :class:`NotFoundError`."""
    require(actor, Permission.SEE_BOARD)
    shown = Shown(actor, runtime.clock.today(), asked.names, asked.meeting_id)
    point = next(each for each in AGENDA if each.key == "actions")
    with runtime.database.read() as session:
        meeting = meetings.get(session, actor, asked.meeting_id)
        found = content_of(session, meeting, point, shown)
        record = _record(session, meeting, point, shown)
    return record, found if isinstance(found, tuple) else ()


def read_head(session: Session, actor: Actor, meeting: BoardMeeting) -> MeetingHead:
    """Which meeting, in words."""
    people = staff.names(session, [meeting.begun_by, meeting.ended_by])
    ended_by = people.get(meeting.ended_by or 0)
    return MeetingHead(
        id=meeting.id or 0,
        place=scope_of(session, actor, meeting).place,
        held_on=meeting.held_on,
        begun_at=meeting.begun_at,
        begun_by=people[meeting.begun_by].name,
        ended_at=meeting.ended_at,
        ended_by=ended_by.name if ended_by else "",
    )


def _record(session: Session, meeting: BoardMeeting, point: Point, shown: Shown) -> RecordView:
    found = [each for each in standing_in(session, meeting) if each[0].point == point.key]
    return RecordView(
        head=read_head(session, shown.actor, meeting),
        point=point,
        names=shown.names,
        position=meetings.position(session, meeting),
        entries=entry_views(session, found, shown),
    )


def _form(
    session: Session, actor: Actor, record: RecordView, codes: list[str] | tuple[str, ...], refused: Refusal | None
) -> EntryForm | None:
    if record.head.ended_at is not None or not may(actor, Permission.RECORD_AT_MEETING):
        return None
    return new_entry(session, actor, (record.head.id, record.point), codes, refused)


def _note_names(runtime: Runtime, actor: Actor, asked: AskedPoint, number: int) -> None:
    detail = f"meeting={asked.meeting_id} point={asked.point.key} citizens={number}"
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.MEETING_NAMES_SHOWN, actor, detail=detail)
