"""Board meetings: what was recorded in them, and the actions that are still open."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from kanban.domain.board_meeting import ActionOutcome, ActionState, BoardMeeting, EntryKind, MeetingEntry
from kanban.domain.errors import NotFoundError
from kanban.domain.staff import Actor
from kanban.store.bulk import portions

_LARGEST_ID = 2**31 - 1


def get(session: Session, actor: Actor, meeting_id: int, *, lock: bool = False) -> BoardMeeting:
    """The meeting within the actor's municipality; with ``lock`` nobody ends it meanwhile.

    Raises :class:`NotFoundError`, the same for unknown ids and for other municipalities' meetings.
    """
    query = select(BoardMeeting).where(
        BoardMeeting.id == meeting_id, BoardMeeting.municipality_id == actor.municipality_id
    )
    known = 0 < meeting_id <= _LARGEST_ID
    found = session.exec(query.with_for_update() if lock else query).first() if known else None
    if found is None:
        raise NotFoundError
    return found


def get_entry(
    session: Session, actor: Actor, entry_id: int, *, lock: bool = False
) -> tuple[MeetingEntry, BoardMeeting]:
    """An entry and its meeting, within the actor's municipality. Raises :class:`NotFoundError` as :func:`get` does."""
    found = session.get(MeetingEntry, entry_id) if 0 < entry_id <= _LARGEST_ID else None
    if found is None:
        raise NotFoundError
    meeting = get(session, actor, found.meeting_id, lock=lock)
    session.refresh(found)
    return found, meeting


def of_municipality(session: Session, municipality_id: int, limit: int) -> list[BoardMeeting]:
    """A municipality's meetings, the latest begun first."""
    query = select(BoardMeeting).where(BoardMeeting.municipality_id == municipality_id)
    return list(session.exec(query.order_by(col(BoardMeeting.id).desc()).limit(limit)))


def running(session: Session, municipality_id: int, team_id: int | None) -> list[BoardMeeting]:
    """The meetings of a team, or of the whole municipality, that have not been ended."""
    query = select(BoardMeeting).where(
        BoardMeeting.municipality_id == municipality_id,
        col(BoardMeeting.team_id).is_not_distinct_from(team_id),
        col(BoardMeeting.ended_at).is_(None),
    )
    return list(session.exec(query.order_by(col(BoardMeeting.id))))


def entries(session: Session, meeting_id: int) -> list[MeetingEntry]:
    """What stands recorded in a meeting, in the order first written."""
    query = select(MeetingEntry).where(MeetingEntry.meeting_id == meeting_id, col(MeetingEntry.withdrawn_at).is_(None))
    return sorted(session.exec(query), key=lambda entry: entry.root_id)


def counts(session: Session, meeting_ids: Collection[int]) -> dict[tuple[int, str], int]:
    """(meeting id, kind) -> how many entries stand."""
    meeting, kind = col(MeetingEntry.meeting_id), col(MeetingEntry.kind)
    query = select_columns(meeting, kind, func.count()).where(
        meeting.in_(meeting_ids), col(MeetingEntry.withdrawn_at).is_(None)
    )
    return {(each, of): number for each, of, number in session.execute(query.group_by(meeting, kind))}


def position(session: Session, meeting: BoardMeeting) -> str:
    """Where a meeting's record has come to: another text means that something has changed."""
    written = select_columns(
        func.coalesce(func.max(col(MeetingEntry.id)), 0),
        func.count(),
        func.count(col(MeetingEntry.withdrawn_at)),
    ).where(col(MeetingEntry.meeting_id) == meeting.id)
    said = select_columns(func.coalesce(func.max(col(ActionOutcome.id)), 0)).where(
        col(ActionOutcome.meeting_id) == meeting.id
    )
    newest, number, withdrawn = session.execute(written).one()
    return f"{newest}.{number}.{withdrawn}.{session.execute(said).scalar_one()}.{int(meeting.ended_at is not None)}"


def open_actions(session: Session, condition: ColumnElement[bool]) -> list[tuple[MeetingEntry, BoardMeeting]]:
    """Standing actions that are not done, with their meetings, the earliest due first and those without a day last."""
    query = (
        select(MeetingEntry, BoardMeeting)
        .join(BoardMeeting, col(BoardMeeting.id) == col(MeetingEntry.meeting_id))
        .where(MeetingEntry.kind == EntryKind.ACTION, col(MeetingEntry.withdrawn_at).is_(None), condition)
    )
    found = list(session.exec(query))
    said = outcomes(session, [entry.root_id for entry, _ in found])
    open_ones = [
        (entry, meeting)
        for entry, meeting in found
        if not (entry.root_id in said and said[entry.root_id].state == ActionState.DONE)
    ]
    return sorted(open_ones, key=lambda each: (each[0].due_on is None, each[0].due_on, each[0].root_id))


def of_staff(staff_id: int) -> ColumnElement[bool]:
    """Actions that somebody is to do."""
    return col(MeetingEntry.action_by) == staff_id


def about_citizen(citizen_id: int) -> ColumnElement[bool]:
    """Actions about a citizen."""
    return col(MeetingEntry.citizen_id) == citizen_id


def before(meeting: BoardMeeting) -> ColumnElement[bool]:
    """Actions from the earlier meetings of the same team, or of the whole municipality."""
    return (
        (col(BoardMeeting.municipality_id) == meeting.municipality_id)
        & col(BoardMeeting.team_id).is_not_distinct_from(meeting.team_id)
        & (col(BoardMeeting.id) < meeting.id)
    )


def outcomes(session: Session, root_ids: Collection[int]) -> dict[int, ActionOutcome]:
    """First version's id -> the newest of what became of the action."""
    found: dict[int, ActionOutcome] = {}
    for part in portions(sorted(set(root_ids))):
        query = select(ActionOutcome).where(col(ActionOutcome.entry_id).in_(part))
        found |= {each.entry_id: each for each in session.exec(query.order_by(col(ActionOutcome.id)))}
    return found


def settled_in(session: Session, meeting_id: int) -> list[tuple[MeetingEntry, BoardMeeting]]:
    """The actions of earlier meetings of which something was said in this one, with their meetings."""
    said = select_columns(col(ActionOutcome.entry_id)).where(col(ActionOutcome.meeting_id) == meeting_id)
    query = (
        select(MeetingEntry, BoardMeeting)
        .join(BoardMeeting, col(BoardMeeting.id) == col(MeetingEntry.meeting_id))
        .where(
            func.coalesce(col(MeetingEntry.first_id), col(MeetingEntry.id)).in_(said),
            col(MeetingEntry.withdrawn_at).is_(None),
        )
    )
    return sorted(session.exec(query), key=lambda each: each[0].root_id)
