"""The register of companies, and what is offered while one types."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import say
from kanban.domain.permissions import Permission
from kanban.services.companies.change_company import Corrected, change_company, record_person
from kanban.services.companies.company_page import company_page, person_form, register
from kanban.services.companies.suggest import (
    suggest_benefits,
    suggest_companies,
    suggest_markings,
    suggest_people,
)
from kanban.services.refusal import Refusal
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("companies", __name__)


@blueprint.get("/companies")
@guarded(Permission.SEE_BOARD)
def page() -> ResponseReturnValue:
    """The register, a page at a time; one that can't be read is the first."""
    number = request.args.get("page", default=1, type=int)
    view = register(runtime(), actor(), request.args.get("q", "").strip()[:200], number)
    return fragments.render("companies/register.html", register=view)


@blueprint.get("/companies/suggest")
@guarded(Permission.SEE_BOARD)
def suggest() -> ResponseReturnValue:
    """Companies to choose from, or with ``of=person`` those one talks with at ``company``."""
    typed, company = request.args.get("q", ""), request.args.get("company", "")
    if request.args.get("of") == "person":
        found = suggest_people(runtime(), actor(), company, typed)
    else:
        found = suggest_companies(runtime(), actor(), typed)
    return fragments.render("companies/_suggestions.html", suggestions=found)


@blueprint.get("/markings/suggest")
@guarded(Permission.SEE_BOARD)
def markings() -> ResponseReturnValue:
    """Markings to choose from."""
    found = suggest_markings(runtime(), actor(), request.args.get("q", ""))
    return fragments.render("companies/_suggestions.html", suggestions=found)


@blueprint.get("/benefits/suggest")
@guarded(Permission.SEE_BOARD)
def benefits() -> ResponseReturnValue:
    """Benefits to choose from."""
    found = suggest_benefits(runtime(), actor(), request.args.get("q", ""))
    return fragments.render("companies/_suggestions.html", suggestions=found)


@blueprint.get("/companies/<int:number>")
@guarded(Permission.SEE_BOARD)
def show(number: int) -> ResponseReturnValue:
    """One company."""
    return fragments.render("companies/company.html", company=company_page(runtime(), actor(), number))


@blueprint.post("/companies/<int:number>")
@guarded(Permission.SEE_BOARD)
def change(number: int) -> ResponseReturnValue:
    """Correct name and CVR number."""
    try:
        done = change_company(runtime(), actor(), number, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        view = company_page(runtime(), actor(), number, Refusal(refusal, request.form))
        return fragments.render("companies/company.html", status_of(refusal), company=view)
    return _back(number, done)


@blueprint.get("/companies/<int:number>/people/new")
@guarded(Permission.SEE_BOARD)
def new_person(number: int) -> ResponseReturnValue:
    """The form for somebody one has not talked with before."""
    return fragments.render("companies/person.html", person=person_form(runtime(), actor(), number, None))


@blueprint.post("/companies/<int:number>/people")
@guarded(Permission.SEE_BOARD)
def add_person(number: int) -> ResponseReturnValue:
    """Note somebody one talks with."""
    return _record(number, None)


@blueprint.get("/companies/<int:number>/people/<int:person>")
@guarded(Permission.SEE_BOARD)
def show_person(number: int, person: int) -> ResponseReturnValue:
    """The form for somebody one talks with."""
    return fragments.render("companies/person.html", person=person_form(runtime(), actor(), number, person))


@blueprint.post("/companies/<int:number>/people/<int:person>")
@guarded(Permission.SEE_BOARD)
def change_person(number: int, person: int) -> ResponseReturnValue:
    """Correct what stands about somebody."""
    return _record(number, person)


def _record(number: int, person: int | None) -> ResponseReturnValue:
    try:
        done = record_person(runtime(), actor(), number, person, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        refused = Refusal(refusal, request.form)
        view = person_form(runtime(), actor(), number, person, refused)
        return fragments.render("companies/person.html", status_of(refusal), person=view)
    return _back(number, done)


def _back(number: int, done: Corrected) -> ResponseReturnValue:
    saved = say("%(name)s is saved", name=done.name)
    flash(words.text(saved if done.changed else say("Nothing was changed")))
    return fragments.go(url_for("companies.show", number=number))
