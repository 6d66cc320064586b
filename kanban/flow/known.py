"""The counts behind the figures, from replayed stays: what the database counts for what is known now."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from kanban.domain.flow_counts import (
    WITHIN_DAYS,
    ArrivalCount,
    BestCount,
    Departures,
    FlowCounts,
    LeaveCount,
    MoveCount,
    Period,
    ReachCounts,
    Setbacks,
    StayCounts,
    left_by,
)
from kanban.domain.steps import OUT
from kanban.domain.transition import EARLIEST
from kanban.flow.replay import NONE, Column

Found = dict[int, dict[int, int]]
_FEW_PLACES = 1 << 22


@dataclass(frozen=True)
class KnownStays:
    """A municipality's replayed stays, and whose figures are asked for.

    ``citizens`` None is everybody, and ``by_team`` whether only stays begun in the team replayed for count.
    """

    everyone: pd.DataFrame
    by_team: bool = False
    citizens: Collection[int] | None = None

    def ended_before(self, day: date) -> bool:
        """Whether any stay in a step is known to have ended before a day."""
        stays = self.everyone
        return bool(((stays["step"] != OUT) & (stays["leave"] < day.toordinal())).any())

    @cached_property
    def own(self) -> pd.DataFrame:
        """Stays of the citizens of the programme and the broker, in whatever team."""
        stays = self.everyone
        return stays if self.citizens is None else stays[stays["citizen"].isin(self.citizens)]

    @cached_property
    def here(self) -> pd.DataFrame:
        """Stays within the scope."""
        stays = self.own
        return stays[stays["in_team"]] if self.by_team else stays

    @cached_property
    def began_here(self) -> pd.DataFrame:
        """All stays of the citizens in scope; a team's are those who began in it, wherever they are now."""
        stays = self.own
        if not self.by_team:
            return stays
        first = (stays["spell"] == 1) & (stays["best"] == NONE) & (stays["step"] != OUT)
        return stays[stays["citizen"].isin(stays["citizen"][first & stays["in_team"]])]


def count_known(known: KnownStays, period: Period, live_from: date | None, lags: Mapping[int, int]) -> FlowCounts:
    """All counts; ``live_from`` as in :func:`kanban.store.flow.count_flow`."""
    return _Counter(known, period, live_from).counts(lags)


