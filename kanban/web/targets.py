"""Targets and milestones: the page, and the two forms in which leaders decide on them."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.inputs.targets import read_place
from kanban.domain.messages import say
from kanban.domain.months import key
from kanban.domain.permissions import Permission
from kanban.services.refusal import Refusal
from kanban.services.targets.milestone_form import milestone_form
from kanban.services.targets.set_milestones import set_milestones
from kanban.services.targets.set_target import set_target
from kanban.services.targets.target_form import target_form
from kanban.services.targets.targets_page import targets_page
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("targets", __name__)
_SAVED, _UNCHANGED = say("The milestones are saved"), say("Nothing was changed")


@blueprint.get("/targets")
@guarded(Permission.SEE_FIGURES)
def page() -> ResponseReturnValue:
    """Targets, this month's milestones and the next's."""
    return fragments.render("targets/page.html", page=targets_page(runtime(), actor(), request.args.to_dict()))


@blueprint.get("/targets/milestone")
@guarded(Permission.SET_TARGETS)
def milestone() -> ResponseReturnValue:
    """The form for one month's milestone, with a proposal when a number is given."""
    return fragments.render("targets/milestone.html", form=milestone_form(runtime(), actor(), request.args.to_dict()))


@blueprint.post("/targets/milestones")
@guarded(Permission.SET_TARGETS)
def save_milestone() -> ResponseReturnValue:
    """Store the numbers: back to the month, or the form with what is to be put right."""
    sent = request.form.to_dict()
    place = read_place(sent, runtime().clock.today())
    try:
        changed = set_milestones(runtime(), actor(), sent)
    except (InvalidInputError, ConflictError) as refusal:
        form = milestone_form(runtime(), actor(), sent, Refusal(refusal, sent))
        return fragments.render("targets/milestone.html", status_of(refusal), form=form)
    flash(words.text(_SAVED if changed else _UNCHANGED))
    return fragments.go(url_for("targets.page", month=key(place.month)))


@blueprint.get("/targets/target")
@guarded(Permission.SET_TARGETS)
def target() -> ResponseReturnValue:
    """The form for one target, a new one from a preset."""
    form = target_form(runtime(), actor(), request.args.to_dict(), words.text)
    return fragments.render("targets/target.html", form=form)


@blueprint.post("/targets/target")
@guarded(Permission.SET_TARGETS)
def save_target() -> ResponseReturnValue:
    """Store the target: back to the page, or the form with what is to be put right."""
    sent = request.form.to_dict()
    try:
        changed = set_target(runtime(), actor(), sent)
    except (InvalidInputError, ConflictError) as refusal:
        form = target_form(runtime(), actor(), sent, words.text, Refusal(refusal, sent))
        return fragments.render("targets/target.html", status_of(refusal), form=form)
    flash(words.text(say("The target is saved") if changed else _UNCHANGED))
    return fragments.go(url_for("targets.page"))
