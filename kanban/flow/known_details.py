"""What the flow page counts beside the figures, from replayed stays: see :mod:`kanban.store.flow_details`."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from kanban.domain.flow_counts import COHORT_STEP, DetailCounts, Lives, Matured, Period, quarters
from kanban.domain.steps import OUT
from kanban.flow.known import KnownStays
from kanban.flow.replay import NONE


def count_known_details(
    known: KnownStays, period: Period, live_from: date | None, within: Mapping[int, int]
) -> DetailCounts:
    """All of it; arguments as in :func:`kanban.store.flow_details.count_details`."""
    return DetailCounts(_cohorts(known, period.last, live_from), _matured(known.here, period, within))


def _cohorts(known: KnownStays, last: date, live_from: date | None) -> dict[date, Lives]:
    stays = known.began_here
    stays = stays[(stays["spell"] == 1) & (stays["enter"] <= last.toordinal())]
    found = {}
    for quarter in quarters(last):
        begun = stays["begun"]
        began = stays[(begun >= quarter.first.toordinal()) & (begun <= quarter.last.toordinal())]
        lives = _lives(began, last, live_from)
        if any(lives):
            found[quarter.first] = lives
    return found


def _lives(stays: pd.DataFrame, last: date, live_from: date | None) -> Lives:
    step, best, begun = stays["step"], stays["best"], stays["begun"]
    there, before = (step <= COHORT_STEP) & (best > COHORT_STEP), (step > COHORT_STEP)
    waiting = before & ((best == NONE) | (best > COHORT_STEP)) & (stays["leave"] > last.toordinal())
    seen = min(live_from - timedelta(days=1), last).toordinal() if live_from else NONE
    return Lives(
        _histogram(stays["age"][there & (step != OUT)]),
        _histogram(stays["age"][there & (step == OUT)]),
        _histogram(last.toordinal() - begun[waiting]),
        _histogram(seen - begun[before & (best == NONE) & (begun <= seen)]),
    )


def _matured(stays: pd.DataFrame, period: Period, within: Mapping[int, int]) -> dict[int, Matured]:
    began = stays[stays["enter"] >= period.first.toordinal()]
    found = {}
    for step, days in within.items():
        watched = began[(began["step"] == step) & (began["enter"] <= period.last.toordinal() - days)]
        if len(watched):
            found[step] = Matured(len(watched), int((watched["leave"] - watched["enter"] <= days).sum()))
    return found


def _histogram(days: "pd.Series[int]") -> dict[int, int]:
    return {int(day): int(number) for day, number in days.value_counts().items()}  # type: ignore[call-overload]
