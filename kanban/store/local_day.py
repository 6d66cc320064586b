"""The calendar day of a stored moment, counted by the database where the municipality is and not by UTC.

PostgreSQL knows time zones. SQLite does not: it is told when the zone's distance from UTC changed meanwhile.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func
from sqlmodel import Session

from kanban.store.database import zone_of

_HOUR = timedelta(hours=1)


def local_day(
    session: Session, moment: SQLColumnExpression[datetime], first: date, last: date
) -> ColumnElement[date | str]:
    """The day of moments between two days; those outside are given the distance from UTC of the nearer end.

    A date on PostgreSQL, ISO text on SQLite.
    """
    zone = zone_of(session)
    if session.get_bind().dialect.name == "postgresql":
        return func.date(func.timezone(zone.key, moment))
    *changes, (_, newest) = distances(zone, first, last)
    days = [(moment < until, func.date(moment, _modifier(distance))) for until, distance in changes]
    day = func.date(moment, _modifier(newest))
    return case(*days, else_=day) if days else day


def distances(zone: ZoneInfo, first: date, last: date) -> list[tuple[datetime, timedelta]]:
    """How far the zone is ahead of UTC in the time asked for, and until when; the last one has no end of its own."""
    found: list[tuple[datetime, timedelta]] = []
    for hour in _hours(zone, first, last):
        distance = hour.astimezone(zone).utcoffset() or timedelta()
        if found and found[-1][1] == distance:
            found[-1] = hour + _HOUR, distance
        else:
            found.append((hour + _HOUR, distance))
    return found


def _hours(zone: ZoneInfo, first: date, last: date) -> Iterator[datetime]:
    """Hours of the time asked for: each hour of a day in which the distance changes, else the day's first."""
    begins = datetime.combine(first, time(), UTC) - timedelta(days=1)
    days = [begins + timedelta(days=number) for number in range((last - first).days + 4)]
    for day, following in pairwise(days):
        changes = day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset()
        yield from (day + number * _HOUR for number in range(24 if changes else 1))


def _modifier(distance: timedelta) -> str:
    """A distance as SQLite's date functions take it."""
    return f"{distance // timedelta(minutes=1):+d} minutes"
