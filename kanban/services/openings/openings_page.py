"""The list of job openings: those that can be filled first, the one found last on top (R-CO-6)."""

from sqlmodel import Session

from kanban.domain.job_opening import OpeningState, OpeningVersion
from kanban.domain.messages import mark
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.views.board import Option
from kanban.domain.views.openings import OpeningsView
from kanban.services.openings.opening_rows import Around, read_around
from kanban.services.runtime import Runtime
from kanban.store import openings, organisation

MOST_ENDED = 20


def openings_list(runtime: Runtime, actor: Actor, whose: str) -> OpeningsView:
    """The openings found by, or named for a citizen of, ``mine`` or a team's id; anything else means all."""
    require(actor, Permission.SEE_BOARD)
    today = runtime.clock.today()
    with runtime.database.read() as session:
        found = openings.newest(session, actor.municipality_id)
        around = read_around(session, found)
        teams = {str(team.id): team.name for team in organisation.teams(session, actor.municipality_id)}
    whose = whose if whose == "mine" or whose in teams else ""
    shown = [each for each in found if _concerns(actor, around, each, whose)]
    ended = sorted((each for each in shown if each.state != OpeningState.OPEN), key=lambda each: -(each.id or 0))
    return OpeningsView(
        open=tuple(around.row(each, today) for each in shown if each.state == OpeningState.OPEN),
        ended=tuple(around.row(each, today) for each in ended[:MOST_ENDED]),
        choices=_choices(teams, whose),
        whose=whose,
        may_change=may(actor, Permission.SHARE_OPENINGS),
    )


def open_options(session: Session, actor: Actor, selected: str = "") -> tuple[Option, ...]:
    """Openings to choose in a form: those that can be filled, and the one already chosen."""
    found = openings.newest(session, actor.municipality_id)
    around = read_around(session, found)
    return tuple(
        Option(str(each.opening_id), f"{around.companies[each.company_id]}: {_short(each.tasks)}")
        for each in found
        if each.state == OpeningState.OPEN or str(each.opening_id) == selected
    )


def _short(tasks: str, most: int = 40) -> str:
    line = " ".join(tasks.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _concerns(actor: Actor, around: Around, version: OpeningVersion, whose: str) -> bool:
    if not whose:
        return True
    named = around.citizens.get(version.opening_id, ())
    if whose == "mine":
        return version.found_by == actor.id or any(citizen.broker_id == actor.id for citizen in named)
    finder = around.people.get(version.found_by)
    return str(finder.team_id if finder else "") == whose or any(str(each.team_id) == whose for each in named)


def _choices(teams: dict[str, str], whose: str) -> tuple[Option, ...]:
    options = [("", mark("All openings")), ("mine", mark("Mine and my citizens'")), *teams.items()]
    return tuple(Option(value, label, value == whose) for value, label in options)
