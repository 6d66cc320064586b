"""Following up."""

from dataclasses import replace

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, DomainError, FactConflictError, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.services.follow_ups.follow_up_form import Asked, RefusedFollowUp, follow_up_form
from kanban.services.follow_ups.record_follow_up import Recorded, record_follow_up
from kanban.services.follow_ups.withdraw_follow_up import withdraw_follow_up, withdrawal_form
from kanban.web import addresses, fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("follow_ups", __name__)


@blueprint.get("/citizens/<citizen_id>/follow-ups/new")
@guarded(Permission.SEE_BOARD)
def new(citizen_id: str) -> ResponseReturnValue:
    """The form; the service refuses those who may look but not record."""
    return _form(citizen_id, Asked(request.args.get("kind", ""), request.args.get("placement", "")))


@blueprint.post("/citizens/<citizen_id>/follow-ups/new")
@guarded(Permission.SEE_BOARD)
def create(citizen_id: str) -> ResponseReturnValue:
    """Record a follow-up: the panel follows, or the form comes back with what is to be put right."""
    try:
        done = record_follow_up(runtime(), actor(), citizen_id, request.form)
    except (InvalidInputError, FactConflictError) as refusal:
        sent = Asked(request.form.get("follow_up_kind", ""), request.form.get("placement", ""))
        return _form(citizen_id, sent, refusal)
    return _done(done, say("The follow-up with %(name)s is saved", name=done.citizen_name))


@blueprint.get("/follow-ups/<int:number>/withdraw")
@guarded(Permission.SEE_BOARD)
def ask_why(number: int) -> ResponseReturnValue:
    """The form for withdrawing a follow-up."""
    return _withdrawal(number)


@blueprint.post("/follow-ups/<int:number>/withdraw")
@guarded(Permission.SEE_BOARD)
def withdraw(number: int) -> ResponseReturnValue:
    """Withdraw a follow-up, or the form with what is wrong."""
    reason = request.form.get("reason", "")
    try:
        done = withdraw_follow_up(runtime(), actor(), number, reason)
    except (InvalidInputError, ConflictError) as refusal:
        return _withdrawal(number, reason, refusal)
    return _done(done, say("The follow-up with %(name)s is withdrawn", name=done.citizen_name))


def _form(citizen_id: str, asked: Asked, refusal: DomainError | None = None) -> ResponseReturnValue:
    refused = RefusedFollowUp(request.form, refusal) if refusal else None
    asked = replace(asked, return_query=addresses.board_query())
    form = follow_up_form(runtime(), actor(), citizen_id, asked, refused)
    status = status_of(refusal) if refusal else 200
    return fragments.page_or_fragment("follow_ups/form.html", "follow_ups/_form.html", status, form=form)


def _withdrawal(number: int, reason: str = "", refusal: DomainError | None = None) -> ResponseReturnValue:
    form = withdrawal_form(runtime(), actor(), number)
    form = replace(form, reason=reason, problem=refusal.message if refusal else None)
    context = {"form": form, "return_query": addresses.board_query()}
    status = status_of(refusal) if refusal else 200
    return fragments.page_or_fragment("follow_ups/withdraw.html", "follow_ups/_withdraw.html", status, **context)


def _done(done: Recorded, message: Message) -> ResponseReturnValue:
    if fragments.wants_fragment():
        response = fragments.render("follow_ups/_done.html", message=message)
        return fragments.tell_recorded(response, done.citizen_id, done.step)
    flash(words.text(message))
    return fragments.go(url_for("citizens.panel", citizen_id=done.citizen_id, _anchor="case-follow-ups"))
