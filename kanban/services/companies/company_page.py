"""The register of companies, one company, and the form for somebody one talks with there (R-CO-2)."""

from collections.abc import Mapping

from kanban.domain.citizen import Citizen
from kanban.domain.company import Company, CompanyPerson
from kanban.domain.danish import sort_key
from kanban.domain.field_spec import FieldSpec
from kanban.domain.inputs.company import COMPANY_FIELDS, PERSON_FIELDS, REQUIRED, fingerprint
from kanban.domain.inputs.opening import state_label
from kanban.domain.job_opening import OpeningState, OpeningVersion
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.steps import step
from kanban.domain.views.companies import (
    CitizenThere,
    CompanyRow,
    CompanyView,
    FormView,
    OpeningLine,
    PersonFormView,
    PersonView,
    RegisterView,
)
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.openings import hours_text
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import companies, company_cases, company_search, openings

ROWS = 50


def register(runtime: Runtime, actor: Actor, q: str, page: int) -> RegisterView:
    """A page of the register; ``page`` counts from 1, and one beyond the last gives the last."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        found = company_search.matching(session, actor.municipality_id, q)
        names = sorted(found, key=lambda each: (sort_key(each[1]), each[0]))
        pages = max(1, -(-len(names) // ROWS))
        number = min(max(page, 1), pages)
        ids = [company_id for company_id, _ in names[(number - 1) * ROWS : number * ROWS]]
        shown = {each.id: each for each in companies.by_ids(session, ids)}
        people = companies.people_at(session, ids)
        there = company_cases.number_there(session, ids, runtime.clock.today())
    rows = tuple(
        CompanyRow(each, shown[each].name, shown[each].cvr, _names(people.get(each, [])), there.get(each, 0))
        for each in ids
    )
    return RegisterView(rows, q, len(names), number, pages)


def company_page(runtime: Runtime, actor: Actor, company_id: int, refused: Refusal | None = None) -> CompanyView:
    """One company. Raises :class:`NotFoundError` outside the actor's municipality."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        company = companies.get(session, actor, company_id)
        people = companies.people_at(session, [company_id]).get(company_id, [])
        there = company_cases.citizens_there(session, company_id, runtime.clock.today())
        noted = openings.of_company(session, company_id)
    return CompanyView(
        id=company_id,
        name=company.name,
        cvr=company.cvr,
        people=tuple(PersonView(each.id or 0, each.name, each.title, each.phone, each.email) for each in people),
        there=tuple(map(_citizen, there)),
        form=_form(COMPANY_FIELDS, said_of_company(company), refused),
        may_change=may(actor, Permission.EDIT_CASE),
        openings=tuple(map(_opening, noted)),
        may_share=may(actor, Permission.SHARE_OPENINGS),
    )


def person_form(
    runtime: Runtime, actor: Actor, company_id: int, person_id: int | None, refused: Refusal | None = None
) -> PersonFormView:
    """The form for somebody at a company. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    require(actor, Permission.EDIT_CASE)
    with runtime.database.read() as session:
        company = companies.get(session, actor, company_id)
        person = companies.person(session, company_id, person_id) if person_id is not None else None
    stands = said_of_person(person)
    return PersonFormView(company_id, company.name, person_id, stands["person"], _form(PERSON_FIELDS, stands, refused))


def said_of_company(company: Company) -> dict[str, str]:
    """What stands about a company, by form field."""
    return {"company": company.name, "company_cvr": company.cvr}


def said_of_person(person: CompanyPerson | None) -> dict[str, str]:
    """What stands about somebody at a company, by form field; empty for somebody new."""
    if person is None:
        return dict.fromkeys((spec.name for spec in PERSON_FIELDS), "")
    return {"person": person.name, "title": person.title, "phone": person.phone, "email": person.email}


def _form(specs: tuple[FieldSpec, ...], stands: Mapping[str, str], refused: Refusal | None) -> FormView:
    typed = refused.typed if refused else {}
    conflict = refused.conflict if refused else None
    fields = tuple(
        FieldView(
            spec,
            spec.label,
            spec.name in REQUIRED,
            typed.get(spec.name, stands[spec.name]),
            problem=refused.problem(spec.name) if refused else None,
            theirs=stands[spec.name] if conflict and typed.get(spec.name) != stands[spec.name] else None,
        )
        for spec in specs
    )
    wrong = tuple(view for view in fields if view.problem)
    return FormView(fields, fingerprint(stands), wrong, conflict)


def _names(people: list[CompanyPerson]) -> tuple[str, ...]:
    return tuple(person.name for person in people)


def _opening(version: OpeningVersion) -> OpeningLine:
    return OpeningLine(
        id=version.opening_id,
        tasks=version.tasks,
        hours=hours_text(version.minutes_from, version.minutes_to),
        found_on=version.found_on,
        open=version.state == OpeningState.OPEN,
        state=state_label(version.state),
    )


def _citizen(citizen: Citizen) -> CitizenThere:
    where = step(citizen.current_step) if citizen.current_step is not None else None
    return CitizenThere(citizen.public_id, citizen.name, citizen.name_protected, where, citizen.step_since)
