"""Cumulative flow by first reach: how many citizens have ever been at a step or nearer the goal.

R_s(d) = citizens with min{date of any step <= s} <= d; unit: citizens, cumulative since the beginning. A skip counts
for every step passed; leaving the board counts for none. It never falls in d, and R_8 >= … >= R_1. With setbacks
R_s - R_(s-1) is not the stock of s. Standard idea (cumulative arrivals per state); that a setback takes nothing
back is our choice. A team's citizens are those who began in it.
"""

from collections.abc import Iterable, Iterator

from kanban.domain.flow_counts import MoveCount, Period
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.views.flow import DayCounts
from kanban.flow.calendar import Tally, cumulative
from kanban.flow.distribution import rows


def first_reach(moves: Iterable[MoveCount], period: Period) -> tuple[DayCounts, ...]:
    """One row for each day of the period."""
    return rows(cumulative(reached(moves), STEP_NUMBERS, period), STEP_NUMBERS, period)


def reached(moves: Iterable[MoveCount]) -> Iterator[Tally]:
    """(step, day, citizens) for every step that citizens came to, or passed, for the first time."""
    for move in moves:
        if move.to_step != OUT:
            before = move.best_before or STEP_NUMBERS[0] + 1
            yield from ((step, move.day, move.moves) for step in range(move.to_step, before))
