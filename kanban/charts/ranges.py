"""Days in each step: a dot where half have moved on, a stroke where 85 % have, a ring for the ended stays alone."""

from collections.abc import Collection, Sequence

from kanban.charts.paper import along, grid
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.day_drawings import RangeChart, RangeRow
from kanban.domain.views.drawings import Box, Level
from kanban.domain.views.flow import StepTime

PAPER = Box(width=680, height=330, left=190, right=520, top=14, bottom=300)
_FIRST, _PITCH = 34, 35


def ranges(times: Sequence[StepTime], changed: Collection[int]) -> RangeChart:
    """One row a step; ``changed`` are the steps where curve and plain fraction disagree."""
    values = grid(max((days for each in times for days in _days(each) if days is not None), default=30), 5)
    rows = tuple(_row(number, each, values[-1], each.step in changed) for number, each in enumerate(times))
    return RangeChart(PAPER, rows, tuple(Level(along(value, values[-1], PAPER), value) for value in values))


def _days(each: StepTime) -> tuple[int | None, ...]:
    return each.km_median_days, each.km_p85_days, each.median_finished_days


def _row(number: int, each: StepTime, end: int, differs: bool) -> RangeRow:
    places = [None if days is None else along(days, end, PAPER) for days in _days(each)]
    median, p85, finished = places
    known = [place for place in (median, p85, finished) if place is not None]
    return RangeRow(
        step=each.step,
        y=_FIRST + _PITCH * number,
        median=median,
        p85=p85,
        finished=finished,
        words=max(known) + 14 if known else PAPER.left + 8,
        median_days=each.km_median_days,
        p85_days=each.km_p85_days,
        finished_days=each.median_finished_days,
        visits=each.visits,
        ended=each.finished,
        differs=differs,
        is_goal=each.step == STEP_NUMBERS[-1],
    )
