"""Beginning and ending a board meeting."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.board_meeting import BoardMeeting
from kanban.domain.errors import NotFoundError
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.runtime import Runtime
from kanban.store import audit, meetings, organisation
from kanban.store.bulk import lock_municipality


def begin_meeting(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> int:
    """Begin a meeting for a ``team``, or for the whole municipality; the meeting's id.

    One that has been begun today and still runs is gone on with, and one left running on an earlier day is ended.
    Raises :class:`ForbiddenError`, and :class:`NotFoundError` for a team that is not the municipality's.
    """
    require(actor, Permission.LEAD_MEETING)
    today = runtime.clock.today()
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        team_id = _team(session, actor, raw.get("team", ""))
        running = meetings.running(session, actor.municipality_id, team_id)
        for meeting in running:
            if meeting.held_on == today:
                return meeting.id or 0
        for meeting in running:
            _end(session, runtime, actor, meeting)
        begun = BoardMeeting(
            municipality_id=actor.municipality_id,
            team_id=team_id,
            held_on=today,
            begun_at=runtime.clock.now(),
            begun_by=actor.id,
        )
        session.add(begun)
        session.flush()
        audit.write(session, runtime.clock, AuditAction.MEETING_BEGUN, actor, detail=f"meeting={begun.id}")
        return begun.id or 0


def end_meeting(runtime: Runtime, actor: Actor, meeting_id: int) -> None:
    """End a meeting; from then on its record stands. Ending one that has ended changes nothing.

    Raises :class:`NotFoundError` and :class:`ForbiddenError`.
    """
    with runtime.database.write() as session:
        meeting = meetings.get(session, actor, meeting_id, lock=True)
        require(actor, Permission.LEAD_MEETING)
        if meeting.ended_at is None:
            _end(session, runtime, actor, meeting)


def _end(session: Session, runtime: Runtime, actor: Actor, meeting: BoardMeeting) -> None:
    meeting.ended_at, meeting.ended_by = runtime.clock.now(), actor.id
    audit.write(session, runtime.clock, AuditAction.MEETING_ENDED, actor, detail=f"meeting={meeting.id}")


def _team(session: Session, actor: Actor, typed: str) -> int | None:
    if not typed:
        return None
    found = {str(team.id): team.id for team in organisation.teams(session, actor.municipality_id)}
    if typed not in found:
        raise NotFoundError
    return found[typed]
