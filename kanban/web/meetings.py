"""Board meetings: the list, one meeting by its agenda, and its note."""

from flask import Blueprint, flash, request, send_file, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.board_meeting import MeetingEntry, number_of
from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission
from kanban.services.meetings.entry_form import entry_page
from kanban.services.meetings.lead_meeting import begin_meeting, end_meeting
from kanban.services.meetings.meeting_list import meetings_list
from kanban.services.meetings.meeting_note import meeting_note
from kanban.services.meetings.meeting_page import AskedPoint, agreed_part, meeting_page, record_part
from kanban.services.meetings.print_note import print_note
from kanban.services.meetings.record_entry import change_entry, record_entry, withdraw_entry
from kanban.services.meetings.settle_action import settle_action
from kanban.services.refusal import Refusal
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("meetings", __name__)


@blueprint.get("/meetings")
@guarded(Permission.SEE_BOARD)
def index() -> ResponseReturnValue:
    """The meetings held, and what the reader has taken on."""
    return fragments.render("meetings/list.html", page=meetings_list(runtime(), actor()))


@blueprint.post("/meetings")
@guarded(Permission.LEAD_MEETING)
def begin() -> ResponseReturnValue:
    """Begin a meeting, or go on with the one that runs."""
    return fragments.go(url_for("meetings.show", number=begin_meeting(runtime(), actor(), request.form)))


@blueprint.get("/meetings/<int:number>")
@guarded(Permission.SEE_BOARD)
def show(number: int) -> ResponseReturnValue:
    """One point of the agenda; of a meeting that has ended, the note."""
    view = meeting_page(runtime(), actor(), _asked(number))
    if view.head.ended_at is not None:
        return fragments.go(url_for("meetings.note", number=number))
    return fragments.render("meetings/page.html", meeting=view)


@blueprint.get("/meetings/<int:number>/entries")
@guarded(Permission.SEE_BOARD)
def entries(number: int) -> ResponseReturnValue:
    """What is recorded at a point; 204 while nothing has changed since ``seen``."""
    record, _ = record_part(runtime(), actor(), _asked(number))
    if record.position == request.args.get("seen"):
        return "", 204
    return fragments.render("meetings/_entries.html", record=record)


@blueprint.get("/meetings/<int:number>/agreed")
@guarded(Permission.SEE_BOARD)
def agreed(number: int) -> ResponseReturnValue:
    """The actions agreed last time; 204 while nothing has changed since ``seen``."""
    record, found = agreed_part(runtime(), actor(), _asked(number))
    if record.position == request.args.get("seen"):
        return "", 204
    return fragments.render("meetings/_actions.html", record=record, content=found)


@blueprint.post("/meetings/<int:number>/entries")
@guarded(Permission.SEE_BOARD)
def record_one(number: int) -> ResponseReturnValue:
    """Record a decision or an action."""
    asked = _asked(number)
    try:
        record_entry(runtime(), actor(), number, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        return _refused(asked, refusal)
    if not fragments.wants_fragment():
        return fragments.go(_point_url(asked))
    record, form = record_part(runtime(), actor(), asked)
    return fragments.render("meetings/_record.html", record=record, form=form, said=say("Recorded"))


@blueprint.get("/meetings/entries/<int:number>")
@guarded(Permission.SEE_BOARD)
def edit(number: int) -> ResponseReturnValue:
    """The form that corrects an entry."""
    return fragments.render("meetings/entry.html", form=entry_page(runtime(), actor(), number))


@blueprint.post("/meetings/entries/<int:number>")
@guarded(Permission.SEE_BOARD)
def change(number: int) -> ResponseReturnValue:
    """Correct an entry; the version before is kept."""
    try:
        entry = change_entry(runtime(), actor(), number, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        form = entry_page(runtime(), actor(), number, Refusal(refusal, request.form))
        return fragments.render("meetings/entry.html", status_of(refusal), form=form)
    return _to_entry(entry, say("The record is corrected"))


@blueprint.post("/meetings/entries/<int:number>/withdraw")
@guarded(Permission.SEE_BOARD)
def withdraw(number: int) -> ResponseReturnValue:
    """Take an entry off the record."""
    return _to_entry(withdraw_entry(runtime(), actor(), number), say("Taken off the record"))


@blueprint.post("/meetings/actions/<int:number>")
@guarded(Permission.SEE_BOARD)
def settle(number: int) -> ResponseReturnValue:
    """Done, or carried on; back to the meeting, or to where one came from."""
    settle_action(runtime(), actor(), number, request.form)
    meeting = request.form.get("meeting", default=0, type=int)
    if meeting:
        return fragments.go(url_for("meetings.show", number=meeting, point=6, names=request.form.get("names") or None))
    flash(words.text(say("The next step is settled")))
    return fragments.go(url_for("today.page" if request.form.get("back") == "today" else "meetings.index"))


@blueprint.post("/meetings/<int:number>/end")
@guarded(Permission.SEE_BOARD)
def end(number: int) -> ResponseReturnValue:
    """End the meeting and show its note."""
    end_meeting(runtime(), actor(), number)
    return fragments.go(url_for("meetings.note", number=number))


@blueprint.get("/meetings/<int:number>/note")
@guarded(Permission.SEE_BOARD)
def note(number: int) -> ResponseReturnValue:
    """The note, for reading and for the printer."""
    return fragments.render("meetings/note.html", note=meeting_note(runtime(), actor(), number, names=_names()))


@blueprint.get("/meetings/<int:number>.pdf")
@guarded(Permission.SEE_BOARD)
def pdf(number: int) -> ResponseReturnValue:
    """The note as PDF."""
    printed = print_note(runtime(), actor(), number, (words.text, words.locale()), names=_names())
    return send_file(printed.file, mimetype="application/pdf", as_attachment=True, download_name=printed.name)


def _names() -> bool:
    return request.values.get("names") == "yes"


def _asked(number: int) -> AskedPoint:
    return AskedPoint(number, request.values.get("point", default=1, type=int), _names())


def _point_url(asked: AskedPoint) -> str:
    names = "yes" if asked.names else None
    return url_for("meetings.show", number=asked.meeting_id, point=asked.point.number, names=names)


def _refused(asked: AskedPoint, error: InvalidInputError | ConflictError) -> ResponseReturnValue:
    refused = Refusal(error, request.form)
    if fragments.wants_fragment():
        record, form = record_part(runtime(), actor(), asked, refused)
        context = {"record": record, "form": form, "said": None if form else error.message}
        return fragments.render("meetings/_record.html", status_of(error), **context)
    view = meeting_page(runtime(), actor(), asked, refused)
    if view.form is None:
        raise error
    return fragments.render("meetings/page.html", status_of(error), meeting=view)


def _to_entry(entry: MeetingEntry, said: Message) -> ResponseReturnValue:
    flash(words.text(said))
    return fragments.go(url_for("meetings.show", number=entry.meeting_id, point=number_of(entry.point)))
