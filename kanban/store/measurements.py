"""Progression over many citizens: counted and averaged in the database, whatever the number of talks.

Each citizen counts once per theme and period, with the latest measurement in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, extract, func, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.talk import Talk, TalkScore
from kanban.store import talks

MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class Whose:
    """Whose measurements: a municipality's citizens, those of a team, or a broker's own."""

    municipality_id: int
    team_id: int | None = None
    broker_id: int | None = None


@dataclass(frozen=True)
class PeriodMean:
    """The mean level of a theme in a month or quarter, 1 being the first, and how many citizens were measured."""

    theme: str
    year: int
    number: int
    mean: float
    citizens: int


@dataclass(frozen=True)
class ThemeChange:
    """How many citizens measured twice or more stand higher, the same or lower than the first time."""

    theme: str
    rose: int
    same: int
    fell: int


def means(session: Session, whose: Whose, since: date, months: int) -> list[PeriodMean]:
    """Mean levels by theme and period since a day; a period is ``months`` long."""
    year, number = extract("year", col(Talk.held_on)), _period(months)
    latest = (col(Talk.held_on).desc(), col(Talk.id).desc())
    place = func.row_number().over(
        partition_by=(col(Talk.citizen_id), col(TalkScore.theme), year, number), order_by=latest
    )
    inner = _scores(
        whose, col(TalkScore.theme).label("theme"), year.label("year"), number.label("number"), place.label("place")
    ).where(col(Talk.held_on) >= since)
    rows = inner.subquery()
    query = (
        select(rows.c.theme, rows.c.year, rows.c.number, func.avg(rows.c.level), func.count())
        .where(rows.c.place == 1)
        .group_by(rows.c.theme, rows.c.year, rows.c.number)
    )
    return [
        PeriodMean(theme, int(found_year), int(period), float(mean), citizens)
        for theme, found_year, period, mean, citizens in session.execute(query)
    ]


def changes(session: Session, whose: Whose) -> list[ThemeChange]:
    """First and latest measurement of each citizen compared, by theme."""
    owner, theme = col(Talk.citizen_id), col(TalkScore.theme)
    order = (col(Talk.held_on), col(Talk.id))
    first = func.row_number().over(partition_by=(owner, theme), order_by=order).label("first")
    backwards = [each.desc() for each in order]
    last = func.row_number().over(partition_by=(owner, theme), order_by=backwards).label("last")
    rows = _scores(whose, owner.label("owner"), theme.label("theme"), first, last).subquery()
    begun = func.max(case((rows.c.first == 1, rows.c.level)))
    now = func.max(case((rows.c.last == 1, rows.c.level)))
    compared = (
        select(rows.c.theme, (now - begun).label("gained"))
        .group_by(rows.c.owner, rows.c.theme)
        .having(func.count() > 1)
        .subquery()
    )
    gained = compared.c.gained
    tallies = [func.sum(case((test, 1), else_=0)) for test in (gained > 0, gained == 0, gained < 0)]
    query = select(compared.c.theme, *tallies).group_by(compared.c.theme)
    return [ThemeChange(name, int(rose), int(same), int(fell)) for name, rose, same, fell in session.execute(query)]


def measured_citizens(session: Session, whose: Whose) -> int:
    """How many citizens have been measured at all."""
    found = session.scalar(_scores(whose).with_only_columns(func.count(col(Talk.citizen_id).distinct())))
    return found or 0


def _scores(whose: Whose, *columns: ColumnElement[Any]) -> Select[Any]:
    return (
        select(col(TalkScore.level).label("level"), *columns)
        .select_from(Talk)
        .join(TalkScore, col(TalkScore.talk_id) == col(Talk.id))
        .join(Citizen, col(Citizen.id) == col(Talk.citizen_id))
        .where(col(Citizen.municipality_id) == whose.municipality_id, talks.standing(), *_narrowed(whose))
    )


def _narrowed(whose: Whose) -> Sequence[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if whose.team_id is not None:
        wanted.append(col(Citizen.team_id) == whose.team_id)
    if whose.broker_id is not None:
        wanted.append(col(Citizen.broker_id) == whose.broker_id)
    return wanted


def _period(months: int) -> ColumnElement[Any]:
    month = extract("month", col(Talk.held_on))
    return month if months == 1 else func.floor((month - 1) / MONTHS_A_QUARTER) + 1
