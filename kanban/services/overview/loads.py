"""Caseloads beside the norm and the talks to be held, by team and name, never by size (R-CASE-1 … R-CASE-4)."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.agenda import NEW_FOR, end_of_week
from kanban.domain.danish import sort_key
from kanban.domain.local_rules import LocalRules
from kanban.domain.staff import Role, Staff
from kanban.domain.views.overview import BrokerLine, LoadsView, TeamLoads
from kanban.domain.views.today import norm
from kanban.services.overview.counted import counted
from kanban.services.rules.local_rules import local_rules
from kanban.store import caseload as caseload_store
from kanban.store import present as present_store
from kanban.store.caseload import Load
from kanban.store.flow_scope import FlowScope

ROOM_ABOVE_NORM = 1.2


def loads(
    session: Session, scope: FlowScope, today: date, people: Collection[Staff], teams: Mapping[int | None, str]
) -> LoadsView:
    """The whole caseload of each broker of the scope: those of a team as it is today, or one."""
    place = scope.municipality_id
    found = caseload_store.loads(session, place, today, today - NEW_FOR)
    talks = present_store.talks_by_broker(session, place, today, end_of_week(today))
    rules = local_rules(session, place)
    shown = [person for person in people if _belongs(person, scope, found)]
    totals = {person.id: found.get(person.id, Load(person.id, {})) for person in shown}
    scale = max([rules.norm_high * ROOM_ABOVE_NORM, *(load.total for load in totals.values())])
    by_team: dict[str, list[BrokerLine]] = {}
    for person in sorted(shown, key=lambda each: sort_key(each.name)):
        line = _line(person, totals[person.id], talks.get(person.id, (0, 0)), (rules, scale))
        by_team.setdefault(teams.get(person.team_id, ""), []).append(line)
    return LoadsView(
        teams=tuple(TeamLoads(name, tuple(by_team[name])) for name in sorted(by_team, key=_last_without_name)),
        low=rules.norm_low,
        high=rules.norm_high,
        band_left=100 * rules.norm_low / scale,
        band_width=100 * (rules.norm_high - rules.norm_low) / scale,
    )


def _belongs(person: Staff, scope: FlowScope, found: Mapping[int | None, Load]) -> bool:
    if scope.broker_id is not None:
        return person.id == scope.broker_id
    works = person.role == Role.BROKER and person.disabled_at is None
    return (works or person.id in found) and scope.team_id in {None, person.team_id}


def _line(person: Staff, load: Load, talks: tuple[int, int], measure: tuple[LocalRules, float]) -> BrokerLine:
    rules, scale = measure
    own = FlowScope(person.municipality_id, broker_id=person.id)
    late, soon = talks
    return BrokerLine(
        key=str(person.id),
        name=person.name,
        norm=norm(load.total, rules),
        bar=100 * load.total / scale,
        new=counted(load.new, own, "new_cases"),
        late_talks=counted(late, own, "talks", when="late"),
        talks_this_week=counted(soon, own, "talks", when="week"),
        gone=person.disabled_at is not None,
    )


def _last_without_name(name: str) -> tuple[bool, object]:
    return not name, sort_key(name)
