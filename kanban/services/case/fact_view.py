"""The form for one fact: what is on record, or what was typed with its problems and with what others wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.audit import AuditAction
from kanban.domain.case import CaseFacts
from kanban.domain.danish import show_date
from kanban.domain.deadlines import payslip_months
from kanban.domain.errors import FactConflictError, InvalidInputError, NotFoundError
from kanban.domain.fact import Fact
from kanban.domain.fact_form import FactForm
from kanban.domain.fields import FIELDS, FieldKind, FieldSpec
from kanban.domain.inputs.fact import NEW, FactInput
from kanban.domain.messages import Message, mark
from kanban.domain.permissions import Permission, has_the_case, require
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.board import Option
from kanban.domain.views.case_entries import Provenance
from kanban.domain.views.fact_form import FactFormView
from kanban.domain.views.field_text import show_value
from kanban.domain.views.move_form import FieldView
from kanban.services.case.edit_fact import form_of
from kanban.services.case.fact_entry import current_entry, texts_of
from kanban.services.case.staff_choices import options
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens
from kanban.store import staff as staff_store
from kanban.store.case_file import CaseFile, open_file

DUE = "due"
PREFIX = "fact"
_BEGINS_TODAY = frozenset(
    {"cv_prepared_on", "goal_registered_on", "contacted_on", "valid_from", "received_on", "assigned_on"}
)
_REASON = FieldSpec("reason", mark("Why is it removed?"), FieldKind.LONG_TEXT, max_length=1000)


@dataclass(frozen=True)
class RefusedFact:
    """What was typed, and why it was not stored."""

    typed: Mapping[str, str]
    refusal: InvalidInputError | FactConflictError


def fact_form(
    runtime: Runtime,
    actor: Actor,
    citizen_id: str,
    kind: str,
    asked: Mapping[str, str],
    refused: RefusedFact | None = None,
) -> FactFormView:
    """The form for one kind of fact. ``asked`` is the address's query: ``entry``, or the ``month`` of a payslip.

    Raises :class:`NotFoundError` for a kind or an entry that does not exist, and :class:`ForbiddenError`.
    """
    form = form_of(kind)
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        require(actor, Permission.EDIT_CASE)
        file = open_file(session, citizen)
        people = staff_store.of_municipality(session, actor.municipality_id)
        builder = _Builder(file, form, people, runtime.clock.today(), _Request(actor, asked, refused))
    if refused is None:
        with runtime.database.write() as session:
            action, detail = AuditAction.CASE_OPENED, f"facts {kind}"
            audit.write(session, runtime.clock, action, actor, citizen_id=citizen.id, detail=detail)
    return builder.view()


@dataclass(frozen=True)
class _Request:
    """Who asks for the form, and with what."""

    actor: Actor
    asked: Mapping[str, str]
    refused: RefusedFact | None


class _Builder:
    """Puts one form together; each method makes one part."""

    def __init__(self, file: CaseFile, form: FactForm, people: list[Staff], today: date, request: _Request) -> None:
        actor, asked, refused = request.actor, request.asked, request.refused
        self.file, self.form, self.people, self.today = file, form, people, today
        self.typed = refused.typed if refused else None
        refusal = refused.refusal if refused else None
        self.problems = refusal.by_field() if isinstance(refusal, InvalidInputError) else {}
        self.conflict = refusal if isinstance(refusal, FactConflictError) else None
        self.asked, self.case = asked, file.case
        citizen = file.citizen
        self.has_case = has_the_case(actor, citizen.broker_id, citizen.caseworker_id)
        self.entry, self.fact = self._find((self.typed or asked).get("entry", "").strip())
        self.texts = texts_of(file, form, self.fact) if self.fact else self._begun()
        self.opened = texts_of(file, form, self._opened_on()) if self.conflict else {}

    def view(self) -> FactFormView:
        citizen = self.file.citizen
        fields = tuple(self._field(name) for name in self.form.fields if self.has_case or name != "exemption_kind")
        reason = FieldView(
            _REASON,
            _REASON.label,
            required=False,
            value=(self.typed or {}).get("reason", ""),
            problem=self.problems.get("reason"),
            prefix=PREFIX,
        )
        return FactFormView(
            citizen_id=citizen.public_id,
            citizen_name=citizen.name,
            kind=self.form.kind,
            title=self.form.title,
            entry=self.entry,
            version=self._version(),
            fields=fields,
            recorded=self._recorded(),
            removable=self.form.series and self.fact is not None,
            reason=reason,
            problems=(*(field for field in (*fields, reason) if field.problem), *self._of_the_whole()),
            conflict=self.conflict.message if self.conflict else None,
        )

    def _find(self, entry: str) -> tuple[str, Fact | None]:
        """The entry as the form names it, and the fact it stands for now."""
        if entry == DUE and self.form.kind == "actions":
            entry = _due_action(self.case)
        if entry == NEW and (self.form.parallel or self.form.series):
            return NEW, None
        number = int(entry) if entry.isascii() and entry.isdigit() and len(entry) <= 9 else None
        if entry and number is None:
            raise NotFoundError
        named = FactInput(0, number, begins=False, remove=False, reason="", values={}, problems=())
        fact = current_entry(self.file, self.form, named)
        if fact is None and number is not None and self.typed is None:
            raise NotFoundError
        begins = NEW if self.form.series and number is None else ""
        if self.form.parallel and fact is not None and number is None:
            return str(fact.id), fact
        return entry or begins, fact

    def _begun(self) -> dict[str, str]:
        """What a new entry begins with: today, the hours as they stand, the month that waits, or what was asked for."""
        texts = {name: show_date(self.today) for name in self.form.fields if name in _BEGINS_TODAY}
        if self.form.kind == "hours" and self.case.hours:
            newest = self.case.hours[-1]
            for name in ("paid_hours", "internship_hours"):
                texts[name] = show_value(FIELDS[name], getattr(newest, name))
        if self.form.kind == "payslips":
            texts["month"] = self.asked.get("month") or self._waiting_month()
        return texts

    def _waiting_month(self) -> str:
        noted = {each.month for each in self.case.payslips}
        waiting = (month for month in payslip_months(self.case, self.today) if month not in noted)
        return show_value(FIELDS["month"], next(waiting, None))

    def _version(self) -> int:
        if self.conflict:
            return self.conflict.version
        sent = (self.typed or {}).get("version", "").strip()
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= 9 else self.file.citizen.version

    def _recorded(self) -> Provenance | None:
        if self.fact is None:
            return None
        by = next((person.name for person in self.people if person.id == self.fact.recorded_by), "")
        return Provenance(by, self.fact.recorded_at)

    def _field(self, name: str) -> FieldView:
        spec = self.form.spec(name)
        value, other, kept = self._values(name)
        return FieldView(
            spec=spec,
            label=spec.label,
            required=name in self.form.required,
            value=value,
            options=self._options(spec, value),
            problem=self.problems.get(name),
            theirs=other if kept else None,
            before=None if kept else other,
            prefix=PREFIX,
        )

    def _values(self, name: str) -> tuple[str, str | None, bool]:
        """What stands in the field, the other value where the two differ, and whether what was typed is kept.

        A field the user did not touch takes what somebody else has recorded, with the value it had before beside it.
        """
        typed = (self.typed or {}).get(name, self.texts.get(name, ""))
        if self.conflict is None or name not in (self.typed or {}):
            return typed, None, True
        theirs, opened = self.conflict.theirs.get(name, ""), self.opened.get(name, "")
        if _same(typed, theirs):
            return typed, None, True
        return (theirs, typed, False) if self.opened and _same(typed, opened) else (typed, theirs, True)

    def _opened_on(self) -> Fact | None:
        """The fact as it stood when the form was opened."""
        version, placement = int((self.typed or {})["version"]), getattr(self.fact, "placement", None)
        entry = (self.typed or {}).get("entry", "")
        seen = [
            fact
            for fact in self.file.facts
            if isinstance(fact, self.form.table)
            and fact.base_version < version
            and (fact.withdrawn_version is None or fact.withdrawn_version >= version)
            and (str(fact.id) == entry if self.form.series else getattr(fact, "placement", None) == placement)
        ]
        return max(seen, key=lambda fact: fact.id or 0, default=None)

    def _options(self, spec: FieldSpec, value: str) -> tuple[Option, ...]:
        if spec.kind is FieldKind.STAFF:
            return options(self.people, spec.name, value)
        return tuple(Option(choice.value, choice.label, choice.value == value) for choice in spec.choices)

    def _of_the_whole(self) -> tuple[FieldView, ...]:
        """Problems of the form itself, such as one opened too long ago."""
        spec = FieldSpec("form", self.form.title, FieldKind.TEXT)
        told: list[Message] = [text for name, text in self.problems.items() if name in {"version", "entry"}]
        return tuple(FieldView(spec, spec.label, required=False, problem=text, prefix=PREFIX) for text in told)


def _due_action(case: CaseFacts) -> str:
    waiting = [each for each in case.actions if not each.done_on]
    first = min(waiting, key=lambda each: (each.due_on or date.max, each.id or 0), default=None)
    return str(first.id) if first else NEW


def _same(one: str, other: str) -> bool:
    """Whether two texts of a field say the same; browsers send line ends as two characters."""
    return one.replace("\r\n", "\n").strip() == other.strip()
