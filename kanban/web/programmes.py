"""The municipality's programmes, and putting citizens into one."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, DomainError, InvalidInputError
from kanban.domain.messages import Message, say, say_count
from kanban.domain.permissions import Permission
from kanban.services.caseload.caseload_list import ListRequest, caseload_list
from kanban.services.programmes.give_programme import Given, give_programme, member_form
from kanban.services.programmes.programmes_page import RefusedProgramme, programmes_page
from kanban.services.programmes.set_programme import set_programme
from kanban.services.refusal import Refusal
from kanban.web import addresses, fragments, words
from kanban.web.caseloads import page_number
from kanban.web.errors import status_of
from kanban.web.given import given
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("programmes", __name__)


@blueprint.get("/programmes")
@guarded(Permission.SET_UP)
def page() -> ResponseReturnValue:
    """A form for each programme and one for a new one."""
    return fragments.render("programmes/page.html", page=programmes_page(runtime(), actor()))


@blueprint.post("/programmes/<number>")
@guarded(Permission.SET_UP)
def change(number: str) -> ResponseReturnValue:
    """Store one programme, 0 being a new one: back to the page, or the page with what is to be put right."""
    try:
        changed = set_programme(runtime(), actor(), number, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        view = programmes_page(runtime(), actor(), RefusedProgramme(number, request.form, refusal))
        return fragments.render("programmes/page.html", status_of(refusal), page=view)
    flash(words.text(say("The programmes are saved") if changed else say("Nothing was changed")))
    return fragments.go(url_for("programmes.page"))


@blueprint.post("/programmes/members")
@guarded(Permission.ASSIGN)
def give() -> ResponseReturnValue:
    """Put the chosen citizens of a caseload into a programme: back to the list, or the list with what is wrong."""
    chosen = {each: request.form.get(f"programme-{each}", "") for each in request.form.getlist("citizen_id")}
    key, number = request.form.get("from", ""), page_number(request.form.get("page", ""))
    try:
        done = give_programme(runtime(), actor(), chosen, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        wanted = ListRequest(key, number, frozenset(chosen), Refusal(refusal, request.form))
        found = caseload_list(runtime(), actor(), wanted)
        return fragments.render("caseloads/list.html", status_of(refusal), found=found)
    flash(words.text(_given(done)))
    return fragments.go(url_for("caseloads.one", key=key, page=number) if key else url_for("caseloads.page"))


@blueprint.get("/citizens/<citizen_id>/programme")
@guarded(Permission.ASSIGN)
def new(citizen_id: str) -> ResponseReturnValue:
    """The form for one citizen."""
    return _form(citizen_id)


@blueprint.post("/citizens/<citizen_id>/programme")
@guarded(Permission.ASSIGN)
def give_one(citizen_id: str) -> ResponseReturnValue:
    """Put one citizen into a programme: the page follows, or the form with what is wrong."""
    try:
        done = give_programme(runtime(), actor(), {citizen_id: request.form.get("seen", "")}, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        return _form(citizen_id, refusal, status_of(refusal))
    return given(citizen_id, done.step, _given(done))


def _form(citizen_id: str, refusal: DomainError | None = None, status: int = 200) -> ResponseReturnValue:
    found = member_form(runtime(), actor(), citizen_id, refusal)
    context = {"found": found, "return_query": addresses.board_query()}
    return fragments.page_or_fragment("programmes/give.html", "programmes/_give.html", status, **context)


def _given(done: Given) -> Message:
    if done.count == 1:
        return say("%(name)s is now in %(programme)s", name=done.citizen_name, programme=done.programme)
    return say_count(
        "%(count)s citizen is now in %(programme)s",
        "%(count)s citizens are now in %(programme)s",
        done.count,
        programme=done.programme,
    )
