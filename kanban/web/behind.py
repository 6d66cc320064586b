"""The citizens behind a number: on a page, and as a workbook."""

from flask import Blueprint, request, send_file
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.behind.list_citizens import citizens_behind
from kanban.services.behind.list_workbook import list_workbook
from kanban.web import fragments, words
from kanban.web.exchange import WORKBOOK_TYPE
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("behind", __name__)


@blueprint.get("/flow/citizens")
@guarded(Permission.SEE_FIGURES)
def page() -> ResponseReturnValue:
    """Exactly the citizens that a figure counts."""
    return fragments.render("behind/page.html", behind=citizens_behind(runtime(), actor(), request.args.to_dict()))


@blueprint.get("/flow/citizens.xlsx")
@guarded(Permission.SEE_FIGURES)
def workbook() -> ResponseReturnValue:
    """The same list to take along."""
    found = list_workbook(runtime(), actor(), request.args.to_dict(), words.text)
    return send_file(found.file, mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=found.name)
