"""The list of board meetings, and what the reader has taken on at them."""

from kanban.domain.board_meeting import EntryKind
from kanban.domain.messages import mark
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.views.board import Option
from kanban.domain.views.meetings import MeetingRow, MeetingsView
from kanban.services.meetings.agreed_actions import my_actions
from kanban.services.runtime import Runtime
from kanban.store import meetings, organisation, staff

MOST_MEETINGS = 50


def meetings_list(runtime: Runtime, actor: Actor) -> MeetingsView:
    """The latest fifty meetings of the municipality, and the reader's open actions."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        found = meetings.of_municipality(session, actor.municipality_id, MOST_MEETINGS)
        counts = meetings.counts(session, [each.id or 0 for each in found])
        people = staff.names(session, {each.begun_by for each in found})
        teams = {team.id: team.name for team in organisation.teams(session, actor.municipality_id)}
        mine = my_actions(session, actor, runtime.clock.today())
    rows = tuple(
        MeetingRow(
            id=each.id or 0,
            held_on=each.held_on,
            place=teams.get(each.team_id, actor.municipality),
            begun_by=people[each.begun_by].name,
            running=each.ended_at is None,
            decisions=counts.get((each.id or 0, EntryKind.DECISION), 0),
            actions=counts.get((each.id or 0, EntryKind.ACTION), 0),
        )
        for each in found
    )
    scopes = (
        Option("", mark("The whole municipality"), actor.team_id is None),
        *(Option(str(number), name, number == actor.team_id) for number, name in teams.items()),
    )
    return MeetingsView(rows, mine, scopes, may(actor, Permission.LEAD_MEETING))
