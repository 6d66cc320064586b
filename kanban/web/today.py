"""The broker's own day."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.caseload.today_page import today_page
from kanban.web import fragments
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("today", __name__)


@blueprint.get("/today")
@guarded(Permission.OWN_CASELOAD)
def page() -> ResponseReturnValue:
    """What the own caseload asks for; after something has been recorded the page asks for itself anew."""
    return fragments.page_or_fragment("today/page.html", "today/_today.html", today=today_page(runtime(), actor()))
