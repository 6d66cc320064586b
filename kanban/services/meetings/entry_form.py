"""The form for a decision or an action, beside the agenda or on a page of its own."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from kanban.domain.board_meeting import AGENDA, EntryKind, MeetingEntry, Point
from kanban.domain.citizen import Citizen
from kanban.domain.danish import show_date
from kanban.domain.errors import ForbiddenError
from kanban.domain.field_spec import FieldSpec
from kanban.domain.inputs.meeting import ENTRY_FIELDS, REQUIRED
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.board import Option
from kanban.domain.views.meetings import EntryForm
from kanban.domain.views.move_form import FieldView
from kanban.services.case.staff_choices import options
from kanban.services.meetings.entry_views import may_change
from kanban.services.openings.openings_page import open_options
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import citizen_choice, meetings, staff


def new_entry(
    session: Session,
    actor: Actor,
    place: tuple[int, Point],
    codes: Sequence[str] = (),
    refused: Refusal | None = None,
) -> EntryForm:
    """The empty form under a meeting's point; the codes on the screen are offered first, then the actor's own."""
    stands = dict.fromkeys((spec.name for spec in ENTRY_FIELDS), "") | {"kind": str(EntryKind.ACTION)}
    return _form(session, actor, place, (None, stands), codes, refused)


def entry_page(runtime: Runtime, actor: Actor, entry_id: int, refused: Refusal | None = None) -> EntryForm:
    """The form that corrects an entry. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    require(actor, Permission.RECORD_AT_MEETING)
    with runtime.database.read() as session:
        entry, meeting = meetings.get_entry(session, actor, entry_id)
        if not may_change(actor, entry):
            raise ForbiddenError
        point = next(each for each in AGENDA if each.key == entry.point)
        stands = _said(session, entry)
        return _form(session, actor, (meeting.id or 0, point), (entry_id, stands), (), refused)


def _said(session: Session, entry: MeetingEntry) -> dict[str, str]:
    citizen = session.get(Citizen, entry.citizen_id) if entry.citizen_id else None
    return {
        "text": entry.text,
        "kind": entry.kind,
        "action_by": str(entry.action_by or ""),
        "due_on": show_date(entry.due_on) if entry.due_on else "",
        "case_code": citizen.case_code if citizen else "",
        "opening": str(entry.opening_id or ""),
    }


def _form(
    session: Session,
    actor: Actor,
    place: tuple[int, Point],
    stored: tuple[int | None, Mapping[str, str]],
    codes: Sequence[str],
    refused: Refusal | None,
) -> EntryForm:
    entry_id, stands = stored
    typed = {name: refused.typed.get(name, value) if refused else value for name, value in stands.items()}
    offered = {
        "action_by": options(staff.of_municipality(session, actor.municipality_id), "action_by", typed["action_by"]),
        "opening": open_options(session, actor, typed["opening"]),
    }
    views = tuple(_field(spec, typed, offered, refused) for spec in ENTRY_FIELDS)
    own = (citizen.case_code for citizen in citizen_choice.own(session, actor))
    return EntryForm(
        meeting_id=place[0],
        point=place[1],
        entry_id=entry_id,
        fields=views,
        codes=tuple(dict.fromkeys([*codes, *own])),
        problems=tuple(view for view in views if view.problem),
        conflict=refused.conflict if refused else None,
    )


def _field(
    spec: FieldSpec, typed: Mapping[str, str], offered: Mapping[str, tuple[Option, ...]], refused: Refusal | None
) -> FieldView:
    return FieldView(
        spec,
        spec.label,
        spec.name in REQUIRED,
        typed[spec.name],
        options=offered.get(spec.name, ()),
        problem=refused.problem(spec.name) if refused else None,
        prefix="m",
    )