class _Counter:
    """Counts one scope's stays as of the period's last day."""

    def __init__(self, known: KnownStays, period: Period, live_from: date | None) -> None:
        self._known, self._period, self._live_from = known, period, live_from
        self._first, self._last = period.first.toordinal(), period.last.toordinal()
        self._stays = _until(known.here, self._last)
        self._running = self._stays[(self._stays["leave"] > self._last) & (self._stays["step"] != OUT)]

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """Everything."""
        moves, whole = self._moves(self._stays), not self._known.by_team
        return FlowCounts(
            moves=moves,
            cohort_moves=moves if whole else self._moves(self._began_here),
            leaves=left_by(moves) if whole else self._leaves(),
            stays=self._stay_counts(self._stays, self._first),
            yardstick=self._stay_counts(_until(self._known.everyone, self._last), EARLIEST.toordinal()),
            open_stays=_histogram(self._running["step"], self._last - self._running["enter"]),
            open_ages=_histogram(self._running["step"], self._last - self._running["begun"]),
            open_best=self._open_best(),
            left_ages=self._left_ages(),
            reach=self._reach(),
            departures=self._departures(),
            setbacks=self._setbacks(),
            lags=lags,
        )

    def _leaves(self) -> list[LeaveCount]:
        ended = self._stays[self._stays["leave"] <= self._last]
        return [LeaveCount(step, date.fromordinal(day), n) for (step, day), n in _tally(ended["step"], ended["leave"])]

    def _moves(self, stays: pd.DataFrame) -> list[MoveCount]:
        """As the database counts them, but for a first and a later move of one day, which are two rows."""
        day = stays["enter"].clip(lower=self._period.told_from.toordinal() - 1)
        return [
            MoveCount(date.fromordinal(day), _some(prev), step, _some(best), number, number * first)
            for (day, prev, step, best, first), number in _tally(
                day, stays["prev"], stays["step"], stays["best"], stays["first"]
            )
        ]

    def _stay_counts(self, stays: pd.DataFrame, first: int) -> StayCounts:
        """Stays in a step begun from a day on."""
        began = stays[(stays["enter"] >= first) & (stays["step"] != OUT)]
        ended = began["leave"] <= self._last
        finished, running = began[ended], began[~ended]
        return StayCounts(
            _histogram(finished["step"], finished["leave"] - finished["enter"]),
            _histogram(running["step"], self._last - running["enter"]),
            self._late(began),
        )

    def _late(self, began: pd.DataFrame) -> Found:
        old = began[began["enter"] <= self._unseen]
        return _histogram(old["step"], self._unseen - old["enter"])

    @property
    def _unseen(self) -> int:
        """The last day before the records began, or before any stay."""
        if self._live_from is None:
            return NONE
        return min(self._live_from - timedelta(days=1), self._period.last).toordinal()

    def _open_best(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for (_, best), number in _tally(self._running["step"], _best(self._running)):
            found[best] = found.get(best, 0) + number
        return found

    def _left_ages(self) -> Found:
        left = self._stays[(self._stays["prev"] > OUT) & (self._stays["again"] > self._last)]
        return _histogram(left["prev"], left["age"])

    def _reach(self) -> ReachCounts:
        stays = self._cohort()
        nearer = stays[(stays["step"] == OUT) | (stays["best"] == NONE) | (stays["step"] < stays["best"])]
        followed = pd.Series(0, index=nearer.index)
        for days in sorted(WITHIN_DAYS):
            followed = followed.mask(nearer["begun"] <= self._last - days, days)
        arrivals = [
            ArrivalCount(age, _some(best), step, within, number)
            for (age, best, step, within), number in _tally(nearer["age"], nearer["best"], nearer["step"], followed)
        ]
        waiting = stays[(stays["leave"] > self._last) & (stays["step"] != OUT)]
        late = stays[(stays["best"] == NONE) & (stays["step"] != OUT) & (stays["begun"] <= self._unseen)]
        return ReachCounts(
            arrivals,
            [BestCount(days, best, n) for (days, best), n in _tally(self._last - waiting["begun"], _best(waiting))],
            [BestCount(days, step, n) for (days, step), n in _tally(self._unseen - late["begun"], late["step"])],
        )

    def _cohort(self) -> pd.DataFrame:
        """First spells begun in the period."""
        stays = self._began_here
        return stays[(stays["spell"] == 1) & (stays["begun"] >= self._first)]

    @cached_property
    def _began_here(self) -> pd.DataFrame:
        return _until(self._known.began_here, self._last) if self._known.by_team else self._stays

    def _departures(self) -> Departures:
        stays = self._stays
        left = stays[(stays["step"] == OUT) & (stays["prev"] != NONE) & (stays["enter"] >= self._first)]
        return Departures(len(left), int(left["spell_days"].sum()))

    def _setbacks(self) -> Setbacks:
        stays = self._stays
        back = stays[(stays["prev"] > OUT) & (stays["step"] > stays["prev"]) & (stays["enter"] >= self._first)]
        present = stays[(stays["step"] != OUT) & (stays["leave"] >= self._first)]
        return Setbacks(back["citizen"].nunique(), present["citizen"].nunique())


def _until(stays: pd.DataFrame, last: int) -> pd.DataFrame:
    """Those begun by a day."""
    begun = stays["enter"] <= last
    return stays if begun.all() else stays[begun]


def _best(stays: pd.DataFrame) -> "pd.Series[int]":
    """The step nearest the goal up to and with each stay in a step."""
    return stays["step"].where((stays["best"] == NONE) | (stays["step"] < stays["best"]), stays["best"])


def _tally(*columns: "pd.Series[int]") -> Iterator[tuple[tuple[int, ...], int]]:
    """Distinct combinations of the columns' values and how often each occurs."""
    place, lowest, spans = np.zeros(len(columns[0]), np.int64), [], []
    if not len(place):
        return
    for column in columns:
        values = column.to_numpy().astype(np.int64)
        lowest.append(values.min())
        spans.append(values.max() - lowest[-1] + 1)
        place = place * spans[-1] + (values - lowest[-1])
    taken, sizes = _counted(place, math.prod(map(int, spans)))
    values = np.stack(np.unravel_index(taken, spans), axis=1) + lowest
    yield from zip(map(tuple, values.tolist()), sizes.tolist(), strict=True)


def _counted(places: Column, size: int) -> tuple[Column, Column]:
    """The places that occur among so many, in order, and how often: counted in a table where that is not too large."""
    if size > _FEW_PLACES:
        return np.unique(places, return_counts=True)
    sizes = np.bincount(places)
    taken = np.flatnonzero(sizes)
    return taken, sizes[taken]


def _histogram(step: "pd.Series[int]", days: "pd.Series[int]") -> Found:
    found: Found = {}
    for (place, lasted), number in _tally(step, days):
        found.setdefault(place, {})[lasted] = number
    return found


def _some(value: int) -> int | None:
    return None if value == NONE else value
