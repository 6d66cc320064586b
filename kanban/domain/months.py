"""Calendar months, each named by its first day."""

import re
from calendar import monthrange
from datetime import date

from kanban.domain.flow_counts import Period

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def later(month: date, number: int) -> date:
    """The month so many months later, earlier for a negative number."""
    count = month.year * 12 + month.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def days_of(month: date) -> Period:
    """All its days."""
    return Period(month, month.replace(day=monthrange(month.year, month.month)[1]))


def days_until(month: date, today: date) -> Period:
    """Its days up to today; none of a month that lies ahead."""
    whole = days_of(month)
    return Period(whole.first, min(whole.last, today))


def key(month: date) -> str:
    """``yyyy-mm``, as in addresses and month fields."""
    return f"{month:%Y-%m}"


def parse_month(text: str, earliest: int = 2000) -> date | None:
    """The month written ``yyyy-mm``; None when it is none, or before the earliest year."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not (1 <= int(found[2]) <= 12 and int(found[1]) >= earliest):
        return None
    return date(int(found[1]), int(found[2]), 1)


def months_between(first: date, last: date) -> list[date]:
    """The months from one to another, both included."""
    return [later(first, each) for each in range(max(0, distance(first, last) + 1))]


def distance(first: date, last: date) -> int:
    """How many months from one day's to another's, negative for an earlier one."""
    return (last.year - first.year) * 12 + last.month - first.month
