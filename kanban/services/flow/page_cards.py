"""The cards at the top of the flow page, which are about today: where it halts, what has changed, milestones."""

from collections.abc import Mapping

from kanban.domain.inputs.flow_query import read_flow_query
from kanban.domain.staff import Actor
from kanban.domain.views.flow import FlowReport
from kanban.domain.views.flow_details import FlowDetails
from kanban.domain.views.flow_page import Cards
from kanban.services.flow.whose import open_to, whose
from kanban.services.overview.changes import changes
from kanban.services.overview.stops import stops
from kanban.services.runtime import Runtime
from kanban.services.targets.milestones_now import milestones_now


def page_cards(
    runtime: Runtime, actor: Actor, typed: Mapping[str, str], report: FlowReport, details: FlowDetails
) -> Cards | None:
    """The cards of the page's scope; None on a page about an earlier day or what was known then."""
    today = runtime.clock.today()
    if report.last != today or "known_at" in typed:
        return None
    limits = {each.step: each.limit_days for each in details.ages if each.limit_days is not None}
    with runtime.database.read() as session:
        query = open_to(session, actor, read_flow_query(typed, runtime.clock))
        scope = whose(session, actor.municipality_id, query).scope
        return Cards(
            stops=stops(session, scope, today, limits),
            changes=changes(session, runtime, scope, today),
            milestones=milestones_now(session, scope, today),
        )
