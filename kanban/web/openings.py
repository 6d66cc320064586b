"""The shared list of job openings."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.services.openings.change_opening import Noted, add_opening, change_opening, close_opening
from kanban.services.openings.name_citizen import name_citizen, take_back
from kanban.services.openings.opening_form import new_opening, opening_form
from kanban.services.openings.opening_page import opening_page
from kanban.services.openings.openings_page import openings_list
from kanban.services.refusal import Refusal
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("openings", __name__)
_UNCHANGED = say("Nothing was changed")


@blueprint.get("/openings")
@guarded(Permission.SEE_BOARD)
def page() -> ResponseReturnValue:
    """The list; ``whose`` is ``mine`` or a team."""
    view = openings_list(runtime(), actor(), request.args.get("whose", ""))
    return fragments.render("openings/page.html", page=view)


@blueprint.get("/openings/new")
@guarded(Permission.SHARE_OPENINGS)
def new() -> ResponseReturnValue:
    """The form for a new opening, at a company when one came from there."""
    company = request.args.get("company", default=0, type=int)
    return fragments.render("openings/form.html", opening=new_opening(runtime(), actor(), company))


@blueprint.post("/openings")
@guarded(Permission.SHARE_OPENINGS)
def create() -> ResponseReturnValue:
    """Note a new opening."""
    try:
        done = add_opening(runtime(), actor(), request.form)
    except InvalidInputError as refusal:
        view = new_opening(runtime(), actor(), refused=Refusal(refusal, request.form))
        return fragments.render("openings/form.html", 422, opening=view)
    return _back(done.id, say("The opening is on the list. Whom may it suit?"))


@blueprint.get("/openings/<int:number>")
@guarded(Permission.SEE_BOARD)
def show(number: int) -> ResponseReturnValue:
    """One opening, with the citizens found by ``q``."""
    view = opening_page(runtime(), actor(), number, request.args.get("q", "").strip()[:200])
    return fragments.render("openings/opening.html", opening=view)


@blueprint.get("/openings/<int:number>/edit")
@guarded(Permission.SHARE_OPENINGS)
def edit(number: int) -> ResponseReturnValue:
    """The form with what stands."""
    return fragments.render("openings/form.html", opening=opening_form(runtime(), actor(), number))


@blueprint.post("/openings/<int:number>/edit")
@guarded(Permission.SEE_BOARD)
def change(number: int) -> ResponseReturnValue:
    """Correct what stands."""
    try:
        done = change_opening(runtime(), actor(), number, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        view = opening_form(runtime(), actor(), number, Refusal(refusal, request.form))
        return fragments.render("openings/form.html", status_of(refusal), opening=view)
    return _saved(done)


@blueprint.post("/openings/<int:number>/state")
@guarded(Permission.SEE_BOARD)
def close(number: int) -> ResponseReturnValue:
    """Filled, closed, or open again."""
    try:
        done = close_opening(runtime(), actor(), number, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        return _again(number, refusal)
    return _saved(done)


@blueprint.post("/openings/<int:number>/citizens")
@guarded(Permission.SEE_BOARD)
def add_citizen(number: int) -> ResponseReturnValue:
    """Name a citizen whom it may suit."""
    try:
        name_citizen(runtime(), actor(), number, request.form)
    except InvalidInputError as refusal:
        return _again(number, refusal)
    return _back(number, say("The citizen is on the list"))


@blueprint.post("/openings/<int:number>/citizens/remove")
@guarded(Permission.SEE_BOARD)
def remove_citizen(number: int) -> ResponseReturnValue:
    """It does not suit the citizen after all."""
    take_back(runtime(), actor(), number, request.form)
    return _back(number, say("The citizen is off the list"))


def _again(number: int, refusal: InvalidInputError | ConflictError) -> ResponseReturnValue:
    view = opening_page(runtime(), actor(), number, refused=Refusal(refusal, request.form))
    return fragments.render("openings/opening.html", status_of(refusal), opening=view)


def _saved(done: Noted) -> ResponseReturnValue:
    return _back(done.id, say("The opening is saved") if done.changed else _UNCHANGED)


def _back(number: int, said: Message) -> ResponseReturnValue:
    flash(words.text(said))
    return fragments.go(url_for("openings.show", number=number))
