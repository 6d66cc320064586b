"""The flow figures for programs."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.flow.flow_json import flow_json
from kanban.services.flow.flow_report import flow_report
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("flow", __name__)


@blueprint.get("/flow.json")
@guarded(Permission.SEE_FIGURES)
def figures() -> ResponseReturnValue:
    """All figures of a period as one JSON object."""
    return Response(flow_json(flow_report(runtime(), actor(), request.args)), mimetype="application/json")
