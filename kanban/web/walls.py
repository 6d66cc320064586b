"""Where superusers make wall screens and switch them off."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import InvalidInputError
from kanban.domain.messages import say
from kanban.domain.permissions import Permission
from kanban.services.refusal import Refusal
from kanban.services.walls.make_wall import make_wall, revoke_wall
from kanban.services.walls.walls_page import walls_page
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("walls", __name__)


@blueprint.get("/walls")
@guarded(Permission.SET_UP)
def page() -> ResponseReturnValue:
    """The screens and the form for a new one."""
    return fragments.render("walls/page.html", view=walls_page(runtime(), actor()))


@blueprint.post("/walls")
@guarded(Permission.SET_UP)
def make() -> ResponseReturnValue:
    """Make a screen: the answer shows its address, which no later page does; or the form with what to put right."""
    try:
        made = make_wall(runtime(), actor(), request.form)
    except InvalidInputError as refusal:
        view = walls_page(runtime(), actor(), Refusal(refusal, request.form))
        return fragments.render("walls/page.html", status_of(refusal), view=view)
    address = url_for("wall.show", token=made.token, _external=True)
    return fragments.render("walls/made.html", made=made, address=address)


@blueprint.post("/walls/<wall_id>/revoke")
@guarded(Permission.SET_UP)
def revoke(wall_id: str) -> ResponseReturnValue:
    """Switch a screen off."""
    name = revoke_wall(runtime(), actor(), wall_id)
    flash(words.text(say("%(name)s is switched off", name=name)))
    return fragments.go(url_for("walls.page"))
