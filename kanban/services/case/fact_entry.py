"""Which entry a fact's form is about, what it says now, and whether it has changed since the form was opened."""

from typing import Any

from sqlmodel import Session

from kanban.domain.case import CaseFacts, FieldValue
from kanban.domain.danish import fold
from kanban.domain.errors import FactConflictError, NotFoundError
from kanban.domain.fact import Fact
from kanban.domain.fact_form import FactForm
from kanban.domain.facts import CompanyContact, Outcome, WorkAgreement
from kanban.domain.gathering import standing_facts
from kanban.domain.inputs.fact import FactInput
from kanban.domain.messages import say
from kanban.domain.permissions import has_the_case
from kanban.domain.staff import Actor
from kanban.domain.views.field_text import show_value
from kanban.services.runtime import Runtime
from kanban.store import staff
from kanban.store.case_file import CaseFile


def current_entry(file: CaseFile, form: FactForm, found: FactInput) -> Fact | None:
    """The fact that the form corrects; None when it begins one.

    A named entry that has been corrected meanwhile gives its successor. Raises :class:`NotFoundError` for an entry
    that is not this citizen's.
    """
    ours = [fact for fact in file.facts if isinstance(fact, form.table)]
    named = next((fact for fact in ours if fact.id == found.entry), None) if found.entry is not None else None
    if found.entry is not None and named is None:
        raise NotFoundError
    if isinstance(named, WorkAgreement):
        return file.case.placement(named.placement)
    if form.series:
        standing = [fact for fact in standing_facts(file.facts) if isinstance(fact, form.table)]
        return next((fact for fact in standing if named in versions_of(file, fact)), None)
    if found.begins:
        return None
    newest = (fact for fact in reversed(standing_facts(file.facts)) if isinstance(fact, form.table))
    return file.case.agreement if form.parallel else next(newest, None)


def versions_of(file: CaseFile, fact: Fact) -> list[Fact]:
    """An entry of a series with all that it replaced, the newest first."""
    found = [fact]
    while (replaced := found[-1].replaces_id) is not None:
        earlier = next((each for each in file.facts if type(each) is type(fact) and each.id == replaced), None)
        if earlier is None:
            break
        found.append(earlier)
    return found


def values_of(file: CaseFile, form: FactForm, fact: Fact | None) -> dict[str, Any]:
    """What a fact says, by form field; nothing for none."""
    return {} if fact is None else values_in(file.case, form, fact)


def values_in(case: CaseFacts, form: FactForm, fact: Fact) -> dict[str, Any]:
    """What a fact of a case says, by form field."""
    return {name: _value(case, form, fact, name) for name in form.fields}


def _value(case: CaseFacts, form: FactForm, fact: Fact, name: str) -> Any:  # noqa: ANN401 - a column of any type
    if name in {"company", "company_cvr"} and isinstance(fact, CompanyContact | WorkAgreement | Outcome):
        company = case.company_of(fact)
        return (company.name if name == "company" else company.cvr) if company else ""
    value = getattr(fact, form.column(name))
    return str(value) if name in form.numbers and value is not None else value


def texts_of(file: CaseFile, form: FactForm, fact: Fact | None) -> dict[str, str]:
    """What a fact says as it stands in the form's fields."""
    return {name: show_value(form.spec(name), value) for name, value in values_of(file, form, fact).items()}


def said_before(file: CaseFile, form: FactForm, found: FactInput, actor: Actor) -> bool:
    """Whether the same person said the same since the form was opened: a double click, or a retry after silence."""
    ours = [fact for fact in file.facts if isinstance(fact, form.table)]
    if found.remove:
        return any(
            fact.id == found.entry and fact.withdrawn_by == actor.id and (fact.withdrawn_version or 0) >= found.version
            for fact in ours
        )
    if found.problems or not found.values:
        return False
    mine = [
        fact
        for fact in ours
        if fact.recorded_by == actor.id and fact.base_version >= found.version and fact.withdrawn_at is None
    ]
    return any(_answers(file, form, fact, found) and says(file, form, fact, found) for fact in mine)


def _answers(file: CaseFile, form: FactForm, fact: Fact, found: FactInput) -> bool:
    """Whether a fact may be what the form gave: the named entry's next version, or a beginning."""
    if isinstance(fact, WorkAgreement):
        same = [each for each in file.facts if isinstance(each, WorkAgreement) and each.placement == fact.placement]
        earlier = [each.id for each in same if (each.id or 0) < (fact.id or 0)]
        begins = found.begins
    else:
        earlier = [each.id for each in versions_of(file, fact)[1:]]
        begins = form.series and found.entry is None
    if begins:
        return not earlier
    return found.entry in earlier if found.entry is not None and (form.series or form.parallel) else True


def says(file: CaseFile, form: FactForm, fact: Fact | None, found: FactInput) -> bool:
    """Whether a fact says all that was sent, a field sent empty being what the table holds for nothing."""
    if fact is None:
        return False
    said = values_of(file, form, fact)
    return all(_is_said(form, name, said[name], value) for name, value in found.values.items())


def _is_said(form: FactForm, name: str, said: FieldValue, value: FieldValue) -> bool:
    if name == "company":
        return fold(str(said or "")) == fold(str(value or ""))
    if name == "company_cvr":
        return not value or said == value
    return said == (form.table.model_fields[form.column(name)].default if value is None else value)


def refuse_stale(
    session: Session, runtime: Runtime, actor: Actor, file: CaseFile, form: FactForm, found: FactInput
) -> None:
    """Raise :class:`FactConflictError` when the fact says something else than when the form was opened.

    Who has sent what stands now anyway is not in conflict. The kind of an exemption is told only to those with the
    case.
    """
    current = current_entry(file, form, found)
    newest = _changes_since(file, form, found, current)
    if not newest or (not found.remove and says(file, form, current, found)):
        return
    at, by = max(newest, key=lambda change: change[0])
    people = staff.names(session, [by])
    who = people[by].name if by in people else say("an import")
    message = say("%(who)s changed this on %(when)s. Choose which values count", who=who, when=runtime.clock.local(at))
    theirs = texts_of(file, form, current)
    if not has_the_case(actor, file.citizen.broker_id, file.citizen.caseworker_id):
        theirs.pop("exemption_kind", None)
    raise FactConflictError(message, theirs, file.citizen.version)


def _changes_since(file: CaseFile, form: FactForm, found: FactInput, current: Fact | None) -> list[Any]:
    """When and by whom the fact was recorded or withdrawn since the form's version; none for a new entry."""
    if found.entry is None and (form.series or found.begins):
        return []
    related = [fact for fact in file.facts if isinstance(fact, form.table) and _same(form, fact, current, found)]
    recorded = [(fact.recorded_at, fact.recorded_by) for fact in related if fact.base_version >= found.version]
    withdrawn = [
        (fact.withdrawn_at, fact.withdrawn_by)
        for fact in related
        if fact.withdrawn_version is not None and fact.withdrawn_version >= found.version
    ]
    return recorded + withdrawn


def _same(form: FactForm, fact: Fact, current: Fact | None, found: FactInput) -> bool:
    """Whether a fact is the one the form is about: a single fact's version, a placement's, or the named entry's.

    A form that names no placement was opened on the one that counted then: any of them may have been that.
    """
    if form.series:
        return fact.id == found.entry or fact is current
    if found.entry is not None and isinstance(fact, WorkAgreement) and isinstance(current, WorkAgreement):
        return fact.placement == current.placement
    return True
