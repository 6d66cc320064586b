"""Forecast: will a target be reached?

The number still to come in h whole weeks is the h-fold convolution of the empirical distribution of weekly counts:
the exact limit of drawing weeks at random, with no seed and no noise. The counts are those of the last 26 whole
weeks up to the last day, fewer if the board is younger, weeks without any kept. Counted are citizens who come to
the step, or nearer the goal, for the first time. No more can come than are on the board and have not been there.
``probability`` = P(reached so far in the period + still to come >= target); ``with_85_percent`` = reached so far + the
15th percentile of what is still to come. None with fewer than 8 weeks, or when nobody came in any of them.
Seasons are not modelled: the weeks used are told. Monte Carlo forecasting is the standard; this is its limit.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from kanban.domain.flow_counts import FORECAST_DAYS, MoveCount, Period, Target
from kanban.domain.views.flow import Forecast
from kanban.flow.first_reach import reached

WEEK = 7
MOST_WEEKS, FEWEST_WEEKS = FORECAST_DAYS // WEEK, 8


def forecast(moves: Sequence[MoveCount], at_risk: int, target: Target, period: Period) -> Forecast | None:
    """The outlook for a target; ``at_risk`` are those on the board who have not been at the step."""
    weeks = weekly_counts(moves, target.step, period.last)
    if len(weeks) < FEWEST_WEEKS or not any(weeks):
        return None
    horizon = max(0, (target.by - period.last).days) // WEEK
    chances = total_chances(weeks, horizon, at_risk)
    done = sum(number for step, day, number in reached(moves) if step == target.step and day in period)
    missing = min(max(0, target.number - done), chances.size)
    return Forecast(
        step=target.step,
        target=target.number,
        by=target.by,
        probability=float(min(1.0, chances[missing:].sum())),
        with_85_percent=done + int(np.argmax(chances.cumsum() >= 0.15 - 1e-12)),
        weeks_used=len(weeks),
    )


def weekly_counts(moves: Iterable[MoveCount], step: int, last: date) -> list[int]:
    """First arrivals at the step or nearer in each of the last whole weeks up to ``last``, the latest week first."""
    known = list(moves)
    begun = min((move.day for move in known), default=last)
    weeks = min(MOST_WEEKS, ((last - begun).days + 1) // WEEK)
    found = [0] * weeks
    for place, day, number in reached(known):
        week = (last - day).days // WEEK
        if place == step and day > last - timedelta(days=WEEK * weeks):
            found[week] += number
    return found


def total_chances(weeks: Sequence[int], horizon: int, most: int) -> np.ndarray:
    """P(total = 0), P(total = 1), … over ``horizon`` weeks; whatever is above ``most`` counts as ``most``."""
    one_week = np.bincount(np.asarray(weeks, dtype=np.int64)) / len(weeks)
    chances = np.ones(1)
    for _ in range(horizon):
        chances = _capped(np.convolve(chances, one_week), most)
    return chances


def _capped(chances: np.ndarray, most: int) -> np.ndarray:
    if chances.size <= most + 1:
        return chances
    return np.concatenate((chances[:most], [chances[most:].sum()]))
