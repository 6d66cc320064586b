"""One caseload as a list from which citizens are chosen for hand-over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kanban.domain.agenda import Case
from kanban.domain.audit import AuditAction
from kanban.domain.errors import NotFoundError
from kanban.domain.permissions import Permission, require
from kanban.domain.programme import Programme
from kanban.domain.staff import Actor
from kanban.domain.steps import step
from kanban.domain.views.board import Option
from kanban.domain.views.caseloads import CaseloadView, ChosenCase
from kanban.services.caseload.assignment_form import (
    Choices,
    assignment_fields,
    read_choices,
)
from kanban.services.caseload.caseloads_page import NOBODY
from kanban.services.programmes.choices import joinable, options
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import audit, programmes
from kanban.store import caseload as caseload_store

PAGE_SIZE = 100


@dataclass(frozen=True)
class ListRequest:
    """Which caseload, which page of it, and what was chosen and typed when the form comes back."""

    key: str
    page: int = 1
    chosen: Collection[str] = ()
    refused: Refusal | None = None


def caseload_list(runtime: Runtime, actor: Actor, wanted: ListRequest) -> CaseloadView:
    """The list, the longest on their step first. Raises :class:`NotFoundError` for somebody else's employee."""
    require(actor, Permission.ASSIGN)
    with runtime.database.read() as session:
        choices = read_choices(session, actor)
        broker_id, name = _owner(choices, wanted.key)
        where = caseload_store.in_caseload(actor.municipality_id, broker_id)
        total = caseload_store.number(session, where)
        running = programmes.of_municipality(session, actor.municipality_id)
        cases = caseload_store.page(session, where, PAGE_SIZE + 1, (wanted.page - 1) * PAGE_SIZE)
    _log(runtime, actor, wanted)
    refused = wanted.refused
    return CaseloadView(
        key=wanted.key,
        name=name,
        total=total,
        cases=tuple(_line(runtime, case, choices, wanted, running) for case in cases[:PAGE_SIZE]),
        page=wanted.page,
        more=len(cases) > PAGE_SIZE,
        form=assignment_fields(choices, runtime.clock.today(), {}, refused),
        nobody_chosen=refused.problems.get("citizen_id") if refused else None,
        can_review=broker_id is not None and total > 0,
        programmes=_programmes(runtime, running, refused),
        programme_problem=refused.problems.get("programme_id") if refused else None,
    )


def _owner(choices: Choices, key: str) -> tuple[int | None, str]:
    if key == NOBODY:
        return None, ""
    found = next((person for person in choices.people if str(person.id) == key), None)
    if found is None or found.id is None:
        raise NotFoundError
    return found.id, found.name


def _programmes(runtime: Runtime, running: Sequence[Programme], refused: Refusal | None) -> tuple[Option, ...]:
    typed = refused.typed.get("programme_id", "") if refused else ""
    found = options(joinable(running, runtime.clock.today()), int(typed) if typed.isdecimal() else None)
    return found if len(running) > 1 else ()


def _line(
    runtime: Runtime, case: Case, choices: Choices, wanted: ListRequest, running: Sequence[Programme]
) -> ChosenCase:
    names = {each.id: each.name for each in running} if len(running) > 1 else {}
    teams = {team.id: team.name for team in choices.teams}
    people = {person.id: person.name for person in choices.people}
    return ChosenCase(
        case=case,
        step_name=step(case.step).short_name if case.step else "",
        days=case.days(runtime.clock.today()),
        team=teams.get(case.team_id, ""),
        caseworker=people.get(case.caseworker_id, ""),
        chosen=case.public_id in wanted.chosen,
        programme=names.get(case.programme_id, ""),
    )


def _log(runtime: Runtime, actor: Actor, wanted: ListRequest) -> None:
    with runtime.database.write() as session:
        detail = f"broker={wanted.key} page={wanted.page}"
        audit.write(session, runtime.clock, AuditAction.CASELOADS_OPENED, actor, detail=detail)
