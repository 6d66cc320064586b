"""The flow figures: as a page with drawings, as a workbook, and as JSON for programs."""

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue

from kanban.domain.errors import InvalidInputError
from kanban.domain.permissions import Permission
from kanban.services.flow.flow_json import flow_json
from kanban.services.flow.flow_page import flow_page, flow_workbook, refused_flow_form
from kanban.services.flow.flow_report import flow_report
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.exchange import WORKBOOK_TYPE
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("flow", __name__)


@blueprint.get("/flow")
@guarded(Permission.SEE_FIGURES)
def page() -> ResponseReturnValue:
    """All figures of a period, or the form with what is to be put right."""
    try:
        found = flow_page(runtime(), actor(), request.args)
    except InvalidInputError as refusal:
        controls = refused_flow_form(runtime(), actor(), request.args, refusal)
        return fragments.render("flow/refused.html", status_of(refusal), controls=controls)
    return fragments.render("flow/page.html", page=found)


@blueprint.get("/flow.xlsx")
@guarded(Permission.SEE_FIGURES)
def workbook() -> ResponseReturnValue:
    """The page's tables to take along."""
    found = flow_workbook(runtime(), actor(), request.args, words.text)
    return send_file(found.file, mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=found.name)


@blueprint.get("/flow.json")
@guarded(Permission.SEE_FIGURES)
def figures() -> ResponseReturnValue:
    """All figures of a period as one JSON object."""
    return Response(flow_json(flow_report(runtime(), actor(), request.args)), mimetype="application/json")
