"""Stays from a log of moves, for all citizens at once: what :func:`kanban.domain.transition.replay` does one by one.

For looking back at what was known at a moment. Days are ordinals (days since year 1), so that differences are whole
days; what is missing is :data:`NONE` and what never comes :data:`NEVER`.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from kanban.domain.steps import OUT

NONE = -1
NEVER = np.iinfo(np.int32).max
_FAR = 9
_COLUMNS = ("citizen", "team", "broker", "programme", "step", "enter")
Moves = Iterable[Sequence[tuple[int, int, int, int, int, int]]]


def replayed(portions: Moves) -> pd.DataFrame:
    """One row for each stay from moves in effective order, citizen by citizen, known and standing.

    A move is citizen, team, broker, programme (these :data:`NONE` where there is none), step and day.
    Columns: these, with the day as ``enter``, prev, leave and those of :class:`kanban.domain.course.Course`.
    """
    moves = _table(portions)
    repeated = (moves["citizen"] == moves["citizen"].shift()) & (moves["step"] == moves["step"].shift())
    stays = moves[~repeated].reset_index(drop=True)
    own = stays.groupby("citizen", sort=False)
    stays["prev"] = own["step"].shift(fill_value=NONE)
    stays["leave"] = own["enter"].shift(-1, fill_value=NEVER)
    return _with_course(stays)


def _table(portions: Moves) -> pd.DataFrame:
    parts = [np.array(portion, dtype=np.int32) for portion in portions if portion]
    table = np.concatenate(parts) if parts else np.zeros((0, len(_COLUMNS)), dtype=np.int32)
    return pd.DataFrame(table, columns=list(_COLUMNS))


def _with_course(stays: pd.DataFrame) -> pd.DataFrame:
    citizen, on_step = stays["citizen"], stays["step"] != OUT
    begins = on_step & stays["prev"].isin([NONE, OUT])
    stays["spell"] = begins.groupby(citizen, sort=False).cumsum()
    began = stays["enter"].where(begins)
    stays["spell_days"] = _days(stays, began.groupby(citizen, sort=False).ffill())
    stays["begun"] = began.groupby(citizen, sort=False).cummin().groupby(citizen, sort=False).ffill().fillna(NONE)
    stays["age"] = _days(stays, stays["begun"].where(stays["begun"] != NONE))
    best = stays["step"].where(on_step, _FAR).groupby(citizen, sort=False).cummin()
    best_before = best.groupby(citizen, sort=False).shift(fill_value=_FAR)
    stays["best"] = best_before.where(best_before != _FAR, NONE)
    stays["first"] = ~stays.duplicated(["citizen", "step"])
    moved = stays[stays["prev"] != NONE]
    again = moved.groupby(["citizen", "prev"], sort=False)["enter"].shift(-1, fill_value=NEVER)
    stays["again"] = again.reindex(stays.index, fill_value=NEVER)
    return stays


def _days(stays: pd.DataFrame, since: "pd.Series[float]") -> "pd.Series[int]":
    return (stays["enter"] - since).fillna(NONE).astype(np.int32)
