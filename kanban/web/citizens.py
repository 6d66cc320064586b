"""The side panel."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.case.citizen_panel import citizen_panel
from kanban.web import addresses, fragments
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("citizens", __name__)


@blueprint.get("/citizens/<citizen_id>")
@guarded(Permission.SEE_BOARD)
def panel(citizen_id: str) -> ResponseReturnValue:
    """One citizen's case; the board's filters come along in the address, so that closing leads back to them."""
    found = citizen_panel(runtime(), actor(), citizen_id)
    return fragments.page_or_fragment(
        "citizens/panel.html", "citizens/_panel.html", panel=found, return_query=addresses.board_query()
    )
