"""Caseloads beside each other, and handing citizens over."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import Message, say, say_count
from kanban.domain.permissions import Permission
from kanban.services.caseload.assign_citizens import Assigned, assign_citizens
from kanban.services.caseload.assignment_form import assignment_form
from kanban.services.caseload.caseload_list import ListRequest, caseload_list
from kanban.services.caseload.caseloads_page import caseloads_page
from kanban.services.refusal import Refusal
from kanban.web import addresses, fragments, words
from kanban.web.errors import status_of
from kanban.web.given import given
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("caseloads", __name__)


@blueprint.get("/caseloads")
@guarded(Permission.ASSIGN)
def page() -> ResponseReturnValue:
    """Every broker's caseload beside the norm."""
    return fragments.render("caseloads/page.html", found=caseloads_page(runtime(), actor()))


@blueprint.get("/caseloads/<key>")
@guarded(Permission.ASSIGN)
def one(key: str) -> ResponseReturnValue:
    """One caseload, to choose from."""
    return _list(ListRequest(key, page_number(request.args.get("page", ""))))


@blueprint.post("/assignments")
@guarded(Permission.ASSIGN)
def create() -> ResponseReturnValue:
    """Hand over the chosen citizens: back to the list, or the list with what is wrong."""
    chosen = {each: request.form.get(f"version-{each}", "") for each in request.form.getlist("citizen_id")}
    try:
        done = assign_citizens(runtime(), actor(), chosen, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        refused = Refusal(refusal, request.form)
        number = page_number(request.form.get("page", ""))
        wanted = ListRequest(request.form.get("from", ""), number, frozenset(chosen), refused)
        return _list(wanted, status_of(refusal))
    flash(words.text(_handed_over(done)))
    key = request.form.get("from", "")
    return fragments.go(url_for("caseloads.one", key=key) if key else url_for("caseloads.page"))


@blueprint.get("/citizens/<citizen_id>/assignment")
@guarded(Permission.ASSIGN)
def new(citizen_id: str) -> ResponseReturnValue:
    """The form for one citizen."""
    return _form(citizen_id)


@blueprint.post("/citizens/<citizen_id>/assignment")
@guarded(Permission.ASSIGN)
def create_one(citizen_id: str) -> ResponseReturnValue:
    """Hand over one citizen: the page follows, or the form with what is wrong."""
    chosen = {citizen_id: request.form.get("version", "")}
    try:
        done = assign_citizens(runtime(), actor(), chosen, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        return _form(citizen_id, Refusal(refusal, request.form), status_of(refusal))
    return given(citizen_id, done.step, _handed_over(done))


def _list(wanted: ListRequest, status: int = 200) -> ResponseReturnValue:
    return fragments.render("caseloads/list.html", status, found=caseload_list(runtime(), actor(), wanted))


def _form(citizen_id: str, refused: Refusal | None = None, status: int = 200) -> ResponseReturnValue:
    found = assignment_form(runtime(), actor(), citizen_id, refused)
    context = {"found": found, "return_query": addresses.board_query()}
    return fragments.page_or_fragment("caseloads/assign.html", "caseloads/_assign.html", status, **context)


def _handed_over(done: Assigned) -> Message:
    if done.count == 1:
        return say("%(name)s is now with %(broker)s", name=done.citizen_name, broker=done.broker)
    return say_count(
        "%(count)s citizen is now with %(broker)s",
        "%(count)s citizens are now with %(broker)s",
        done.count,
        broker=done.broker,
    )


def page_number(text: str) -> int:
    """The page of a list that an address or a form names, the first unless it can be read."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return max(number, 1)
