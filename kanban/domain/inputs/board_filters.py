"""The board's address: reading its filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.clock import Clock
from kanban.domain.danish import parse_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.moment import read_moment
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say
from kanban.domain.views.board import BoardFilters, SignKind

_LONGEST_SEARCH = 200
_GROUPS = {"", "1", "2", "3"}


def read_filters(raw: Mapping[str, str]) -> BoardFilters:
    """The filters of an address, unknown names ignored.

    Raises :class:`InvalidInputError` for a group or sign that does not exist.
    """
    names = ("team", "broker", "programme", "marking", "group", "sign", "as_of", "known_at")
    given = {name: clean(raw.get(name, ""), lines=False) for name in names}
    if given["group"] not in _GROUPS:
        raise _refused("group", say("There is no such target group. Choose 1, 2 or 3"))
    if given["sign"] not in {"", *SignKind}:
        raise _refused("sign", say("There is no such filter"))
    return BoardFilters(q=clean(raw.get("q", ""), lines=False)[:_LONGEST_SEARCH], **given)


@dataclass(frozen=True)
class BoardTime:
    """The day the board shows, and the local moment whose knowledge it shows: None for what is known now."""

    day: date
    today: date
    known_at: datetime | None = None

    @property
    def past(self) -> bool:
        """Whether it is another board than today's."""
        return self.day < self.today or self.known_at is not None


def read_time(filters: BoardFilters, clock: Clock) -> BoardTime:
    """Both clocks. Without a day it is that of the knowledge, and knowledge up to now is what is known now.

    Raises :class:`InvalidInputError` for what is no day or moment, or lies ahead.
    """
    today, known_at = clock.today(), read_moment(filters.known_at, clock)
    day = _day(filters.as_of, today) or (known_at.date() if known_at else today)
    return BoardTime(day, today, known_at if known_at and known_at < clock.now() else None)


def _day(typed: str, today: date) -> date | None:
    if not typed:
        return None
    day = parse_date(typed)
    if day is None:
        raise _refused("as_of", say("Write a date as dd-mm-yyyy, e.g. %(example)s", example=today))
    if day > today:
        raise _refused("as_of", say("The board can't show the future. Choose today or earlier"))
    return day


def _refused(field: str, message: Message) -> InvalidInputError:
    return InvalidInputError((FieldProblem(field, message),))
