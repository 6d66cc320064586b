"""Talks with a citizen: recording, correcting, listing and printing them."""

from flask import Blueprint, flash, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.services.talks.correct_talk import correct_talk
from kanban.services.talks.print_talk import print_talk
from kanban.services.talks.record_talk import Recorded, record_talk
from kanban.services.talks.talk_form import Returned, edit_talk, move_part, new_talk
from kanban.services.talks.talk_list import talk_page
from kanban.web import addresses, fragments, words
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("talks", __name__)


@blueprint.get("/citizens/<citizen_id>/talks/new")
@guarded(Permission.SEE_BOARD)
def new(citizen_id: str) -> ResponseReturnValue:
    """The form for a talk; with ``part=move`` only the fields of the step that was chosen in it."""
    to_step = request.args.get("to_step", "")
    if request.args.get("part") == "move" and fragments.wants_fragment():
        return fragments.render("talks/_move.html", move=move_part(runtime(), actor(), citizen_id, to_step))
    form = new_talk(runtime(), actor(), citizen_id, to_step, return_query=addresses.board_query())
    return _form_page(form)


@blueprint.post("/citizens/<citizen_id>/talks/new")
@guarded(Permission.SEE_BOARD)
def create(citizen_id: str) -> ResponseReturnValue:
    """Record a talk; the button that shows a step's fields only changes the form."""
    if request.form.get("show"):
        return _new_again(citizen_id, Returned(request.form), 200)
    try:
        recorded = record_talk(runtime(), actor(), citizen_id, request.form)
    except InvalidInputError as refusal:
        return _new_again(citizen_id, Returned(request.form, refusal), 422)
    except ConflictError as conflict:
        return _new_again(citizen_id, Returned.after(request.form, conflict), 409)
    return _done(recorded, _recorded_message(recorded))


@blueprint.get("/talks/<int:talk_id>/edit")
@guarded(Permission.SEE_BOARD)
def edit(talk_id: int) -> ResponseReturnValue:
    """The form that corrects a talk."""
    return _form_page(edit_talk(runtime(), actor(), talk_id, return_query=addresses.board_query()))


@blueprint.post("/talks/<int:talk_id>/edit")
@guarded(Permission.SEE_BOARD)
def update(talk_id: int) -> ResponseReturnValue:
    """Correct a talk; the version before is kept."""
    try:
        recorded = correct_talk(runtime(), actor(), talk_id, request.form)
    except InvalidInputError as refusal:
        return _edit_again(talk_id, Returned(request.form, refusal), 422)
    except ConflictError as conflict:
        return _edit_again(talk_id, Returned.after(request.form, conflict), 409)
    return _done(recorded, say("The talk with %(name)s is corrected", name=recorded.citizen_name))


@blueprint.get("/citizens/<citizen_id>/talks")
@guarded(Permission.SEE_BOARD)
def index(citizen_id: str) -> ResponseReturnValue:
    """All talks with a citizen."""
    number = request.args.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 7 else 1
    found = talk_page(runtime(), actor(), citizen_id, max(page, 1))
    return fragments.page_or_fragment("talks/list.html", "talks/_list.html", list=found)


@blueprint.get("/talks/<int:talk_id>.pdf")
@guarded(Permission.EDIT_CASE)
def pdf(talk_id: int) -> ResponseReturnValue:
    """The talk as a letter for the citizen's case."""
    printed = print_talk(runtime(), actor(), talk_id, words.text, words.locale())
    return send_file(printed.file, mimetype="application/pdf", as_attachment=True, download_name=printed.name)


def _form_page(form: object, status: int = 200) -> ResponseReturnValue:
    return fragments.page_or_fragment("talks/form.html", "talks/_form.html", status, form=form)


def _new_again(citizen_id: str, returned: Returned, status: int) -> ResponseReturnValue:
    query = addresses.board_query()
    return _form_page(new_talk(runtime(), actor(), citizen_id, returned=returned, return_query=query), status)


def _edit_again(talk_id: int, returned: Returned, status: int) -> ResponseReturnValue:
    return _form_page(edit_talk(runtime(), actor(), talk_id, returned, addresses.board_query()), status)


def _done(recorded: Recorded, message: Message) -> ResponseReturnValue:
    if not fragments.wants_fragment():
        flash(words.text(message))
        return fragments.go(url_for("citizens.panel", citizen_id=recorded.citizen_id))
    response = fragments.render("talks/_recorded.html", message=message)
    if recorded.moved is None:
        return fragments.tell_recorded(response, recorded.citizen_id, recorded.step)
    return fragments.tell_moved(response, recorded.citizen_id, recorded.moved.from_step, recorded.moved.to_step)


def _recorded_message(recorded: Recorded) -> Message:
    if recorded.moved and recorded.step:
        return say(
            "The talk is recorded, and %(name)s now stands on step %(step)s",
            name=recorded.citizen_name,
            step=recorded.step,
        )
    return say("The talk with %(name)s is recorded", name=recorded.citizen_name)
