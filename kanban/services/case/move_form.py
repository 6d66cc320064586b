"""The form for a move: the target step's fields, prefilled with what is on record, or as typed with its problems."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.case import Known, known_for, source_of
from kanban.domain.citizen import Citizen
from kanban.domain.danish import show_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.fields import FIELDS, FieldKind, FieldSpec, spec_on
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Staff
from kanban.domain.steps import OUT, OUT_STEP, STEPS, Step, direction, is_step, parse_target, step
from kanban.domain.transition import needs_reason
from kanban.domain.views.board import Option
from kanban.domain.views.field_text import show_value
from kanban.domain.views.move_form import FieldView, MoveFormView
from kanban.services.case.staff_choices import options
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens
from kanban.store import staff as staff_store
from kanban.store.case_file import CaseFile, open_file


@dataclass(frozen=True)
class RefusedForm:
    """What was typed and why it was refused; without problems what is to be kept while the form changes."""

    typed: Mapping[str, str]
    problems: InvalidInputError | None = None


def move_form(
    runtime: Runtime,
    actor: Actor,
    citizen_id: str,
    to_step: str,
    refused: RefusedForm | None = None,
    return_query: str = "",
) -> MoveFormView:
    """The form for one citizen and target; without a target, or with a refused one, the next step towards the goal.

    ``return_query`` is the board's address part to come back to. Raises :class:`NotFoundError`,
    :class:`ForbiddenError`, and :class:`InvalidInputError` for a step that does not exist.
    """
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.MOVE_CITIZEN)
        file = open_file(session, citizen)
        view = view_in(session, runtime, actor, file, to_step, refused)
    if refused is None:
        _log_opened(runtime, actor, citizen)
    return replace(view, return_query=return_query)


def view_in(
    session: Session,
    runtime: Runtime,
    actor: Actor,
    file: CaseFile,
    to_step: str,
    refused: RefusedForm | None = None,
) -> MoveFormView:
    """The form for the citizen whose file is open; raises :class:`InvalidInputError` as :func:`move_form` does."""
    target = _target(to_step, file.citizen.current_step, refused=refused is not None)
    people = _people(session, actor, target)
    return _FormBuilder(file, target, people, runtime.clock.today(), refused).view()


class _FormBuilder:
    """Puts one form together; each method makes one part."""

    def __init__(
        self, file: CaseFile, target: Step, people: list[Staff], today: date, refused: RefusedForm | None
    ) -> None:
        self.file, self.target, self.people, self.today = file, target, people, today
        self.typed: Mapping[str, str] | None = refused.typed if refused else None
        self.problems: Mapping[str, Message] = refused.problems.by_field() if refused and refused.problems else {}
        self.known = known_for(file.case, target.number, today)

    def view(self) -> MoveFormView:
        citizen, latest = self.file.citizen, self.file.latest
        fields = self._fields()
        effective_on = self._plain("effective_on", required=True, default=show_date(self.today))
        note = self._plain("note", required=False)
        setback = needs_reason(citizen.current_step, self.target.number)
        reason = self._plain("reason", required=True) if setback else None
        shown = (*fields, *((reason,) if reason else ()), effective_on, note, self._whole_form())
        return MoveFormView(
            citizen_id=citizen.public_id,
            citizen_name=citizen.name,
            version=self._version(),
            from_step=step(citizen.current_step) if citizen.current_step is not None else None,
            to_step=self.target,
            direction=direction(citizen.current_step, self.target.number),
            targets=tuple(each for each in (*STEPS, OUT_STEP) if each.number != citizen.current_step),
            fields=fields,
            effective_on=effective_on,
            note=note,
            reason=reason,
            earliest=latest.effective_on if latest else None,
            today=self.today,
            problems=tuple(field for field in shown if field.problem),
        )

    def _fields(self) -> tuple[FieldView, ...]:
        target = self.target
        return tuple(self._field(spec_on(target, name), required=name in target.required) for name in target.fields)

    def _version(self) -> int:
        sent = (self.typed or {}).get("version", "")
        return int(sent) if sent.isascii() and sent.isdigit() else self.file.citizen.version

    def _whole_form(self) -> FieldView:
        problem = self.problems.get("to_step") or self.problems.get("version")
        spec = FieldSpec("to_step", "Move to", FieldKind.CHOICE)
        return FieldView(spec, spec.label, required=True, problem=problem)

    def _field(self, spec: FieldSpec, *, required: bool) -> FieldView:
        known = self.known.get(spec.name)
        value = self._value(spec, known)
        return FieldView(
            spec=spec,
            label=self.target.labels.get(spec.name, spec.label),
            required=required,
            value=value,
            options=self._options(spec, value),
            known_from=source_of(known) if known and self.typed is None else None,
            problem=self.problems.get(spec.name),
        )

    def _plain(self, name: str, *, required: bool, default: str = "") -> FieldView:
        spec = FIELDS[name]
        value = default if self.typed is None else self.typed.get(name, "")
        return FieldView(spec, spec.label, required, value, problem=self.problems.get(name))

    def _value(self, spec: FieldSpec, known: Known | None) -> str:
        if self.typed is not None and spec.name in self.typed:
            return self.typed[spec.name]
        return show_value(spec, known.value) if known else ""

    def _options(self, spec: FieldSpec, value: str) -> tuple[Option, ...]:
        if spec.kind is FieldKind.STAFF:
            return options(self.people, spec.name, value)
        return tuple(Option(choice.value, choice.label, choice.value == value) for choice in spec.choices)


def _log_opened(runtime: Runtime, actor: Actor, citizen: Citizen) -> None:
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail="move form")


def _target(to_step: str, current: int | None, *, refused: bool) -> Step:
    number = parse_target(to_step)
    if number is None and (refused or not to_step.strip()):
        return step(_next(current))
    if number is None:
        raise InvalidInputError((FieldProblem("to_step", say("There is no such step. Choose one from 8 to 1")),))
    return step(number)


def _next(current: int | None) -> int:
    if current is None or current == OUT:
        return STEPS[0].number
    return current - 1 if is_step(current - 1) else OUT


def _people(session: Session, actor: Actor, target: Step) -> list[Staff]:
    if not any(FIELDS[name].kind is FieldKind.STAFF for name in target.fields):
        return []
    return staff_store.of_municipality(session, actor.municipality_id)
