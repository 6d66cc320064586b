"""The flow figures as they are handed to pages, reports, ``flow.json`` and the command line.

Field names are those of ``flow.json``. Steps are 8 … 1, 0 is out of the board, None before the first move. None in a
figure: there is nothing to tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class StepShare:
    """Citizens in a step at the end of the last day, and their share of all who have come to the board."""

    step: int
    count: int
    share: float | None


@dataclass(frozen=True)
class DayCounts:
    """One number for each step on a day."""

    date: date
    steps: Mapping[int, int]


@dataclass(frozen=True)
class MoveFigure:
    """Moves between two steps in the period."""

    from_step: int | None
    to_step: int
    count: int
    direction: str


@dataclass(frozen=True)
class MonthFlow:
    """Stays begun and ended in a step in a month (``yyyy-mm``) or the part of it that the period covers."""

    month: str
    step: int
    entries: int
    exits: int
    net: int


@dataclass(frozen=True)
class StepTime:
    """How long stays begun in the period last, in days."""

    step: int
    visits: int
    finished: int
    running: int
    median_finished_days: int | None
    p85_finished_days: int | None
    km_median_days: int | None
    km_p85_days: int | None


@dataclass(frozen=True)
class Reach:
    """The share that reaches a step or nearer the goal within some days of starting; ``reached`` of ``mature``."""

    step: int
    within_days: int
    share: float | None
    reached: int
    mature: int


@dataclass(frozen=True)
class Ageing:
    """Citizens in a step on the last day against the age, in days, at which others left it."""

    step: int
    open: int
    p50_days: int | None
    p85_days: int | None
    over_p85: int | None
    stalled: int


@dataclass(frozen=True)
class Throughput:
    """Citizens who came to a step for the first time in a month, and all arrivals there."""

    month: str
    step: int
    first: int
    all: int
    provisional: bool


@dataclass(frozen=True)
class Backflow:
    """Setbacks as a share of all moves between steps, and the share of citizens who had one."""

    moves: float | None
    citizens: float | None


@dataclass(frozen=True)
class Little:
    """Little's check; a ratio far above 1 means old cases that nobody finishes or closes."""

    ratio: float | None
    mean_wip: float
    departures_per_day: float
    mean_days: float | None


@dataclass(frozen=True)
class Forecast:
    """How many will have reached a step by a day, counted from the period's first day."""

    step: int
    target: int
    by: date
    probability: float
    with_85_percent: int
    weeks_used: int


@dataclass(frozen=True)
class FlowReport:
    """All flow figures of a municipality, a team, a caseload or a programme in a period, as known at a moment."""

    first: date
    last: date
    known_at: datetime
    team: str | None
    broker: int | None
    programme: str | None
    citizens: int
    distribution: tuple[StepShare, ...]
    distribution_daily: tuple[DayCounts, ...]
    cfd: tuple[DayCounts, ...]
    moves: tuple[MoveFigure, ...]
    flow: tuple[MonthFlow, ...]
    time_in_step: tuple[StepTime, ...]
    reach: tuple[Reach, ...]
    ageing: tuple[Ageing, ...]
    throughput: tuple[Throughput, ...]
    backflow: Backflow
    little: Little
    forecast: Forecast | None
