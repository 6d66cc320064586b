"""What the flow page tells beside the figures of ``flow.json``: bands, ages, cohorts, and what came in late."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ReachBand:
    """The share that reaches a step within some days of starting, with its 95 % band and the plain fraction.

    ``low`` and ``high`` are None where the band can't be told. ``differs``: share and ``reached`` of ``mature`` are
    more than 5 percentage points apart, so the pace has changed.
    """

    step: int
    within_days: int
    share: float | None
    low: float | None
    high: float | None
    reached: int
    mature: int
    differs: bool


@dataclass(frozen=True)
class QuarterCurve:
    """Share that had come to the step by days since starting, of those who started in one quarter (``2026-Q1``)."""

    quarter: str
    citizens: int
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class StayAges:
    """Days in the step -> citizens there on the last day, beside the municipality's pace.

    ``limit_days`` is the board's: more days than that is standing still; None where nobody does.
    """

    step: int
    ages: Mapping[int, int]
    median_days: int | None
    p85_days: int | None
    limit_days: int | None
    stalled: int


@dataclass(frozen=True)
class Maturity:
    """Of the stays begun at least ``within_days`` (the Kaplan-Meier median) before the last day, how many had ended.

    ``differs``: that share and the curve's own are more than 5 percentage points apart.
    """

    step: int
    within_days: int
    ended: int
    mature: int
    differs: bool


@dataclass(frozen=True)
class LateNews:
    """Citizens in a step on the last day, as known at the moment asked for and as known now."""

    step: int
    then: int
    now: int


@dataclass(frozen=True)
class FlowDetails:
    """All of it; ``maturity`` has only steps whose median is known, ``late_news`` only a moment that has passed."""

    bands: tuple[ReachBand, ...]
    quarters: tuple[QuarterCurve, ...]
    ages: tuple[StayAges, ...]
    maturity: tuple[Maturity, ...]
    arrivals: int
    departures: int
    late_news: tuple[LateNews, ...]
