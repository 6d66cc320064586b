"""The form for a job opening, new or to be corrected."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from kanban.domain.danish import show_date, show_hours
from kanban.domain.errors import NotFoundError
from kanban.domain.field_spec import FieldSpec
from kanban.domain.inputs.opening import OPENING_FIELDS, REQUIRED
from kanban.domain.job_opening import OpeningVersion
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.board import Option
from kanban.domain.views.companies import FormView
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.openings import OpeningFormView
from kanban.services.case.staff_choices import options
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import companies, openings, staff


def new_opening(runtime: Runtime, actor: Actor, company_id: int = 0, refused: Refusal | None = None) -> OpeningFormView:
    """The empty form: found today, by the actor, at the company one came from. Raises :class:`ForbiddenError`."""
    require(actor, Permission.SHARE_OPENINGS)
    stands = dict.fromkeys((spec.name for spec in OPENING_FIELDS), "")
    stands |= {"positions": "1", "found_by": str(actor.id), "found_on": show_date(runtime.clock.today())}
    with runtime.database.read() as session:
        stands["company"] = _company(session, actor, company_id)
        return OpeningFormView(None, "", _form(session, actor, stands, "", refused))


def opening_form(runtime: Runtime, actor: Actor, opening_id: int, refused: Refusal | None = None) -> OpeningFormView:
    """The form with what stands. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    require(actor, Permission.SHARE_OPENINGS)
    with runtime.database.read() as session:
        openings.get(session, actor, opening_id)
        version = openings.standing(session, [opening_id])[opening_id]
        company = companies.get(session, actor, version.company_id).name
        form = _form(session, actor, _said(version, company), str(version.id), refused)
    return OpeningFormView(opening_id, company, form)


def _company(session: Session, actor: Actor, company_id: int) -> str:
    try:
        return companies.get(session, actor, company_id).name
    except NotFoundError:
        return ""


def _said(version: OpeningVersion, company: str) -> dict[str, str]:
    return {
        "company": company,
        "contact_person": version.contact_person,
        "opening_tasks": version.tasks,
        "hours_from": _hours(version.minutes_from),
        "hours_to": _hours(version.minutes_to),
        "positions": str(version.positions),
        "apply_by": _day(version.apply_by),
        "found_by": str(version.found_by),
        "found_on": show_date(version.found_on),
    }


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else show_hours(minutes)


def _day(day: date | None) -> str:
    return "" if day is None else show_date(day)


def _form(session: Session, actor: Actor, stands: Mapping[str, str], seen: str, refused: Refusal | None) -> FormView:
    people = staff.of_municipality(session, actor.municipality_id)
    fields = tuple(_field(spec, stands[spec.name], refused) for spec in OPENING_FIELDS)
    offered = tuple(
        _offering(view, options(people, "action_by", view.value)) if view.name == "found_by" else view
        for view in fields
    )
    wrong = tuple(view for view in offered if view.problem)
    return FormView(offered, seen, wrong, refused.conflict if refused else None)


def _field(spec: FieldSpec, stands: str, refused: Refusal | None) -> FieldView:
    value = refused.typed.get(spec.name, stands) if refused else stands
    conflict = refused is not None and refused.conflict is not None
    return FieldView(
        spec,
        spec.label,
        spec.name in REQUIRED,
        value,
        problem=refused.problem(spec.name) if refused else None,
        theirs=stands if conflict and value != stands else None,
    )


def _offering(view: FieldView, offered: tuple[Option, ...]) -> FieldView:
    return replace(view, options=offered)
