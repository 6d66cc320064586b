"""The fields of a hand-over, and the form for one citizen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.danish import show_date
from kanban.domain.inputs.assignment import NAMES, TEAM, spec_of
from kanban.domain.organisation import Team
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.board import Option
from kanban.domain.views.caseloads import AssignmentForm, OneAssignmentView
from kanban.domain.views.move_form import FieldView
from kanban.services.case.staff_choices import options
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, organisation
from kanban.store import staff as staff_store


@dataclass(frozen=True)
class Choices:
    """Who and what can be chosen in a municipality."""

    people: list[Staff]
    teams: list[Team]

    def options(self, name: str, value: str) -> tuple[Option, ...]:
        """The entries of one field's select."""
        if name == TEAM.name:
            return tuple(Option(str(team.id), team.name, str(team.id) == value) for team in self.teams)
        return options(self.people, name, value) if name.endswith("_id") else ()


def read_choices(session: Session, actor: Actor) -> Choices:
    """The municipality's people and teams."""
    people = staff_store.of_municipality(session, actor.municipality_id)
    return Choices(people, organisation.teams(session, actor.municipality_id))


def assignment_fields(
    choices: Choices, today: date, known: Mapping[str, str], refused: Refusal | None
) -> AssignmentForm:
    """The fields as typed, or with what is known; ids begin with ``a`` to stay apart from other forms' ids."""
    typed = refused.typed if refused else {"assigned_on": show_date(today), **known}
    problems = refused.problems if refused else {}
    fields = []
    for name in NAMES:
        spec, value = spec_of(name), typed.get(name, "")
        required = name == "broker_id"
        shown, problem = choices.options(name, value), problems.get(name)
        fields.append(FieldView(spec, spec.label, required, value, shown, problem=problem, prefix="a"))
    return AssignmentForm(tuple(fields), refused.conflict if refused else None)


def assignment_form(
    runtime: Runtime, actor: Actor, citizen_id: str, refused: Refusal | None = None
) -> OneAssignmentView:
    """The form for one citizen. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.ASSIGN)
        choices = read_choices(session, actor)
    if refused is None:
        with runtime.database.write() as session:
            detail = "assignment form"
            audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail=detail)
    known = {name: str(getattr(citizen, name) or "") for name in ("broker_id", "caseworker_id")}
    form = assignment_fields(choices, runtime.clock.today(), known, refused)
    return OneAssignmentView(citizen.public_id, citizen.name, citizen.version, form)
