"""The leader's front page: where it stops, what has changed, caseloads, quality and talks (R-DASH-9, R-ROLE-4).

For a job broker it is about the own caseload.
"""

from collections.abc import Mapping

from sqlmodel import Session

from kanban.domain.agenda import NEW_FOR
from kanban.domain.audit import AuditAction
from kanban.domain.inputs.flow_query import read_flow_query
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Role
from kanban.domain.views.overview import OverviewView, StandingView
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.services.flow.whose import open_to, whose
from kanban.services.overview.changes import changes
from kanban.services.overview.choices import scope_choice
from kanban.services.overview.counted import counted
from kanban.services.overview.loads import loads
from kanban.services.overview.news import news
from kanban.services.overview.quality import quality
from kanban.services.overview.stops import stops
from kanban.services.runtime import Runtime
from kanban.services.targets.milestones_now import milestones_now
from kanban.store import audit, organisation, programmes
from kanban.store import present as present_store
from kanban.store import staff as staff_store
from kanban.store.flow_scope import FlowScope


def overview_page(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> OverviewView:
    """The page of the municipality, or of a ``team``, ``broker`` or ``programme``; opening it is audited.

    Milestones, and caseloads beside the norm, are about all programmes whatever is chosen. Raises
    :class:`NotFoundError` for a team, job broker or programme that is not the municipality's, and
    :class:`ForbiddenError` when a job broker asks for a colleague's caseload.
    """
    require(actor, Permission.SEE_FIGURES)
    wanted = {name: raw[name] for name in ("team", "broker", "programme") if raw.get(name)}
    with runtime.database.read() as session:
        query = open_to(session, actor, read_flow_query(wanted, runtime.clock))
        found = _page(session, runtime, actor, whose(session, actor.municipality_id, query).scope)
    with runtime.database.write() as session:
        detail = " ".join(f"{name}={value}" for name, value in wanted.items())
        audit.write(session, runtime.clock, AuditAction.OVERVIEW_OPENED, actor, detail=detail[:500])
    return found


def _page(session: Session, runtime: Runtime, actor: Actor, scope: FlowScope) -> OverviewView:
    """Read in a fixed number of statements."""
    today, place = runtime.clock.today(), scope.municipality_id
    people, teams = staff_store.of_municipality(session, place), organisation.teams(session, place)
    running = programmes.of_municipality(session, place)
    limits = stall_limits(step_pace(session, place, today))
    return OverviewView(
        today=today,
        municipality=actor.municipality,
        own=actor.role is Role.BROKER,
        choice=scope_choice(scope, people, teams, running),
        standing=_standing(session, scope),
        news=news(session, scope, today - NEW_FOR, people),
        stops=stops(session, scope, today, limits),
        changes=changes(session, runtime, scope, today),
        milestones=milestones_now(session, scope, today),
        loads=loads(session, scope, today, people, {team.id: team.name for team in teams}),
        quality=quality(session, scope),
    )


def _standing(session: Session, scope: FlowScope) -> StandingView:
    found = present_store.standing(session, scope)
    return StandingView(
        citizens=counted(found.citizens, scope, "on_board"),
        unplaced=counted(found.unplaced, scope, "unplaced"),
        unassigned=counted(found.unassigned, scope, "unassigned"),
    )
