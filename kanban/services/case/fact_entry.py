"""Which entry a fact's form is about, what it says now, and whether it has changed since the form was opened."""

from typing import Any

from sqlmodel import Session

from kanban.domain.case import CaseFacts, standing_facts
from kanban.domain.errors import FactConflictError, NotFoundError
from kanban.domain.fact import Fact
from kanban.domain.fact_form import FactForm
from kanban.domain.facts import CompanyContact, Outcome, WorkAgreement
from kanban.domain.inputs.fact import FactInput
from kanban.domain.messages import say
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
    if found.entry is not None:
        named = next((fact for fact in ours if fact.id == found.entry), None)
        if named is None:
            raise NotFoundError
        return _as_it_stands(file, form, named)
    if form.series or found.begins:
        return None
    return next(reversed([fact for fact in standing_facts(file.facts) if isinstance(fact, form.table)]), None)


def _as_it_stands(file: CaseFile, form: FactForm, named: Fact) -> Fact | None:
    if isinstance(named, WorkAgreement):
        return file.case.placement(named.placement)
    standing = {fact.id: fact for fact in standing_facts(file.facts) if isinstance(fact, form.table)}
    found: Fact | None = named
    while found is not None and found.id not in standing:
        found = next((fact for fact in file.facts if type(fact) is type(named) and fact.replaces_id == found.id), None)
    return found


def values_of(file: CaseFile, form: FactForm, fact: Fact | None) -> dict[str, Any]:
    """What a fact says, by form field; nothing for none."""
    if fact is None:
        return {}
    return {name: _value(file.case, form, fact, name) for name in form.fields}


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
    mine = [fact for fact in file.facts if isinstance(fact, form.table)]
    if found.remove:
        return any(fact.id == found.entry and fact.withdrawn_by == actor.id for fact in mine)
    later = [fact for fact in mine if fact.recorded_by == actor.id and fact.base_version >= found.version]
    return bool(found.values) and any(_says(file, form, fact, found) for fact in later if fact.withdrawn_at is None)


def _says(file: CaseFile, form: FactForm, fact: Fact, found: FactInput) -> bool:
    said = values_of(file, form, fact)
    return all((said[name] or None) == (value or None) for name, value in found.values.items())


def refuse_stale(session: Session, runtime: Runtime, file: CaseFile, form: FactForm, found: FactInput) -> None:
    """Raise :class:`FactConflictError` when the fact has changed since the form was opened."""
    current = current_entry(file, form, found)
    newest = _changes_since(file, form, found, current)
    if not newest:
        return
    at, by = max(newest, key=lambda change: change[0])
    people = staff.names(session, [by])
    who = people[by].name if by in people else say("an import")
    message = say("%(who)s changed this on %(when)s. Choose which values count", who=who, when=runtime.clock.local(at))
    raise FactConflictError(message, texts_of(file, form, current), file.citizen.version)


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
    """Whether a fact is the one the form is about: a single fact's version, a placement's, or the named entry's."""
    if form.series:
        return fact.id == found.entry or fact is current
    if isinstance(fact, WorkAgreement) and isinstance(current, WorkAgreement):
        return fact.placement == current.placement
    return True
