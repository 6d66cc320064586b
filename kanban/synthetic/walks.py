"""Walks on the staircase: forward, skipping, falling back, leaving and coming back, with stays of believable length.

A walk begins on some day and goes on until today; nobody decides in advance where it ends. To meet the wanted
distribution, walks are made until every wanted end has been reached often enough and the others are thrown away,
so that each walk is as likely as its end allows. Days are ordinals.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kanban.domain.steps import OUT
from kanban.domain.transition import EARLIEST
from kanban.synthetic.calibration import DAYS_A_MONTH
from kanban.synthetic.dice import Dice, Odds
from kanban.synthetic.workdays import settle

FIRST = Odds({8: 0.86, 7: 0.07, 6: 0.04, 5: 0.02, 4: 0.01})
NEXT: dict[int, Odds[int]] = {
    8: Odds({7: 0.76, 6: 0.10, 5: 0.04, 4: 0.05, OUT: 0.05}),
    7: Odds({6: 0.75, 5: 0.09, 4: 0.08, 8: 0.04, OUT: 0.04}),
    6: Odds({5: 0.71, 4: 0.14, 3: 0.02, 7: 0.06, 8: 0.03, OUT: 0.04}),
    5: Odds({4: 0.73, 3: 0.04, 6: 0.12, 7: 0.05, 8: 0.02, OUT: 0.04}),
    4: Odds({3: 0.19, 1: 0.06, 5: 0.36, 6: 0.20, 7: 0.06, 8: 0.06, OUT: 0.07}),
    3: Odds({2: 0.36, 1: 0.24, 4: 0.16, 5: 0.12, 6: 0.05, OUT: 0.07}),
    2: Odds({1: 0.58, 3: 0.22, 5: 0.10, OUT: 0.10}),
    1: Odds({OUT: 0.70, 3: 0.06, 4: 0.06, 5: 0.10, 8: 0.08}),
    OUT: Odds({8: 0.62, 7: 0.20, 6: 0.10, 5: 0.08}),
}
MEDIAN_DAYS = {8: 105, 7: 56, 6: 48, 5: 34, 4: 74, 3: 40, 2: 62, 1: 160, OUT: 130}
STAY_SPREAD = 0.8
SAME_DAY_SHARE = 0.015
STAYS_OUT_SHARE = 0.86
BEFORE_PERIOD_MONTHS = 13
BEFORE_MEDIAN_DAYS, BEFORE_SPREAD = 90, 1.0


class Stop(NamedTuple):
    """A move to a step (0 is out) on a day."""

    day: int
    step: int


class Walker:
    """Makes walks that end today, some begun in the last ``months`` and some before."""

    def __init__(self, dice: Dice, today: int, months: int) -> None:
        self._dice, self._today = dice, today
        self._period = max(1, round(months * DAYS_A_MONTH))
        self._before_share = BEFORE_PERIOD_MONTHS / (BEFORE_PERIOD_MONTHS + months)

    def walks_to(self, ends: Sequence[int | None]) -> list[list[Stop]]:
        """One walk for each wanted end, in that order; no stops for a citizen who is not placed yet (None)."""
        missing: dict[int, int] = {}
        for end in ends:
            if end is not None:
                missing[end] = missing.get(end, 0) + 1
        found: dict[int, list[list[Stop]]] = {end: [] for end in missing}
        while missing:
            walk = self._walk()
            end = walk[-1].step
            if missing.get(end):
                found[end].append(walk)
                missing[end] -= 1
                if not missing[end]:
                    del missing[end]
        return [found[end].pop() if end is not None else [] for end in ends]

    def _walk(self) -> list[Stop]:
        dice = self._dice
        day = settle(dice, self._begin())
        step = dice.draw(FIRST)
        walk: list[Stop] = []
        while day < self._today:
            walk.append(Stop(day, step))
            if step == OUT and dice.chance(STAYS_OUT_SHARE):
                break
            if not dice.chance(SAME_DAY_SHARE):
                day = settle(dice, day + max(1, int(dice.skewed(MEDIAN_DAYS[step], STAY_SPREAD))))
            step = dice.draw(NEXT[step])
        return walk or self._walk()

    def _begin(self) -> int:
        before = self._dice.chance(self._before_share)
        if not before:
            return self._today - self._dice.between(1, self._period)
        days = self._period + int(self._dice.skewed(BEFORE_MEDIAN_DAYS, BEFORE_SPREAD))
        return max(EARLIEST.toordinal(), self._today - days)
