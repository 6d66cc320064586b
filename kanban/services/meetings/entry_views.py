"""From stored decisions and actions to what pages show, citizens by code unless names are asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.board_meeting import (
    ActionOutcome,
    ActionState,
    BoardMeeting,
    EntryKind,
    MeetingEntry,
    number_of,
    point_of,
)
from kanban.domain.citizen import Citizen
from kanban.domain.permissions import Permission, may
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.meetings import CitizenCalled, EntryView
from kanban.store import citizen_choice, companies, meetings, openings, organisation, staff

Placed = tuple[MeetingEntry, BoardMeeting]


@dataclass(frozen=True)
class Shown:
    """How entries are shown: to whom, on which day, with names or codes, and for a meeting, as it was said there."""

    actor: Actor
    today: date
    names: bool = False
    meeting_id: int | None = None


@dataclass(frozen=True)
class _Around:
    """What stands around some entries."""

    people: Mapping[int, Staff]
    citizens: Mapping[int, Citizen]
    companies: Mapping[int, str]
    teams: Mapping[int, str]
    said: Mapping[int, ActionOutcome]

    def initials(self, staff_id: int | None) -> str:
        found = self.people.get(staff_id or 0)
        return found.initials if found else ""


def entry_views(session: Session, found: Sequence[Placed], shown: Shown) -> tuple[EntryView, ...]:
    """The entries in the order given, read in a fixed number of statements."""
    around = _read(session, found, shown)
    return tuple(_view(entry, meeting, around, shown) for entry, meeting in found)


def called(citizen: Citizen, *, names: bool) -> CitizenCalled:
    """What a citizen is called; a protected name stays a code for everybody."""
    name = citizen.name if names and not citizen.name_protected else ""
    return CitizenCalled(citizen.case_code, name, citizen.public_id if names else "")


def standing_in(session: Session, meeting: BoardMeeting) -> list[Placed]:
    """What stands recorded in a meeting, each with the meeting."""
    return [(entry, meeting) for entry in meetings.entries(session, meeting.id or 0)]


def _read(session: Session, found: Sequence[Placed], shown: Shown) -> _Around:
    entries = [entry for entry, _ in found]
    people = {each for entry in entries for each in (entry.action_by, entry.author_id)}
    return _Around(
        people=staff.names(session, people),
        citizens=citizen_choice.by_ids(session, {entry.citizen_id for entry in entries}),
        companies=_companies(session, {entry.opening_id for entry in entries}),
        teams={team.id or 0: team.name for team in organisation.teams(session, shown.actor.municipality_id)},
        said=meetings.outcomes(session, [entry.root_id for entry in entries]),
    )


def _companies(session: Session, opening_ids: Iterable[int | None]) -> dict[int, str]:
    versions = openings.standing(session, set(opening_ids))
    names = {each.id: each.name for each in companies.by_ids(session, {each.company_id for each in versions.values()})}
    return {number: names[each.company_id] for number, each in versions.items()}


def _view(entry: MeetingEntry, meeting: BoardMeeting, around: _Around, shown: Shown) -> EntryView:
    citizen = around.citizens.get(entry.citizen_id or 0)
    state = _state(around.said.get(entry.root_id), shown.meeting_id)
    undone = entry.kind == EntryKind.ACTION and state != ActionState.DONE
    return EntryView(
        id=entry.id or 0,
        root_id=entry.root_id,
        point=point_of(number_of(entry.point)),
        is_action=entry.kind == EntryKind.ACTION,
        text=entry.text,
        who=around.initials(entry.action_by),
        due_on=entry.due_on,
        late=undone and entry.due_on is not None and entry.due_on < shown.today,
        citizen=called(citizen, names=shown.names) if citizen else None,
        opening_id=entry.opening_id,
        company=around.companies.get(entry.opening_id or 0, ""),
        author=around.initials(entry.author_id),
        recorded_at=entry.recorded_at,
        corrected=entry.first_id is not None,
        can_change=meeting.ended_at is None and may_change(shown.actor, entry),
        can_settle=undone and may(shown.actor, Permission.RECORD_AT_MEETING),
        state=state,
        held_on=meeting.held_on,
        meeting=around.teams.get(meeting.team_id or 0, ""),
    )


def may_change(actor: Actor, entry: MeetingEntry) -> bool:
    """Whether the actor wrote the entry or leads meetings."""
    return actor.id == entry.author_id or may(actor, Permission.LEAD_MEETING)


def _state(outcome: ActionOutcome | None, meeting_id: int | None) -> str:
    """What became of an action; that it was carried on counts only in the meeting where it was said."""
    if outcome is None or (outcome.state == ActionState.CARRIED and outcome.meeting_id != meeting_id):
        return ""
    return outcome.state
