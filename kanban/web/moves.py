"""Moving a citizen and annulling a move."""

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError, RefusedError
from kanban.domain.inputs.board_filters import read_filters
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.domain.steps import OUT
from kanban.services.annul_move import annul_form, annul_move
from kanban.services.board_page import board_page, card_of
from kanban.services.citizen_panel import citizen_panel
from kanban.services.move_citizen import Moved, move_citizen
from kanban.services.move_form import RefusedForm, move_form
from kanban.web import fragments, words
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("moves", __name__)


@blueprint.get("/citizens/<citizen_id>/moves/new")
@guarded(Permission.SEE_BOARD)
def new(citizen_id: str) -> ResponseReturnValue:
    """The form for moving a citizen; the service refuses those who may look but not move."""
    form = move_form(
        runtime(),
        actor(),
        citizen_id,
        request.args.get("to_step", ""),
        return_query=request.args.get("return_query", ""),
    )
    return fragments.page_or_fragment("moves/form.html", "moves/_form.html", form=form)


@blueprint.post("/citizens/<citizen_id>/moves")
@guarded(Permission.SEE_BOARD)
def create(citizen_id: str) -> ResponseReturnValue:
    """Record a move: the changed card, or the form with its problems, or the true board after a conflict."""
    try:
        moved = move_citizen(runtime(), actor(), citizen_id, request.form)
    except InvalidInputError as refusal:
        return _refused_form(citizen_id, refusal)
    except ConflictError as conflict:
        return _conflict(conflict.message)
    message = _moved_message(moved)
    if fragments.wants_fragment():
        return _changed(moved.citizen_id, moved.from_step, moved.to_step, message)
    flash(words.text(message))
    return fragments.go(_board_address(citizen_id))


@blueprint.get("/moves/<int:move_id>/annul")
@guarded(Permission.SEE_BOARD)
def annul_page(move_id: int) -> ResponseReturnValue:
    """The form for annulling a move, as a page of its own."""
    return _annul_form(move_id)


@blueprint.post("/moves/<int:move_id>/annul")
@guarded(Permission.SEE_BOARD)
def annul(move_id: int) -> ResponseReturnValue:
    """Annul a move: the case as it now is, or the form with its problem."""
    reason = request.form.get("reason", "")
    try:
        done = annul_move(runtime(), actor(), move_id, reason)
    except (InvalidInputError, RefusedError) as refusal:
        return _annul_form(move_id, reason, refusal.message, status=422)
    message = say("The move of %(name)s is annulled", name=done.citizen_name)
    if fragments.wants_fragment():
        panel = citizen_panel(runtime(), actor(), done.citizen_id)
        response = fragments.render("citizens/_panel.html", panel=panel)
        return fragments.tell(response, _events(done.citizen_id, done.step_before, done.step_after, message))
    flash(words.text(message))
    return fragments.go(url_for("citizens.panel", citizen_id=done.citizen_id))


def _annul_form(
    move_id: int, value: str = "", problem: Message | None = None, status: int = 200
) -> ResponseReturnValue:
    form = annul_form(runtime(), actor(), move_id)
    context = {"move": form.move, "citizen_id": form.citizen_id, "citizen_name": form.citizen_name}
    return fragments.page_or_fragment(
        "moves/annul.html", "moves/_annul.html", status, **context, value=value, problem=problem
    )


def _refused_form(citizen_id: str, refusal: InvalidInputError) -> ResponseReturnValue:
    typed = request.form
    form = move_form(
        runtime(),
        actor(),
        citizen_id,
        typed.get("to_step", ""),
        RefusedForm(typed, refusal),
        typed.get("return_query", ""),
    )
    response = fragments.page_or_fragment("moves/form.html", "moves/_form.html", 422, form=form)
    return fragments.aim(response, "#dialog-content") if fragments.wants_fragment() else response


def _conflict(message: Message) -> ResponseReturnValue:
    board = board_page(runtime(), actor(), read_filters(_return_query()))
    response = fragments.page_or_fragment(
        "moves/conflict.html", "moves/_conflict.html", 409, board=board, message=message
    )
    if fragments.wants_fragment():
        fragments.aim(response, "#board", "outerHTML")
        return fragments.tell(response, {"cardConflict": {"message": words.text(message)}})
    return response


def _changed(citizen_id: str, before: int | None, after: int, message: Message) -> ResponseReturnValue:
    card = card_of(runtime(), actor(), read_filters(_return_query()), citizen_id)
    response = fragments.render(
        "moves/_moved.html", card=card, from_key=_key(before), to_key=_key(after), message=message
    )
    return fragments.tell(response, _events(citizen_id, before, after, message))


def _events(citizen_id: str, before: int | None, after: int | None, message: Message) -> dict[str, object]:
    """What the page must know: whose card moved, and which lanes to ask for again."""
    keys = [key for key in dict.fromkeys((_key(before), _key(after))) if key]
    detail = {"id": citizen_id, "from": _key(before), "to": _key(after), "message": words.text(message)}
    return {"citizenMoved": detail, **{f"lane{key}Changed": {"keep": citizen_id} for key in keys}}


def _key(step_number: int | None) -> str:
    if step_number is None:
        return "none"
    return "" if step_number == OUT else str(step_number)


def _moved_message(moved: Moved) -> Message:
    if moved.to_step == OUT:
        return say("%(name)s has left the board", name=moved.citizen_name)
    return say("%(name)s now stands on step %(step)s", name=moved.citizen_name, step=moved.to_step)


def _return_query() -> dict[str, str]:
    return dict(parse_qsl(request.form.get("return_query", "")))


def _board_address(citizen_id: str) -> str:
    query = urlencode(read_filters(_return_query()).query())
    return f"{url_for('board.page')}{'?' if query else ''}{query}#citizen-{citizen_id}"
