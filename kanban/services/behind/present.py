"""The lists behind the figures about today: who is on the board, what is missing, and which talks are due."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement

from kanban.domain.agenda import NEW_FOR, end_of_week
from kanban.domain.completeness import Check, check, judged
from kanban.domain.flow_stays import Behind
from kanban.domain.inputs.behind_query import Question, refused
from kanban.domain.messages import Message, say
from kanban.services.behind.asked import Asked, Reader
from kanban.store import answers
from kanban.store import present as present_store
from kanban.store.present import new_since, talk_due, unassigned, unplaced

_LONG_AGO = date.min
_HAVING = {"yes": True, "no": False}
_TALKS = {"late": say("Talks that are overdue"), "week": say("Talks due this week")}


def _members(where: Callable[[Asked, date], Sequence[ColumnElement[bool]]]) -> Reader:
    def read(asked: Asked) -> Sequence[Behind]:
        return present_store.members(asked.session, asked.scope, *where(asked, _today(asked)))

    return read


def _today(asked: Asked) -> date:
    """Raises :class:`InvalidInputError` for another day: these lists tell of today alone."""
    today = asked.runtime.clock.today()
    if asked.query.period.last != today or asked.query.known_at is not None:
        raise refused("to", say("This list is about today. Leave out days and moments"))
    return today


def _talks(asked: Asked, today: date) -> Sequence[ColumnElement[bool]]:
    if asked.question.word("when", _TALKS) == "late":
        return (talk_due(_LONG_AGO, today - timedelta(days=1)),)
    return (talk_due(today, end_of_week(today)),)


def _quality(asked: Asked) -> Sequence[Behind]:
    """Citizens who have a part of the groundwork, or of whom it is expected and who lack it."""
    _today(asked)
    key, having = _check(asked.question).key, _HAVING[asked.question.word("having", _HAVING)]
    found = answers.answers_of(asked.session, asked.scope)
    return [Behind(citizen, step, since) for citizen, step, since, given in found if judged(given).get(key) is having]


def _check(question: Question) -> Check:
    found = check(question.text("what"))
    if found is None:
        raise refused("what", say("There is no such figure"))
    return found


def _quality_heading(question: Question) -> Message:
    found = _check(question)
    return found.message if _HAVING[question.word("having", _HAVING)] else found.missing


PRESENT: Mapping[str, Reader] = {
    "on_board": _members(lambda _asked, _today: ()),
    "unplaced": _members(lambda _asked, _today: (unplaced(),)),
    "unassigned": _members(lambda _asked, _today: (unassigned(),)),
    "new_cases": _members(lambda _asked, today: (new_since(today - NEW_FOR),)),
    "talks": _members(_talks),
    "quality": _quality,
}
PRESENT_HEADINGS: Mapping[str, Callable[[Question], Message]] = {
    "on_board": lambda _question: say("Everybody on the board today"),
    "unplaced": lambda _question: say("Not yet placed on a step"),
    "unassigned": lambda _question: say("Without a job broker"),
    "new_cases": lambda _question: say("Handed over within %(days)s days", days=NEW_FOR.days),
    "talks": lambda question: _TALKS[question.word("when", _TALKS)],
    "quality": _quality_heading,
}
