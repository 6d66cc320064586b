"""Moving a citizen."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.domain.steps import OUT
from kanban.services.board.board_page import board_with, card_of
from kanban.services.case.move_citizen import Moved, move_citizen
from kanban.services.case.move_form import RefusedForm, move_form
from kanban.web import addresses, fragments, words
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("moves", __name__)


@blueprint.get("/citizens/<citizen_id>/moves/new")
@guarded(Permission.SEE_BOARD)
def new(citizen_id: str) -> ResponseReturnValue:
    """The form for moving a citizen; the service refuses those who may look but not move."""
    to_step = request.args.get("to_step", "")
    form = move_form(runtime(), actor(), citizen_id, to_step, return_query=addresses.board_query())
    return fragments.page_or_fragment("moves/form.html", "moves/_form.html", form=form)


@blueprint.post("/citizens/<citizen_id>/moves")
@guarded(Permission.SEE_BOARD)
def create(citizen_id: str) -> ResponseReturnValue:
    """Record a move: the changed card, or the form with its problems, or the true board after a conflict."""
    try:
        moved = move_citizen(runtime(), actor(), citizen_id, request.form)
    except InvalidInputError as refusal:
        return _refused(citizen_id, refusal)
    except ConflictError as conflict:
        return _conflict(conflict.message)
    if fragments.wants_fragment():
        return _changed(moved)
    flash(words.text(_moved_message(moved)))
    return fragments.go(addresses.board(f"citizen-{citizen_id}"))


def _refused(citizen_id: str, refusal: InvalidInputError) -> ResponseReturnValue:
    refused = RefusedForm(request.form, refusal)
    to_step = request.form.get("to_step", "")
    form = move_form(runtime(), actor(), citizen_id, to_step, refused, addresses.board_query())
    return fragments.page_or_fragment("moves/form.html", "moves/_form.html", 422, form=form)


def _conflict(message: Message) -> ResponseReturnValue:
    board = board_with(runtime(), actor(), addresses.board_filters())
    context = {"board": board, "message": message}
    return fragments.page_or_fragment("moves/conflict.html", "moves/_conflict.html", 409, **context)


def _changed(moved: Moved) -> ResponseReturnValue:
    context = {
        "card": card_of(runtime(), actor(), moved.citizen_id),
        "filters": addresses.board_filters(),
        "from_key": fragments.lane_key(moved.from_step),
        "to_key": fragments.lane_key(moved.to_step),
        "message": _moved_message(moved),
    }
    response = fragments.render("moves/_moved.html", **context)
    return fragments.tell_moved(response, moved.citizen_id, moved.from_step, moved.to_step)


def _moved_message(moved: Moved) -> Message:
    if moved.to_step == OUT:
        return say("%(name)s has left the board", name=moved.citizen_name)
    return say("%(name)s now stands on step %(step)s", name=moved.citizen_name, step=moved.to_step)
