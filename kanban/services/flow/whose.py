"""Whose figures are asked for: the actor's right to them, and the team, job broker and programme an address names."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from kanban.domain.errors import ForbiddenError, NotFoundError
from kanban.domain.inputs.flow_query import FlowQuery
from kanban.domain.messages import say
from kanban.domain.programme import Programme
from kanban.domain.staff import Actor, Role, Staff, normalise_email
from kanban.store import organisation, programmes
from kanban.store import staff as staff_store
from kanban.store.flow_scope import FlowScope


@dataclass(frozen=True)
class Whose:
    """The scope, with the team's, the job broker's and the programme's names for headings."""

    scope: FlowScope
    team: str | None
    broker: str | None
    programme: str | None


def open_to(session: Session, actor: Actor, query: FlowQuery) -> FlowQuery:
    """The query as the actor may ask it: a job broker's is about the own caseload.

    Raises :class:`ForbiddenError` for a colleague's caseload.
    """
    if query.broker == "me" or (actor.role is Role.BROKER and not query.broker):
        return replace(query, broker=str(actor.id))
    if actor.role is Role.BROKER and _broker(session, actor.municipality_id, query.broker).id != actor.id:
        raise ForbiddenError(say("Only the figures of your own citizens are open to you"))
    return query


def whose(session: Session, municipality_id: int, query: FlowQuery) -> Whose:
    """The scope that a query names.

    Raises :class:`NotFoundError` for a team, job broker or programme that is not the municipality's.
    """
    team_id, team = _team(session, municipality_id, query.team)
    broker = _broker(session, municipality_id, query.broker) if query.broker else None
    programme = _programme(session, municipality_id, query.programme)
    scope = FlowScope(municipality_id, team_id, broker.id if broker else None, programme.id if programme else None)
    return Whose(scope, team, broker.name if broker else None, programme.name if programme else None)


def _programme(session: Session, municipality_id: int, wanted: str) -> Programme | None:
    if not wanted:
        return None
    found = programmes.find(programmes.of_municipality(session, municipality_id), wanted)
    if found is None:
        raise NotFoundError(say("There is no programme called %(programme)s", programme=wanted))
    return found


def _team(session: Session, municipality_id: int, wanted: str) -> tuple[int | None, str | None]:
    """A team by name or id."""
    if not wanted:
        return None, None
    for team in organisation.teams(session, municipality_id):
        if team.name.casefold() == wanted.casefold() or str(team.id) == wanted:
            return team.id, team.name
    raise NotFoundError(say("There is no team called %(team)s", team=wanted))


def _broker(session: Session, municipality_id: int, wanted: str) -> Staff:
    """An employee by id or e-mail address."""
    for person in staff_store.of_municipality(session, municipality_id):
        if _is(person, wanted):
            return person
    raise NotFoundError(say("There is no such job broker"))


def _is(person: Staff, wanted: str) -> bool:
    return str(person.id) == wanted or person.email == normalise_email(wanted)
