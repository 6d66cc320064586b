"""The leader's front page."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.overview.overview_page import overview_page
from kanban.web import fragments
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("overview", __name__)


@blueprint.get("/overview")
@guarded(Permission.SEE_FIGURES)
def page() -> ResponseReturnValue:
    """Where it stops, what has changed, caseloads, quality and talks; a job broker's own caseload."""
    return fragments.render("overview/page.html", overview=overview_page(runtime(), actor(), request.args))
