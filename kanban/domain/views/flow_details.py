"""What the flow page tells beside the figures of ``flow.json``: bands, ages, cohorts, and what came in late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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
    """Share that had come to step 3 or nearer by days since starting, of those who started in one quarter.

    ``quarter`` is ``2026-Q1``; ``begins`` and ``ends`` are its first and last day, for the newest the period's last.
    ``citizens`` are those who had the step still to reach; a point stands at 0, wherever the share rises, and at the
    longest time known.
    """

    quarter: str
    begins: date
    ends: date
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
    """All of it; ``maturity`` has only steps whose median is known, ``late_news`` only a moment that has passed.

    ``arrivals`` came to the board for the first time in the period, ``returns`` came back to it, and ``departures``
    left it: arrivals + returns - departures is the change in the number on steps 8 … 1. ``setbacks`` are citizens who
    moved back at least once, of the ``present`` who were on the board at some time in the period.
    """

    bands: tuple[ReachBand, ...]
    quarters: tuple[QuarterCurve, ...]
    ages: tuple[StayAges, ...]
    maturity: tuple[Maturity, ...]
    arrivals: int
    returns: int
    departures: int
    setbacks: int
    present: int
    late_news: tuple[LateNews, ...]
