"""The flow figures of a municipality, a team, a caseload or a programme (R-STEP-9, R-DASH-13).

Everybody who may ask works in the municipality whose citizens are counted, so small numbers are not left out
(R-G2-7 is about what leaves the unit).

The figures are imported when they are asked for: they need numpy, 13 MB that a server process showing boards does
without.
"""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.errors import NotFoundError
from kanban.domain.inputs.flow_query import FlowQuery, read_flow_query
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.flow import FlowReport
from kanban.domain.views.flow_details import FlowDetails
from kanban.services.flow.flow_source import flow_source
from kanban.services.flow.whose import open_to, whose
from kanban.services.runtime import Runtime
from kanban.store import flow_log, organisation
from kanban.store.flow_details import standing


def flow_report(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> FlowReport:
    """What the actor may see of it: leaders and superusers everything in their municipality, brokers their caseload.

    Raises :class:`InvalidInputError` for a query that can't be read, :class:`NotFoundError` for a team, job broker or
    programme that is not the municipality's, and :class:`ForbiddenError` for a colleague's caseload.
    """
    require(actor, Permission.SEE_FIGURES)
    query = read_flow_query(raw, runtime.clock)
    with runtime.database.read() as session:
        return _Reader(session, runtime, actor.municipality_id, open_to(session, actor, query)).report


def flow_page_figures(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> tuple[FlowReport, FlowDetails]:
    """The same with what the flow page tells beside it, from one snapshot. Raises as :func:`flow_report` does."""
    require(actor, Permission.SEE_FIGURES)
    query = read_flow_query(raw, runtime.clock)
    with runtime.database.read() as session:
        reader = _Reader(session, runtime, actor.municipality_id, open_to(session, actor, query))
        return reader.report, reader.details()


def municipality_flow(runtime: Runtime, municipality: str, raw: Mapping[str, str]) -> FlowReport:
    """The same for the operator, who may see everything. Raises as :func:`flow_report` does."""
    query = read_flow_query(raw, runtime.clock)
    with runtime.database.read() as session:
        place = organisation.find_municipality(session, municipality.strip())
        if place is None or place.id is None:
            raise NotFoundError(say("There is no municipality called %(name)s", name=municipality))
        return _Reader(session, runtime, place.id, query).report


class _Reader:
    """Answers one query within one snapshot, its counts read once."""

    def __init__(self, session: Session, runtime: Runtime, municipality_id: int, query: FlowQuery) -> None:
        from kanban.flow.figures import Heading, figures  # noqa: PLC0415 - numpy, see above

        found = whose(session, municipality_id, query)
        self._session, self._query, self._scope = session, query, found.scope
        self._source = flow_source(session, found.scope, query.period, query.known_at)
        known_at = query.known_at or runtime.clock.now()
        self._counts = self._source.counts(flow_log.lags(session, found.scope, known_at, query.known_on))
        whose_figures = found.team, found.scope.broker_id, found.programme
        heading = Heading(query.period, runtime.clock.local(known_at), query.known_on, *whose_figures)
        self.report = figures(heading, self._counts, query.target)

    def details(self) -> FlowDetails:
        """What the flow page tells beside the report."""
        from kanban.flow.details import details  # noqa: PLC0415 - numpy, see above

        medians = {row.step: row.km_median_days for row in self.report.time_in_step}
        found = self._source.details({step: days for step, days in medians.items() if days is not None})
        past = self._query.known_at is not None
        now = standing(self._session, self._scope, self._query.period.last) if past else None
        return details(self.report, self._counts, found, now)
