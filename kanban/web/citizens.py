"""The side panel."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.citizen_panel import citizen_panel
from kanban.web import fragments
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("citizens", __name__)


@blueprint.get("/citizens/<citizen_id>")
@guarded(Permission.SEE_BOARD)
def panel(citizen_id: str) -> ResponseReturnValue:
    """One citizen's case."""
    return fragments.page_or_fragment(
        "citizens/panel.html", "citizens/_panel.html", panel=citizen_panel(runtime(), actor(), citizen_id)
    )
