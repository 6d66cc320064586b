"""All caseloads of a municipality beside each other and beside the norm (R-CASE-1 … R-CASE-4, R-ROLE-4)."""

from collections.abc import Mapping

from kanban.domain.agenda import NEW_FOR
from kanban.domain.audit import AuditAction
from kanban.domain.danish import sort_key
from kanban.domain.local_rules import LocalRules
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor, Role, Staff
from kanban.domain.steps import STEPS
from kanban.domain.views.caseloads import CaseloadsView, LoadView
from kanban.domain.views.today import StepBar, norm
from kanban.services.rules.local_rules import local_rules
from kanban.services.runtime import Runtime
from kanban.store import audit, organisation
from kanban.store import caseload as caseload_store
from kanban.store import staff as staff_store
from kanban.store.caseload import Load

NOBODY = "none"


def caseloads_page(runtime: Runtime, actor: Actor) -> CaseloadsView:
    """Every broker's caseload, by team and name, never by size: brokers are not ranked."""
    require(actor, Permission.ASSIGN)
    today = runtime.clock.today()
    with runtime.database.read() as session:
        found = caseload_store.loads(session, actor.municipality_id, today, today - NEW_FOR)
        people = staff_store.of_municipality(session, actor.municipality_id)
        teams = {team.id: team.name for team in organisation.teams(session, actor.municipality_id)}
        rules = local_rules(session, actor.municipality_id)
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASELOADS_OPENED, actor)
    shown = [person for person in people if person.id in found or _works_as_broker(person)]
    views = [_view(person, found.get(person.id, Load(person.id, {})), teams, rules) for person in shown]
    return CaseloadsView(
        loads=tuple(sorted(views, key=lambda view: (not view.team, sort_key(view.team), sort_key(view.name)))),
        without=_view(None, found.get(None, Load(None, {})), teams, rules),
        citizens=sum(load.total for load in found.values()),
        low=rules.norm_low,
        high=rules.norm_high,
        own=str(actor.id) if may(actor, Permission.OWN_CASELOAD) else "",
    )


def _works_as_broker(person: Staff) -> bool:
    return person.role == Role.BROKER and person.disabled_at is None


def _view(person: Staff | None, load: Load, teams: Mapping[int | None, str], rules: LocalRules) -> LoadView:
    most = max((load.steps.get(step.number, 0) for step in STEPS), default=0) or 1
    counts = [(step, load.steps.get(step.number, 0)) for step in STEPS]
    return LoadView(
        key=str(person.id) if person else NOBODY,
        name=person.name if person else "",
        initials=person.initials if person else "",
        team=teams.get(person.team_id, "") if person else "",
        bars=tuple(StepBar(step, count, count / most) for step, count in counts),
        unplaced=load.steps.get(None, 0),
        norm=norm(load.total, rules),
        late_talks=load.late_talks,
        new=load.new,
        gone=bool(person and person.disabled_at),
    )
