"""The choices of the filter row."""

from sqlmodel import Session

from kanban.domain.danish import sort_key
from kanban.domain.messages import mark
from kanban.domain.permissions import Permission, may
from kanban.domain.staff import Actor, Role
from kanban.domain.views.board import BoardFilters, FilterOptions, Option
from kanban.services.board.board_scope import BoardScope
from kanban.services.programmes.choices import options
from kanban.store import board as board_store

GROUP_LABELS = {1: mark("Effort group (group 1)"), 2: mark("Rehabilitation group (group 2)"), 3: mark("Group 3")}


def filter_options(session: Session, scope: BoardScope, filters: BoardFilters, actor: Actor) -> FilterOptions:
    """Teams, brokers, markings and, where it has several, programmes of the municipality, with what is chosen."""
    return FilterOptions(
        teams=tuple(Option(team.name, team.name, team.id == scope.query.team_id) for team in scope.teams),
        brokers=_brokers(scope, filters, actor),
        markings=tuple(
            Option(name, name, name == filters.marking)
            for name in board_store.marking_names(session, actor.municipality_id, scope.query.day)
        ),
        groups=tuple(
            Option(str(number), label, str(number) == filters.group) for number, label in GROUP_LABELS.items()
        ),
        programmes=options(scope.programmes, scope.query.programme_id) if len(scope.programmes) > 1 else (),
    )


def _brokers(scope: BoardScope, filters: BoardFilters, actor: Actor) -> tuple[Option, ...]:
    own = (
        (Option("me", mark("My own citizens"), filters.broker == "me"),) if may(actor, Permission.MOVE_CITIZEN) else ()
    )
    people = [person for person in scope.people.values() if person.role == Role.BROKER and not person.disabled_at]
    people.sort(key=lambda person: sort_key(person.name))
    return own + tuple(Option(str(person.id), person.name, str(person.id) == filters.broker) for person in people)
