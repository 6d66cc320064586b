"""Stays from a log of moves, for all citizens at once: what :func:`kanban.domain.transition.replay` does one by one.

For looking back at what was known at a moment. Days are ordinals (days since year 1), so that differences are whole
days; what is missing is :data:`NONE` and what never comes :data:`NEVER`. The columns are worked on as whole arrays of
narrow numbers: grouped by citizen with pandas, a million moves took ten times as long.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kanban.domain.known_move import CITIZEN, DAYS, IN_TEAM, STEPS
from kanban.domain.steps import OUT, STEP_NUMBERS

NONE = -1
NEVER = np.iinfo(np.int32).max
_FAR = 9
Moves: TypeAlias = "Iterable[Sequence[Sequence[int]]]"
Column: TypeAlias = "NDArray[Any]"


def replayed(portions: Moves) -> pd.DataFrame:
    """One row for each stay from moves in effective order, citizen by citizen, known and standing.

    A move is a row of one number, see :mod:`kanban.domain.known_move`. Columns: citizen, in_team, step, enter, prev,
    leave and those of :class:`kanban.domain.course.Course`.
    """
    parts = [np.fromiter(chain.from_iterable(rows), np.int64, len(rows)) for rows in portions]
    return pd.DataFrame(_Replay(np.concatenate([np.zeros(0, np.int64), *parts])).columns(), copy=False)


class _Replay:
    """Derives a stay's columns from those before it and after it; a citizen's stays stand together."""

    def __init__(self, moves: Column) -> None:
        place = moves // CITIZEN * STEPS + moves % STEPS
        moves = moves[np.diff(place, prepend=NONE) != 0]
        self._citizen, self._step = (moves // CITIZEN).astype(np.int32), (moves % STEPS).astype(np.int8)
        self._enter, self._in_team = (moves // STEPS % DAYS).astype(np.int32), moves // IN_TEAM % 2 == 1
        self._same = np.zeros(len(self._citizen), dtype=bool)
        self._same[1:] = self._citizen[1:] == self._citizen[:-1]
        self._on_step, self._prev = self._step != OUT, self._before(self._step, NONE)

    def columns(self) -> dict[str, Column]:
        """Everything, by name."""
        spell, since, begun = self._spells()
        return {
            "citizen": self._citizen,
            "in_team": self._in_team,
            "step": self._step,
            "enter": self._enter,
            "prev": self._prev,
            "leave": self._next(self._same, self._enter),
            "spell": spell,
            "spell_days": np.where(since == NONE, NONE, self._enter - since),
            "begun": begun,
            "age": np.where(begun == NONE, NONE, self._enter - begun),
            "best": self._best(),
            "first": self._first(),
            "again": self._again(),
        }

    def _before(self, values: Column, missing: int) -> Column:
        """The citizen's stay before."""
        found = np.full_like(values, missing)
        found[1:] = np.where(self._same[1:], values[:-1], missing)
        return found

    def _next(self, same: Column, values: Column) -> Column:
        """The stay after, where that one is the same's."""
        found = np.full_like(values, NEVER)
        found[:-1] = np.where(same[1:], values[1:], NEVER)
        return found

    def _spells(self) -> tuple[Column, Column, Column]:
        """Which spell on the board it is, the day that one began, and the day the first one began."""
        begins = self._on_step & (self._prev <= OUT)
        until_now = np.cumsum(begins, dtype=np.int32)
        earlier = self._of_citizen(until_now - begins)
        starts = np.concatenate([self._enter[begins], [NONE]]).astype(np.int32)
        begun = until_now > earlier
        return (
            until_now - earlier,
            np.where(begun, starts[until_now - 1], NONE),
            np.where(begun, starts[earlier], NONE),
        )

    def _of_citizen(self, values: Column) -> Column:
        """What stands at the citizen's first stay."""
        first = np.flatnonzero(~self._same)
        return np.repeat(values[first], np.diff(first, append=len(values)))

    def _best(self) -> Column:
        """The step nearest the goal before. Each citizen's numbers lie below the former's: the minimum begins anew."""
        floor = np.cumsum(~self._same, dtype=np.int32) * (_FAR + 1)
        nearest = np.minimum.accumulate(np.where(self._on_step, self._step, _FAR) - floor) + floor
        before = self._before(nearest.astype(np.int8), NONE)
        return np.where(before == _FAR, np.int8(NONE), before)

    def _first(self) -> Column:
        found = np.zeros(len(self._step), dtype=bool)
        for step in (*STEP_NUMBERS, OUT):
            rows = np.flatnonzero(self._step == step)
            found[rows] = self._citizen[rows] != np.concatenate([[NONE], self._citizen[rows[:-1]]])
        return found

    def _again(self) -> Column:
        """The day on which the citizen left the step before once more."""
        found = np.full_like(self._enter, NEVER)
        for step in (*STEP_NUMBERS, OUT):
            rows = np.flatnonzero(self._prev == step)
            same = np.zeros(len(rows), dtype=bool)
            same[1:] = self._citizen[rows[1:]] == self._citizen[rows[:-1]]
            found[rows] = self._next(same, self._enter[rows])
        return found
