"""Actions agreed at board meetings that are still to be done: somebody's own, and those about a citizen."""

from datetime import date

from sqlmodel import Session

from kanban.domain.staff import Actor
from kanban.domain.views.meetings import EntryView
from kanban.services.meetings.entry_views import Shown, entry_views
from kanban.store import meetings


def my_actions(session: Session, actor: Actor, today: date) -> tuple[EntryView, ...]:
    """What the actor has taken on, with names: it is the actor's own page."""
    found = meetings.open_actions(session, meetings.of_staff(actor.id))
    return entry_views(session, found, Shown(actor, today, names=True))


def actions_about(session: Session, actor: Actor, citizen_id: int, today: date) -> tuple[EntryView, ...]:
    """What has been agreed about a citizen and is still to be done."""
    found = meetings.open_actions(session, meetings.about_citizen(citizen_id))
    return entry_views(session, found, Shown(actor, today, names=True))
