"""The lists behind a target's two numbers: its population in a month, and those of them who were touched (R-DASH-8)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kanban.domain.day_words import month as month_name
from kanban.domain.errors import NotFoundError
from kanban.domain.flow_stays import Behind
from kanban.domain.indicators import Life
from kanban.domain.inputs.behind_query import Question, refused
from kanban.domain.messages import Message, say
from kanban.domain.months import parse_month
from kanban.domain.targets import Target
from kanban.services.behind.asked import Asked, Reader
from kanban.services.targets.target_shares import Measured, measure
from kanban.store import targets


def _reader(members: Callable[[Measured, Target, date], Sequence[Life]]) -> Reader:
    def read(asked: Asked) -> Sequence[Behind]:
        today, month = asked.runtime.clock.today(), _month(asked.question)
        if asked.query.known_at is not None or month > today:
            raise refused("month", say("This list is about what is known now. Choose a month that has begun"))
        measured = measure(asked.session, asked.scope, today)
        return [_line(life) for life in members(measured, _target(asked), month)]

    return read


def _line(life: Life) -> Behind:
    """The citizen where the course stands now."""
    last = life.stays[-1] if life.stays else None
    return Behind(life.citizen, last.step if last else None, last.enter if last else life.started_on)


def _target(asked: Asked) -> Target:
    """Raises :class:`NotFoundError` for a target the municipality does not have."""
    number = asked.question.number("goal")
    found = targets.newest(asked.session, asked.scope.municipality_id).get(number)
    if found is None or found.dropped:
        raise NotFoundError
    return found.target


def _month(question: Question) -> date:
    found = parse_month(question.text("month"))
    if found is None:
        raise refused("month", say("Write a month as yyyy-mm"))
    return found


def _named(question: Question) -> Message:
    month = _month(question)
    return say("%(month)s %(year)s", month=month_name(month), year=str(month.year))


TARGETS: Mapping[str, Reader] = {
    "target_population": _reader(Measured.population),
    "target_touched": _reader(Measured.touched),
}
TARGET_HEADINGS: Mapping[str, Callable[[Question], Message]] = {
    "target_population": lambda question: say("The target's citizens in %(month)s", month=_named(question)),
    "target_touched": lambda question: say("Those who count for the target in %(month)s", month=_named(question)),
}
