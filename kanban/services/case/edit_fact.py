"""Recording and correcting one fact of a case: the one place where every fact's form ends.

Nothing is overwritten: a correction is a further version, and what it corrects stays with who said it when.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.case import OF_THE_COMPANY, FieldValue
from kanban.domain.danish import fold
from kanban.domain.errors import FieldProblem, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.fact import Fact
from kanban.domain.fact_form import EXEMPTION, FACT_FORMS, FactForm
from kanban.domain.facts import WorkAgreement
from kanban.domain.inputs.fact import FactInput, check_fact, check_removal, read_fact
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, has_the_case, require
from kanban.domain.staff import Actor
from kanban.services.case.fact_effects import bring_in_line, follow_from
from kanban.services.case.fact_entry import current_entry, refuse_stale, said_before, values_of, versions_of
from kanban.services.case.record_facts import new_version, sign_for
from kanban.services.case.staff_choices import check_staff
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, companies
from kanban.store.case_file import CaseFile, open_file, save


@dataclass(frozen=True)
class Edited:
    """Whose fact was recorded, and whether anything was stored: saying what already stands stores nothing."""

    citizen_id: str
    citizen_name: str
    kind: str
    step: int | None
    changed: bool
    removed: bool = False


def form_of(kind: str) -> FactForm:
    """The form with this name. Raises :class:`NotFoundError` when there is none."""
    if kind not in FACT_FORMS:
        raise NotFoundError
    return FACT_FORMS[kind]


def edit_fact(runtime: Runtime, actor: Actor, citizen_id: str, kind: str, raw: Mapping[str, str]) -> Edited:
    """Record a new fact or correct one on record, in one transaction.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError` (fields), and
    :class:`FactConflictError` with what stands now when somebody else changed the same fact since the form was
    opened. Whatever is raised, nothing is stored.
    """
    form = form_of(kind)
    with runtime.database.write() as session:
        citizen = citizens.get(session, actor, citizen_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        file = open_file(session, citizen)
        found = read_fact(form, raw, runtime.clock.today())
        if found.version > citizen.version:
            raise InvalidInputError(
                (FieldProblem("version", say("The form is incomplete. Open it again from the card")),)
            )
        return _Edit(session, runtime, actor, file, form).take(found)


class _Edit:
    """One submission on its way into the case."""

    def __init__(self, session: Session, runtime: Runtime, actor: Actor, file: CaseFile, form: FactForm) -> None:
        self._session, self._runtime, self._actor = session, runtime, actor
        self._file, self._form = file, form

    def take(self, found: FactInput) -> Edited:
        """Check and store it."""
        self._check_right(found)
        if said_before(self._file, self._form, found, self._actor):
            return self._edited(changed=False)
        current = current_entry(self._file, self._form, found)
        refuse_stale(self._session, self._runtime, self._actor, self._file, self._form, found)
        if found.entry is not None and current is None:
            raise NotFoundError
        if found.remove:
            return self._remove(found, current)
        before = values_of(self._file, self._form, current)
        found = self._with_what_follows(found, before)
        check_fact(self._form, found, before)
        check_staff(self._session, self._actor, found.values)
        fact = self._next(found, before, current)
        if fact is None:
            return self._edited(changed=False)
        self._store(fact, current)
        return self._edited(changed=True)

    def _check_right(self, found: FactInput) -> None:
        citizen = self._file.citizen
        if "exemption_kind" in found.values and not has_the_case(self._actor, citizen.broker_id, citizen.caseworker_id):
            raise ForbiddenError(say("Only those with the case may state the kind of exemption"))

    def _with_what_follows(self, found: FactInput, before: Mapping[str, Any]) -> FactInput:
        """Another company has another contact person and number, and only an exemption has a kind."""
        values = dict(found.values)
        if "company" in values and not _same_company(values["company"], before):
            dependent = OF_THE_COMPANY & set(self._form.fields)
            values = {**dict.fromkeys(dependent), **values}
        if values.get("marking") not in {None, EXEMPTION} and before.get("exemption_kind"):
            values.setdefault("exemption_kind", None)
        return replace(found, values=values)

    def _next(self, found: FactInput, before: Mapping[str, Any], current: Fact | None) -> Fact | None:
        form = self._form
        given: dict[str, Any] = {
            form.column(name): int(str(value)) if name in form.numbers and value is not None else value
            for name, value in found.values.items()
            if name not in {"company", "company_cvr"}
        }
        given |= self._company(found, before, current)
        if form.table is WorkAgreement:
            given["placement"] = self._placement(current)
        return new_version(form.table, current, given, keep_rest=True)

    def _company(self, found: FactInput, before: Mapping[str, Any], current: Fact | None) -> dict[str, int]:
        """The company by its id, made when missing; its contact person is remembered in the register.

        The same name without a number, or with the number on record, is the company on record.
        """
        if not {"company", *OF_THE_COMPANY} & found.values.keys() & set(self._form.fields):
            return {}
        stands = {**before, **found.values}
        name, cvr = str(stands.get("company") or ""), str(stands.get("company_cvr") or "")
        now, company_id = self._runtime.clock.now(), getattr(current, "company_id", None)
        if company_id is None or not _same_company(name, before) or cvr not in {"", before.get("company_cvr")}:
            company_id = companies.ensure(self._session, self._file.citizen.municipality_id, name, cvr, now)
        if stands.get("contact_person"):
            companies.ensure_person(self._session, company_id, str(stands["contact_person"]), now)
        return {"company_id": company_id}

    def _placement(self, current: Fact | None) -> int:
        if isinstance(current, WorkAgreement):
            return current.placement
        return max((fact.placement for fact in self._file.facts if isinstance(fact, WorkAgreement)), default=0) + 1

    def _store(self, fact: Fact, current: Fact | None) -> None:
        now = self._runtime.clock.now()
        if self._form.series and current is not None:
            fact.replaces_id = current.id
        today = self._runtime.clock.today()
        added = [fact, *follow_from(self._file, fact, today)]
        for each in added:
            sign_for(each, self._file, now, self._actor.id)
        self._file.facts.extend(added)
        bring_in_line(self._file, current, today)
        self._finish(AuditAction.FACT_RECORDED)

    def _remove(self, found: FactInput, current: Fact | None) -> Edited:
        """Withdraw an entry with the versions it replaced: none of them comes back in its place."""
        if current is None:
            raise NotFoundError
        check_removal(found)
        for fact in versions_of(self._file, current):
            if fact.withdrawn_at is None:
                fact.withdrawn_at, fact.withdrawn_by = self._runtime.clock.now(), self._actor.id
                fact.withdrawn_version, fact.withdrawn_reason = self._file.citizen.version, found.reason
        bring_in_line(self._file, current, self._runtime.clock.today())
        self._finish(AuditAction.FACT_WITHDRAWN)
        return self._edited(changed=True, removed=True)

    def _finish(self, action: AuditAction) -> None:
        save(self._session, self._file)
        citizen_id = self._file.citizen.id
        audit.write(
            self._session, self._runtime.clock, action, self._actor, citizen_id=citizen_id, detail=self._form.kind
        )

    def _edited(self, *, changed: bool, removed: bool = False) -> Edited:
        citizen = self._file.citizen
        return Edited(citizen.public_id, citizen.name, self._form.kind, citizen.current_step, changed, removed)


def _same_company(name: FieldValue, before: Mapping[str, Any]) -> bool:
    return fold(str(name or "")) == fold(str(before.get("company") or ""))
