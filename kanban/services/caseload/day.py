"""Reading a broker's day: a fixed number of statements whatever the number of citizens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.agenda import Case
from kanban.domain.facts import BrokerAssignment
from kanban.domain.gathering import standing_facts
from kanban.domain.staff import Actor, Staff
from kanban.flow.kaplan_meier import Pace
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.store import caseload as caseload_store
from kanban.store import organisation
from kanban.store import staff as staff_store


@dataclass(frozen=True)
class Day:
    """What has been read for one broker's day."""

    today: date
    cases: list[Case]
    assignments: Mapping[int, list[BrokerAssignment]]
    actions: Mapping[int, str]
    paces: Mapping[int, Pace]
    limits: Mapping[int, int]
    people: Mapping[int, Staff]
    teams: Mapping[int, str]


def read_day(session: Session, actor: Actor, today: date) -> Day:
    """The actor's own caseload with what the lines of the page are made of."""
    where = caseload_store.in_caseload(actor.municipality_id, actor.id)
    paces = step_pace(session, actor.municipality_id, today)
    people = staff_store.of_municipality(session, actor.municipality_id)
    return Day(
        today=today,
        cases=caseload_store.cases(session, where),
        assignments=caseload_store.assignments(session, where),
        actions=_next_actions(session, actor),
        paces=paces,
        limits=stall_limits(paces),
        people={person.id: person for person in people if person.id},
        teams={team.id: team.name for team in organisation.teams(session, actor.municipality_id) if team.id},
    )


def _next_actions(session: Session, actor: Actor) -> dict[int, str]:
    """Citizen id -> the agreed step that is due first."""
    where = caseload_store.in_caseload(actor.municipality_id, actor.id)
    found = {}
    for citizen_id, versions in caseload_store.actions(session, where).items():
        standing = {fact.id for fact in standing_facts(versions)}
        open_ones = [each for each in versions if each.id in standing and each.due_on and not each.done_on]
        if open_ones:
            found[citizen_id] = min(open_ones, key=lambda each: each.due_on or date.max).action
    return found
