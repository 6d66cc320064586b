"""From the filters in an address to the citizens they mean."""

from sqlmodel import Session

from kanban.domain.clock import Clock
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.board_filters import read_time
from kanban.domain.messages import say
from kanban.domain.organisation import Team
from kanban.domain.programme import Programme
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.board import BoardFilters
from kanban.flow.kaplan_meier import Pace
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.store import board as board_store
from kanban.store import organisation, programmes
from kanban.store import staff as staff_store


class BoardScope:
    """The people, teams, paces and query scope behind one board request.

    Without ``paced`` the stays are not read, and nobody counts as stalled: enough for a card that has just moved.
    """

    def __init__(
        self, session: Session, actor: Actor, filters: BoardFilters, clock: Clock, *, paced: bool = True
    ) -> None:
        self.time = read_time(filters, clock)
        self.teams: list[Team] = organisation.teams(session, actor.municipality_id)
        self.programmes = programmes.of_municipality(session, actor.municipality_id)
        self.people: dict[int, Staff] = {
            person.id: person for person in staff_store.of_municipality(session, actor.municipality_id) if person.id
        }
        self.paces: dict[int, Pace] = step_pace(session, actor.municipality_id, self.time.today) if paced else {}
        self.query = board_store.Scope(
            municipality_id=actor.municipality_id,
            day=self.time.day,
            today=self.time.today,
            known_at=self.time.known_at,
            team_id=_team_id(self.teams, filters.team),
            broker_id=_broker_id(self.people, actor, filters.broker),
            programme_id=_programme_id(self.programmes, filters.programme),
            text=filters.q,
            marking=filters.marking,
            group=int(filters.group) if filters.group else None,
            sign="" if self.time.past else filters.sign,
            stall_limits=stall_limits(self.paces),
        )

    @property
    def past(self) -> bool:
        """Whether an earlier day is shown, or what was known earlier."""
        return self.time.past


def _team_id(teams: list[Team], wanted: str) -> int | None:
    if not wanted:
        return None
    for team in teams:
        if team.name.casefold() == wanted.casefold() or str(team.id) == wanted:
            return team.id
    raise InvalidInputError((FieldProblem("team", say("There is no team called %(team)s", team=wanted)),))


def _programme_id(known: list[Programme], wanted: str) -> int | None:
    if not wanted:
        return None
    found = programmes.find(known, wanted)
    if found is None:
        message = say("There is no programme called %(programme)s", programme=wanted)
        raise InvalidInputError((FieldProblem("programme", message),))
    return found.id


def _broker_id(people: dict[int, Staff], actor: Actor, wanted: str) -> int | None:
    if not wanted:
        return None
    if wanted == "me":
        return actor.id
    if wanted.isascii() and wanted.isdigit() and int(wanted) in people:
        return int(wanted)
    raise InvalidInputError((FieldProblem("broker", say("There is no such job broker")),))
