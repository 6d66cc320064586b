"""Counts by day and by month."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from kanban.domain.flow_counts import Period
from kanban.domain.months import days_of, months_between

Tally: TypeAlias = "tuple[int, date, int]"


def cumulative(tallies: Iterable[Tally], places: Sequence[int], period: Period) -> np.ndarray:
    """Days of the period by places: the sum of all tallies (place, day, number) up to the end of each day.

    Tallies before the period count from its first day on; those after it not at all.
    """
    column = {place: number for number, place in enumerate(places)}
    known = [(day.toordinal(), column[place], number) for place, day, number in tallies if place in column]
    table = np.array(known, dtype=np.int64).reshape(-1, 3)
    table = table[table[:, 0] <= period.last.toordinal()]
    changes = np.zeros((period.days, len(places)), dtype=np.int64)
    np.add.at(changes, (np.maximum(0, table[:, 0] - period.first.toordinal()), table[:, 1]), table[:, 2])
    return changes.cumsum(axis=0)


@lru_cache(maxsize=20_000)
def month_of(day: date) -> str:
    """The month as ``yyyy-mm``."""
    return day.isoformat()[:7]


def months(period: Period) -> list[str]:
    """The months the period touches, in order."""
    return [month_of(each) for each in months_between(period.first.replace(day=1), period.last)]


def month_end(month: str) -> date:
    """The month's last day."""
    return days_of(date.fromisoformat(f"{month}-01")).last
