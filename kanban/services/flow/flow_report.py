"""The flow figures of a municipality, a team or a caseload (R-STEP-9, R-DASH-13).

Everybody who may ask works in the municipality whose citizens are counted, so small numbers are not left out
(R-G2-7 is about what leaves the unit).
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from kanban.domain.errors import ForbiddenError, NotFoundError
from kanban.domain.flow_counts import FlowCounts
from kanban.domain.inputs.flow_query import FlowQuery, read_flow_query
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Role, Staff, normalise_email
from kanban.domain.views.flow import FlowReport
from kanban.flow.figures import Heading, figures
from kanban.flow.known import KnownStays, count_known
from kanban.flow.replay import replayed
from kanban.services.runtime import Runtime
from kanban.store import flow_log, organisation, stays
from kanban.store import staff as staff_store
from kanban.store.flow import FlowScope, count_flow


def flow_report(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> FlowReport:
    """What the actor may see of it: leaders and superusers everything in their municipality, brokers their caseload.

    Raises :class:`InvalidInputError` for a query that can't be read, :class:`NotFoundError` for a team or job broker
    that is not the municipality's, and :class:`ForbiddenError` for a colleague's caseload.
    """
    require(actor, Permission.SEE_FIGURES)
    query = read_flow_query(raw, runtime.clock)
    with runtime.database.read() as session:
        return _report(session, runtime, actor.municipality_id, _for_actor(session, actor, query))


def municipality_flow(runtime: Runtime, municipality: str, raw: Mapping[str, str]) -> FlowReport:
    """The same for the operator, who may see everything. Raises as :func:`flow_report` does."""
    query = read_flow_query(raw, runtime.clock)
    with runtime.database.read() as session:
        place = organisation.find_municipality(session, municipality.strip())
        if place is None or place.id is None:
            raise NotFoundError(say("There is no municipality called %(name)s", name=municipality))
        return _report(session, runtime, place.id, query)


def _for_actor(session: Session, actor: Actor, query: FlowQuery) -> FlowQuery:
    if query.broker == "me" or (actor.role is Role.BROKER and not query.broker):
        return replace(query, broker=str(actor.id))
    if actor.role is Role.BROKER and _broker_id(session, actor.municipality_id, query.broker) != actor.id:
        raise ForbiddenError(say("Only the figures of your own citizens are open to you"))
    return query


def _report(session: Session, runtime: Runtime, municipality_id: int, query: FlowQuery) -> FlowReport:
    team_id, team = _team(session, municipality_id, query.team)
    broker_id = _broker_id(session, municipality_id, query.broker)
    scope = FlowScope(municipality_id, team_id, broker_id)
    known_at = runtime.clock.local(query.known_at or runtime.clock.now())
    heading = Heading(query.period, known_at, query.known_on, team, broker_id)
    return figures(heading, _counts(session, runtime, scope, query), query.target)


def _counts(session: Session, runtime: Runtime, scope: FlowScope, query: FlowQuery) -> FlowCounts:
    known_at, place = query.known_at or runtime.clock.now(), scope.municipality_id
    lags = flow_log.lags(session, scope, known_at, query.known_on)
    if query.known_at is None:
        return count_flow(session, scope, query.period, stays.live_from(session, place), lags)
    known = KnownStays(replayed(flow_log.known_moves(session, place, known_at)), scope.team_id, scope.broker_id)
    begun = stays.records_begin(session, place)
    live_from = None if begun is None or known.ended_before(begun) else begun
    return count_known(known, query.period, live_from, lags)


def _team(session: Session, municipality_id: int, wanted: str) -> tuple[int | None, str | None]:
    """A team by name or id."""
    if not wanted:
        return None, None
    for team in organisation.teams(session, municipality_id):
        if team.name.casefold() == wanted.casefold() or str(team.id) == wanted:
            return team.id, team.name
    raise NotFoundError(say("There is no team called %(team)s", team=wanted))


def _broker_id(session: Session, municipality_id: int, wanted: str) -> int | None:
    """An employee by id or e-mail address."""
    if not wanted:
        return None
    for person in staff_store.of_municipality(session, municipality_id):
        if _is(person, wanted):
            return person.id
    raise NotFoundError(say("There is no such job broker"))


def _is(person: Staff, wanted: str) -> bool:
    return str(person.id) == wanted or person.email == normalise_email(wanted)
