"""The people a form may name: brokers and caseworkers of the actor's own municipality."""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.case import FieldValue
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.messages import say
from kanban.domain.staff import Actor, Role, Staff
from kanban.domain.views.board import Option
from kanban.store import staff as staff_store

_STAFF_FIELDS = ("broker_id", "caseworker_id", "action_by")


def check_staff(session: Session, actor: Actor, values: Mapping[str, FieldValue]) -> None:
    """Raise :class:`InvalidInputError` when a named employee is not one of the municipality's."""
    named = {name: values[name] for name in _STAFF_FIELDS if values.get(name) is not None}
    if not named:
        return
    people = {person.id: person for person in staff_store.of_municipality(session, actor.municipality_id)}
    problems = tuple(
        FieldProblem(name, say("Choose a person from the list"))
        for name, staff_id in named.items()
        if not (isinstance(staff_id, int) and staff_id in people and _offered(people[staff_id], name))
    )
    if problems:
        raise InvalidInputError(problems)


def options(people: list[Staff], field: str, selected: str) -> tuple[Option, ...]:
    """The select's entries: people at work, and the one already chosen even when gone."""
    fitting = [person for person in people if _offered(person, field) or str(person.id) == selected]
    return tuple(
        Option(str(person.id), f"{person.name} ({person.initials})", str(person.id) == selected) for person in fitting
    )


def _offered(person: Staff, field: str) -> bool:
    if person.disabled_at:
        return False
    return field != "broker_id" or person.role in {Role.BROKER, Role.SUPERUSER}
