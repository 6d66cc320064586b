"""The municipality's own rules."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import say
from kanban.domain.permissions import Permission
from kanban.services.rules.change_rules import change_rules
from kanban.services.rules.rules_page import RefusedRules, rules_page
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("rules", __name__)


@blueprint.get("/settings")
@guarded(Permission.SET_UP)
def page() -> ResponseReturnValue:
    """What counts now, in three forms."""
    return fragments.render("rules/page.html", rules=rules_page(runtime(), actor()))


@blueprint.post("/settings/<part>")
@guarded(Permission.SET_UP)
def change(part: str) -> ResponseReturnValue:
    """Decide on one part: back to the page, or the page with what is to be put right."""
    try:
        changed = change_rules(runtime(), actor(), part, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        view = rules_page(runtime(), actor(), RefusedRules(part, request.form, refusal))
        return fragments.render("rules/page.html", status_of(refusal), rules=view)
    flash(words.text(say("The rules are saved") if changed else say("Nothing was changed")))
    return fragments.go(url_for("rules.page", _anchor=part))
