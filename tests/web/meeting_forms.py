"""Filling in the forms of a board meeting."""

from kanban.domain.citizen import Citizen
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import one


def begin(visitor: Visitor) -> str:
    """Begin a meeting of the whole municipality; its address."""
    return visitor.submit(visitor.get("/meetings"), "/meetings", team="").location


def action(town: Town, **changes: str) -> dict[str, str]:
    """A complete form for a next step of Maja Juhl's."""
    who = str(town.user().id)
    return {"point": "3", "kind": "action", "text": "Ring", "action_by": who, "due_on": "27-11-2026", **changes}


def record(visitor: Visitor, meeting: str, fields: dict[str, str], *, htmx: bool = False) -> Page:
    """Fill in and send the form beside a point of the agenda."""
    page = visitor.get(meeting, point=fields["point"])
    return visitor.post(f"{meeting}/entries", {**page.form(f"{meeting}/entries").values, **fields}, htmx=htmx)


def code_of(town: Town, citizen: str) -> str:
    """What the citizen is called on the big screen."""
    return one(town.runtime, Citizen, public_id=citizen).case_code
