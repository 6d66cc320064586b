"""The side panel: one citizen's case at a glance. Opening it is a look-up and is written to the audit trail."""

from datetime import date

from kanban.domain.audit import AuditAction
from kanban.domain.case import CaseFacts
from kanban.domain.permissions import Permission, may, require
from kanban.domain.readiness import needs, signs, urgency, view
from kanban.domain.staff import Actor, Staff
from kanban.domain.steps import OUT, Step, is_step, step
from kanban.domain.views.board import SignView
from kanban.domain.views.panel import PanelView
from kanban.services.case.panel_facts import FactViews
from kanban.services.case.panel_history import history
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, organisation
from kanban.store import staff as staff_store
from kanban.store.case_file import CaseFile, open_file


def citizen_panel(runtime: Runtime, actor: Actor, citizen_id: str) -> PanelView:
    """Everything the panel shows. Raises :class:`NotFoundError` outside the actor's municipality."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        file = open_file(session, citizen)
        people = staff_store.names(session, _everyone(file))
        teams = {team.id: team.name for team in organisation.teams(session, actor.municipality_id)}
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id)
    return _view(runtime, actor, file, people, teams.get(citizen.team_id, ""))


def _view(runtime: Runtime, actor: Actor, file: CaseFile, people: dict[int, Staff], team: str) -> PanelView:
    citizen, case, today = file.citizen, file.case, runtime.clock.today()
    placed = is_step(citizen.current_step)
    next_step = _next_step(citizen.current_step)
    facts = FactViews(file, people)
    return PanelView(
        id=citizen.public_id,
        version=citizen.version,
        name=citizen.name,
        name_protected=citizen.name_protected,
        group=citizen.target_group,
        team=team,
        broker=_name(people, citizen.broker_id),
        caseworker=_name(people, citizen.caseworker_id),
        benefit=citizen.benefit,
        started_on=citizen.started_on,
        markings=tuple(marking.name for marking in case.markings_on(today)),
        step=step(citizen.current_step) if placed and citizen.current_step else None,
        since=citizen.step_since,
        days=(today - citizen.step_since).days if placed and citizen.step_since else None,
        left=citizen.current_step == OUT,
        next_step=next_step,
        needs=needs(next_step, case, today),
        signs=_signs(citizen.current_step, citizen.step_since, case, runtime),
        cv=facts.cv(),
        goals=facts.goals(),
        contact=facts.contact(),
        agreement=facts.agreement(),
        hours=facts.hours(),
        outcome=facts.outcome(),
        closing=facts.closing() if citizen.current_step == OUT else None,
        history=history(file, people, actor, runtime.clock),
        can_move=may(actor, Permission.MOVE_CITIZEN),
        today=today,
    )


def _everyone(file: CaseFile) -> set[int | None]:
    recorded = {move.recorded_by for move in file.moves} | {fact.recorded_by for fact in file.facts}
    return recorded | {move.annulled_by for move in file.moves} | {file.citizen.broker_id, file.citizen.caseworker_id}


def _name(people: dict[int, Staff], staff_id: int | None) -> str:
    return people[staff_id].name if staff_id in people else ""


def _next_step(current: int | None) -> Step | None:
    if current in {OUT, 1}:
        return None
    return step(8 if current is None else current - 1)


def _signs(current: int | None, since: date | None, case: CaseFacts, runtime: Runtime) -> tuple[SignView, ...]:
    today = runtime.clock.today()
    counting = [sign for sign in signs(current, since, case) if sign.from_date <= today]
    due = [(sign.code, sign.kind, sign.due_on if sign.rank == 0 else None) for sign in counting]
    return tuple(
        view(code, kind, on, today) for code, kind, on in sorted(due, key=lambda each: urgency(each[0], each[2]))
    )
