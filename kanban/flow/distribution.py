"""Step distribution: how many citizens are in each step at the end of a day.

N_s(d) = citizens whose stay in s has enter <= d and (leave is none or leave > d); unit: citizens. With several moves
on a day the last one counts. Out (0) is a row of its own, and the sum over all rows is the number of citizens who
have come so far. Counted as entries less exits up to and including the day. It may fall; the chart that never
falls is :mod:`kanban.flow.first_reach`. Standard: work in process by state.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from kanban.domain.flow_counts import LeaveCount, MoveCount, Period
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.views.flow import DayCounts, StepShare
from kanban.flow.calendar import Tally, cumulative

PLACES = (*STEP_NUMBERS, OUT)


def daily(moves: Iterable[MoveCount], leaves: Iterable[LeaveCount], period: Period) -> tuple[DayCounts, ...]:
    """One row for each day of the period."""
    changes: list[Tally] = [(move.to_step, move.day, move.moves) for move in moves]
    changes += [(leave.step, leave.day, -leave.stays) for leave in leaves]
    stock = cumulative(changes, PLACES, period)
    return rows(stock, PLACES, period)


def rows(table: np.ndarray, places: Sequence[int], period: Period) -> tuple[DayCounts, ...]:
    """A table of days by steps as rows with their dates."""
    lines = zip(period.dates(), table.tolist(), strict=True)
    return tuple(DayCounts(day, dict(zip(places, line, strict=True))) for day, line in lines)


def on_last_day(stock: Sequence[DayCounts]) -> tuple[StepShare, ...]:
    """The last day's row with shares of all who have come; no share before anybody has."""
    last = stock[-1].steps
    total = sum(last.values())
    return tuple(StepShare(step, number, number / total if total else None) for step, number in last.items())
