"""Whose page can be chosen, and what it is called."""

from collections.abc import Sequence

from kanban.domain.danish import sort_key
from kanban.domain.organisation import Team
from kanban.domain.programme import Programme
from kanban.domain.staff import Role, Staff
from kanban.domain.views.board import Option
from kanban.domain.views.overview import ScopeChoice
from kanban.services.programmes.choices import options
from kanban.store.flow_scope import FlowScope


def scope_choice(
    scope: FlowScope, people: Sequence[Staff], teams: Sequence[Team], running: Sequence[Programme]
) -> ScopeChoice:
    """Teams and brokers to choose from; with a team chosen its brokers alone, and always the chosen one.

    Programmes are a choice where there is more than one.
    """
    offered = [person for person in people if _offered(person, scope)]
    chosen = next((person for person in people if person.id == scope.broker_id), None)
    return ScopeChoice(
        team=next((team.name for team in teams if team.id == scope.team_id), ""),
        broker=chosen.name if chosen else "",
        programme=next((each.name for each in running if each.id == scope.programme_id), ""),
        programmes=options(running, scope.programme_id) if len(running) > 1 else (),
        teams=tuple(Option(team.name, team.name, team.id == scope.team_id) for team in teams),
        brokers=tuple(
            Option(str(person.id), person.name, person is chosen)
            for person in sorted(offered, key=lambda each: sort_key(each.name))
        ),
    )


def _offered(person: Staff, scope: FlowScope) -> bool:
    if person.id == scope.broker_id:
        return True
    works = person.role == Role.BROKER and person.disabled_at is None
    return works and scope.team_id in {None, person.team_id}
