"""Workbooks in and out: upload, check and confirm; download."""

from io import BytesIO

from flask import Blueprint, flash, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, NotFoundError, RefusedError
from kanban.domain.messages import Message, say, say_count
from kanban.domain.permissions import Permission
from kanban.services.exchange.download_board import download_board
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.exchange.pending_import import check_upload, confirm_upload
from kanban.services.exchange.workbook_layout import TEMPLATE_NAME, empty_workbook, sheet_guides
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
blueprint = Blueprint("exchange", __name__)


@blueprint.get("/export.xlsx")
@guarded(Permission.EXPORT)
def download() -> ResponseReturnValue:
    """The municipality's workbook, as the board stands or as it stood on a day."""
    found = download_board(runtime(), actor(), request.args.get("as_of", ""))
    return _file(found.file, found.name)


@blueprint.get("/import")
@guarded(Permission.IMPORT)
def new() -> ResponseReturnValue:
    """The form for uploading a workbook, and what a workbook must hold."""
    return _form()


@blueprint.get("/import/template.xlsx")
@guarded(Permission.IMPORT)
def template() -> ResponseReturnValue:
    """An empty workbook to fill in."""
    return _file(empty_workbook(), TEMPLATE_NAME)


@blueprint.post("/import")
@guarded(Permission.IMPORT)
def check() -> ResponseReturnValue:
    """What the workbook would do, with the form that confirms it or with the rows that must be put right."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _form(problem=say("Choose a workbook"), status=422)
    try:
        found = check_upload(runtime(), actor(), file.read())
    except RefusedError as refusal:
        return _form(problem=refusal.message, status=status_of(refusal))
    status = 422 if found.problems.total else 200
    return fragments.render("exchange/checked.html", status, upload=found, file_name=file.filename)


@blueprint.post("/import/confirm")
@guarded(Permission.IMPORT)
def confirm() -> ResponseReturnValue:
    """Store the workbook that was checked."""
    try:
        stored = confirm_upload(runtime(), actor(), request.form.get("pending", ""))
    except (NotFoundError, ConflictError) as refusal:
        return _form(notice=refusal.message, status=status_of(refusal))
    flash(words.text(_stored_message(stored)))
    return fragments.go(url_for("board.page"))


def _form(problem: Message | None = None, notice: Message | None = None, status: int = 200) -> ResponseReturnValue:
    return fragments.render("exchange/import.html", status, problem=problem, notice=notice, sheets=sheet_guides())


def _file(content: BytesIO, name: str) -> ResponseReturnValue:
    return send_file(content, mimetype=WORKBOOK_TYPE, as_attachment=True, download_name=name)


def _stored_message(stored: ImportCounts) -> Message:
    return say(
        "The workbook is stored: %(new)s, %(updated)s, %(moves)s",
        new=say_count("%(count)s new citizen", "%(count)s new citizens", stored.new),
        updated=say_count("%(count)s updated", "%(count)s updated", stored.updated),
        moves=say_count("%(count)s move", "%(count)s moves", stored.moves),
    )
