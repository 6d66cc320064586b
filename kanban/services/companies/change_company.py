"""Correcting the register of companies: names, numbers and those one talks with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.company import Company, CompanyPerson
from kanban.domain.danish import fold
from kanban.domain.errors import ConflictError, FieldProblem, InvalidInputError
from kanban.domain.inputs.company import fingerprint, read_company, read_person
from kanban.domain.messages import say
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.services.companies.company_page import said_of_company, said_of_person
from kanban.services.runtime import Runtime
from kanban.store import audit, companies, company_cases, live


@dataclass(frozen=True)
class Corrected:
    """What is called how now, and whether anything was stored."""

    name: str
    changed: bool


def change_company(runtime: Runtime, actor: Actor, company_id: int, raw: Mapping[str, str]) -> Corrected:
    """Correct a company's name and CVR number; the cards of all who have to do with it follow in the same transaction.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError`, and :class:`ConflictError` when
    somebody else corrected it since the form was opened.
    """
    with runtime.database.write() as session:
        company = companies.get(session, actor, company_id)
        require(actor, Permission.EDIT_CASE)
        wanted = read_company(raw)
        concerned = company_cases.lock_cases(session, company_id)
        session.refresh(company)
        stands = said_of_company(company)
        if wanted == stands:
            return Corrected(company.name, changed=False)
        _refuse_stale(raw, stands)
        _refuse_double(session, company, wanted)
        company.cvr = wanted["company_cvr"]
        companies.rename(session, company, wanted["company"])
        company_cases.rewrite_cards(session, concerned)
        live.tell(session, live.many_changed(company.municipality_id))
        _audit(session, runtime, actor, company)
        return Corrected(company.name, changed=True)


def record_person(
    runtime: Runtime, actor: Actor, company_id: int, person_id: int | None, raw: Mapping[str, str]
) -> Corrected:
    """Note somebody one talks with at a company, or correct what stands about them; raises as for a company."""
    with runtime.database.write() as session:
        company = companies.get(session, actor, company_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        wanted = read_person(raw)
        people = companies.people_at(session, [company_id]).get(company_id, [])
        person = companies.person(session, company_id, person_id) if person_id is not None else None
        if any(said_of_person(each) == wanted for each in ([person] if person else people)):
            return Corrected(wanted["person"], changed=False)
        if person:
            _refuse_stale(raw, said_of_person(person))
        _refuse_namesake(people, person_id, wanted["person"])
        session.add(_with(person or _new(company_id, runtime.clock.now()), wanted))
        _audit(session, runtime, actor, company)
        return Corrected(wanted["person"], changed=True)


def _new(company_id: int, now: datetime) -> CompanyPerson:
    return CompanyPerson(company_id=company_id, name="", search_name="", created_at=now)


def _with(person: CompanyPerson, wanted: Mapping[str, str]) -> CompanyPerson:
    person.name, person.search_name = wanted["person"], fold(wanted["person"])
    person.title, person.phone, person.email = wanted["title"], wanted["phone"], wanted["email"]
    return person


def _audit(session: Session, runtime: Runtime, actor: Actor, company: Company) -> None:
    audit.write(session, runtime.clock, AuditAction.COMPANY_CHANGED, actor, detail=f"company={company.id}")


def _refuse_stale(raw: Mapping[str, str], stands: Mapping[str, str]) -> None:
    if raw.get("seen", "") != fingerprint(stands):
        raise ConflictError(say("Somebody else has changed this. Choose which values count"))


def _refuse_double(session: Session, company: Company, wanted: Mapping[str, str]) -> None:
    for other in companies.same_named(session, company.municipality_id, wanted["company"]):
        if other.id != company.id and other.cvr == wanted["company_cvr"]:
            raise InvalidInputError((FieldProblem("company", say("The register has this company already")),))


def _refuse_namesake(people: list[CompanyPerson], person_id: int | None, name: str) -> None:
    if any(each.id != person_id and each.search_name == fold(name) for each in people):
        raise InvalidInputError((FieldProblem("person", say("Somebody of that name is on the list already")),))
