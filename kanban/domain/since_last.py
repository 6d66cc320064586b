"""What has happened in a case since the step was last found right: the talk before this one starts from it."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kanban.domain.danish import show_hours
from kanban.domain.deadlines import TALK_EVERY
from kanban.domain.messages import say
from kanban.domain.views.panel import HoursPoint, PanelView
from kanban.domain.views.review import SinceLine

MOST_LINES = 6
_LONGEST_NOTE = 160


def begins(panel: PanelView) -> date:
    """The day it is told from: when the step was last confirmed before today, else six weeks ago."""
    confirmed = panel.confirmed_on
    return confirmed if confirmed and confirmed < panel.today else panel.today - TALK_EVERY


def since_last(panel: PanelView) -> tuple[SinceLine, ...]:
    """Moves, hours, talks and steps taken since then, the latest first."""
    found = [*_moves(panel), *_hours(panel), *_talks(panel), *_actions(panel)]
    counting = [line for line in found if begins(panel) <= line.on <= panel.today]
    return tuple(sorted(counting, key=lambda line: line.on, reverse=True)[:MOST_LINES])


def _moves(panel: PanelView) -> Iterator[SinceLine]:
    for move in panel.history:
        if move.annulled_at is None and move.to_step.number:
            yield SinceLine("next", say("Moved to step %(step)s", step=move.to_step.number), move.effective_on)


def _hours(panel: PanelView) -> Iterator[SinceLine]:
    paid = [point for point in panel.hours if point.paid_minutes is not None]
    if paid and paid[0].paid_minutes:
        yield SinceLine("clock", say("Paid hours begun: %(hours)s a week", hours=_shown(paid[0])), paid[0].valid_from)
    for before, after in pairwise(paid):
        if before.paid_minutes != after.paid_minutes:
            words = say("Paid hours from %(before)s to %(after)s a week", before=_shown(before), after=_shown(after))
            yield SinceLine("clock", words, after.valid_from)


def _shown(point: HoursPoint) -> str:
    return show_hours(point.paid_minutes or 0)


def _talks(panel: PanelView) -> Iterator[SinceLine]:
    for talk in panel.talks.shown:
        said = talk.resources or talk.note
        short = said if len(said) <= _LONGEST_NOTE else f"{said[:_LONGEST_NOTE].rstrip()} …"
        yield SinceLine("talk", say("Talk: “%(said)s”", said=short) if short else say("Talk"), talk.held_on)


def _actions(panel: PanelView) -> Iterator[SinceLine]:
    for each in panel.actions:
        if each.done_on:
            yield SinceLine("check", say("Done: %(action)s", action=each.action), each.done_on)
