"""Annulling a move."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError, RefusedError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.services.case.annul_move import Annulled, annul_form, annul_move
from kanban.services.case.citizen_panel import citizen_panel
from kanban.web import addresses, fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("annulments", __name__)


@blueprint.get("/moves/<int:move_id>/annul")
@guarded(Permission.SEE_BOARD)
def new(move_id: int) -> ResponseReturnValue:
    """The form for annulling a move, as a page of its own."""
    return _form(move_id)


@blueprint.post("/moves/<int:move_id>/annul")
@guarded(Permission.SEE_BOARD)
def create(move_id: int) -> ResponseReturnValue:
    """Annul a move: the case as it now is, or the form with its problem."""
    reason = request.form.get("reason", "")
    try:
        done = annul_move(runtime(), actor(), move_id, reason)
    except (InvalidInputError, RefusedError, ConflictError) as refusal:
        return _form(move_id, reason, refusal.message, status_of(refusal))
    if fragments.wants_fragment():
        return _changed(done)
    flash(words.text(_annulled_message(done)))
    return fragments.go(url_for("citizens.panel", citizen_id=done.citizen_id))


def _form(move_id: int, value: str = "", problem: Message | None = None, status: int = 200) -> ResponseReturnValue:
    form = annul_form(runtime(), actor(), move_id)
    context = {
        "move": form.move,
        "citizen_id": form.citizen_id,
        "citizen_name": form.citizen_name,
        "version": form.version,
        "return_query": addresses.board_query(),
        "value": value,
        "problem": problem,
    }
    return fragments.page_or_fragment("moves/annul.html", "moves/_annul.html", status, **context)


def _changed(done: Annulled) -> ResponseReturnValue:
    panel = citizen_panel(runtime(), actor(), done.citizen_id)
    context = {"panel": panel, "return_query": addresses.board_query(), "message": _annulled_message(done)}
    response = fragments.render("moves/_annulled.html", **context)
    return fragments.tell_annulled(response, done.citizen_id, done.step_before, done.step_after)


def _annulled_message(done: Annulled) -> Message:
    return say("The move of %(name)s is annulled", name=done.citizen_name)
