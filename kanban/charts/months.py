"""The time axis: where months begin, and what they are called where there is room."""

from datetime import date

from kanban.charts.paper import on_day
from kanban.domain.messages import Message, mark, say
from kanban.domain.months import month_of, months_between
from kanban.domain.views.drawings import Box, MonthTick

_MOST_NAMES = 7
_SHORT = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


def month_name(day: date, *, with_year: bool) -> Message:
    """A short name, with its year where several are shown."""
    name = Message(_SHORT[day.month - 1])
    return say("%(month)s %(year)s", month=name, year=day.year) if with_year else name


def first_days(first: date, last: date) -> list[date]:
    """The first days of the months that begin in the period; of every third or twelfth one in a long period."""
    begun = [day for day in months_between(month_of(first), last) if first <= day]
    every = 1 if len(begun) <= 24 else 3 if len(begun) <= 60 else 12
    return [day for day in begun if (day.month - 1) % every == 0]


def ticks(first: date, last: date, box: Box) -> tuple[MonthTick, ...]:
    """A tick where each month begins, and a name under some; in a period without such a day its ends are named."""
    days = first_days(first, last)
    if not days:
        return ()
    every = -(-len(days) // _MOST_NAMES)
    with_year = (last - first).days > 366
    return tuple(
        MonthTick(on_day(day, first, last, box), month_name(day, with_year=with_year) if number % every == 0 else None)
        for number, day in enumerate(days)
    )
