"""Progression over time: one citizen's, and over many citizens."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.talks.citizen_progression import citizen_progression
from kanban.services.talks.progression_page import progression_page
from kanban.web import fragments
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("progression", __name__)


@blueprint.get("/citizens/<citizen_id>/progression")
@guarded(Permission.SEE_BOARD)
def citizen(citizen_id: str) -> ResponseReturnValue:
    """One citizen's measurements over time."""
    found = citizen_progression(runtime(), actor(), citizen_id)
    return fragments.render("progression/citizen.html", progression=found)


@blueprint.get("/progression")
@guarded(Permission.SEE_FIGURES)
def page() -> ResponseReturnValue:
    """Mean levels over time: of a municipality or a team for leaders, of the own caseload for brokers."""
    team, period = request.args.get("team", ""), request.args.get("period", "")
    return fragments.render("progression/page.html", page=progression_page(runtime(), actor(), team, period))
