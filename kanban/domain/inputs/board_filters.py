"""The board's address: reading its filters."""

from collections.abc import Mapping
from datetime import date

from kanban.domain.danish import parse_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say
from kanban.domain.views.board import BoardFilters, SignKind

_LONGEST_SEARCH = 200
_GROUPS = {"", "1", "2", "3"}


def read_filters(raw: Mapping[str, str]) -> BoardFilters:
    """The filters of an address, unknown names ignored.

    Raises :class:`InvalidInputError` for a group or sign that does not exist.
    """
    names = ("team", "broker", "marking", "group", "sign", "as_of")
    given = {name: clean(raw.get(name, ""), lines=False) for name in names}
    if given["group"] not in _GROUPS:
        raise _refused("group", say("There is no such target group. Choose 1, 2 or 3"))
    if given["sign"] not in {"", *SignKind}:
        raise _refused("sign", say("There is no such filter"))
    return BoardFilters(q=clean(raw.get("q", ""), lines=False)[:_LONGEST_SEARCH], **given)


def read_day(filters: BoardFilters, today: date) -> date:
    """The day the board is to show. Raises :class:`InvalidInputError` when it is no day or lies ahead."""
    if not filters.as_of:
        return today
    day = parse_date(filters.as_of)
    if day is None:
        raise _refused("as_of", say("Write a date as dd-mm-yyyy, e.g. %(example)s", example=today))
    if day > today:
        raise _refused("as_of", say("The board can't show the future. Choose today or earlier"))
    return day


def _refused(field: str, message: Message) -> InvalidInputError:
    return InvalidInputError((FieldProblem(field, message),))
