"""What each point of the agenda is about: the wall screen's own figures and lists, at the size of a meeting."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.board_meeting import BoardMeeting, Point
from kanban.domain.staff import Actor
from kanban.domain.steps import STEPS, Step
from kanban.domain.views.meetings import CitizenCalled, StopLine
from kanban.domain.views.wall import STILL, WallTile
from kanban.domain.wall import WallLabel, WallScope
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.services.meetings.entry_views import Shown, called, entry_views, standing_in
from kanban.services.walls.page_flow import flow_page
from kanban.services.walls.page_milestones import milestones_page
from kanban.services.walls.page_openings import openings_page
from kanban.services.walls.page_sparring import sparring_page
from kanban.services.walls.tiles import tile
from kanban.store import citizen_choice, meetings, organisation, wall_cards

MOST_STILL = 8
PAGES = {
    "news": flow_page,
    "milestones": milestones_page,
    "sparring": sparring_page,
    "openings": openings_page,
}
TEMPLATES = {
    "news": "meetings/_news.html",
    "milestones": "meetings/_milestones.html",
    "stops": "meetings/_stops.html",
    "sparring": "meetings/_sparring.html",
    "openings": "meetings/_openings.html",
    "actions": "meetings/_actions.html",
    "summary": "meetings/_summary.html",
}


def content_of(session: Session, meeting: BoardMeeting, point: Point, shown: Shown) -> object:
    """What is shown at a point; citizens stand in it by code."""
    scope = scope_of(session, shown.actor, meeting)
    if point.key in PAGES:
        return PAGES[point.key](session, scope, shown.today)
    if point.key == "stops":
        return _stops(session, scope, shown.today)
    if point.key == "actions":
        found = [*meetings.open_actions(session, meetings.before(meeting))]
        open_ids = {entry.id for entry, _ in found}
        settled = [each for each in meetings.settled_in(session, meeting.id or 0) if each[0].id not in open_ids]
        return entry_views(session, [*found, *settled], shown)
    return entry_views(session, standing_in(session, meeting), shown)


def scope_of(session: Session, actor: Actor, meeting: BoardMeeting) -> WallScope:
    """Whose board the meeting is about."""
    teams = {team.id: team.name for team in organisation.teams(session, actor.municipality_id)}
    team = teams.get(meeting.team_id, "")
    return WallScope(actor.municipality_id, actor.municipality, meeting.team_id, team, WallLabel.CODE)


def codes_in(content: object) -> list[str]:
    """The codes of all citizens that are shown, each once, in order."""
    return list(dict.fromkeys(each.label for each in _tiles(content)))


def called_in(session: Session, actor: Actor, content: object) -> dict[str, CitizenCalled]:
    """Code -> name of all citizens that are shown; protected names stay codes."""
    found = citizen_choice.by_codes(session, actor.municipality_id, codes_in(content))
    return {each.case_code: called(each, names=True) for each in found}


def _stops(session: Session, scope: WallScope, today: date) -> tuple[StopLine, ...]:
    """The steps on which citizens stand longer than most do, in the order of the board."""
    limits = stall_limits(step_pace(session, scope.municipality_id, today))
    still: dict[int, list[WallTile]] = {}
    for card in wall_cards.cards(session, scope, today):
        if card.step in limits and (today - card.since).days > limits[card.step]:
            still.setdefault(card.step, []).append(tile(card, scope, today, STILL))
    return tuple(_line(each, limits[each.number], still[each.number]) for each in STEPS if each.number in still)


def _line(at: Step, limit: int, tiles: list[WallTile]) -> StopLine:
    return StopLine(at.number, at.short_name, limit, tuple(tiles[:MOST_STILL]), max(0, len(tiles) - MOST_STILL))


def _tiles(content: object) -> Iterator[WallTile]:
    if isinstance(content, WallTile):
        yield content
    elif isinstance(content, tuple):
        for each in content:
            yield from _tiles(each)
    elif is_dataclass(content):
        for each in fields(content):
            yield from _tiles(getattr(content, each.name))
