"""Recording and correcting one fact of a case, in place in the panel or on a page of its own."""

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from kanban.domain.errors import FactConflictError, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.case.edit_fact import Edited, edit_fact
from kanban.services.case.fact_view import RefusedFact, fact_form
from kanban.web import addresses, fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("facts", __name__)


@blueprint.get("/citizens/<citizen_id>/facts/<kind>")
@guarded(Permission.SEE_BOARD)
def edit(citizen_id: str, kind: str) -> ResponseReturnValue:
    """The form for one kind of fact; the service refuses those who may look but not change."""
    return _form(citizen_id, kind)


@blueprint.post("/citizens/<citizen_id>/facts/<kind>")
@guarded(Permission.SEE_BOARD)
def save(citizen_id: str, kind: str) -> ResponseReturnValue:
    """Record, correct or remove a fact: the case as it now is, or the form with its problems or with both values."""
    try:
        edited = edit_fact(runtime(), actor(), citizen_id, kind, request.form)
    except (InvalidInputError, FactConflictError) as refusal:
        return _form(citizen_id, kind, RefusedFact(request.form, refusal), status_of(refusal))
    if fragments.wants_fragment():
        return _changed(edited)
    flash(words.text(_message(edited)))
    return fragments.go(addresses.citizen(citizen_id, f"case-{kind}"))


def _form(citizen_id: str, kind: str, refused: RefusedFact | None = None, status: int = 200) -> ResponseReturnValue:
    form = fact_form(runtime(), actor(), citizen_id, kind, request.args, refused)
    context = {"form": form, "return_query": addresses.board_query()}
    return fragments.page_or_fragment("facts/page.html", "facts/_form.html", status, **context)


def _changed(edited: Edited) -> ResponseReturnValue:
    panel = citizen_panel(runtime(), actor(), edited.citizen_id)
    context = {"panel": panel, "return_query": addresses.board_query(), "message": _message(edited)}
    response = fragments.render("facts/_saved.html", **context)
    return fragments.tell_edited(response, edited.citizen_id, edited.step)


def _message(edited: Edited) -> Message:
    if edited.removed:
        return say("Removed from the case of %(name)s", name=edited.citizen_name)
    return say("Saved in the case of %(name)s", name=edited.citizen_name)
