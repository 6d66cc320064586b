"""What the database or a replay counts for the flow figures: small histograms, never rows per citizen.

Two clocks stand behind every count: the period's last day (what was true) and the moment of knowledge (what was
known). Days are whole days between effective dates, the same day being 0; None as a step is "not yet".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

Histogram: TypeAlias = "Mapping[int, Mapping[int, int]]"

WITHIN_DAYS = (90, 180, 365)
FORECAST_DAYS = 26 * 7
COHORT_STEP = 3
COHORT_QUARTERS = 8


@dataclass(frozen=True)
class Period:
    """The days the figures are about, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.first <= day <= self.last

    @property
    def told_from(self) -> date:
        """The first day on which moves are told apart by day: those before period and forecast count as one day's."""
        return min(self.first, self.last - timedelta(days=FORECAST_DAYS))

    def dates(self) -> list[date]:
        """Its days in order."""
        return [self.first + timedelta(days=number) for number in range(self.days)]


@dataclass(frozen=True)
class Target:
    """So many citizens are to have reached a step, from the period's first day to the end of ``by``."""

    step: int
    number: int
    by: date


class MoveCount(NamedTuple):
    """Moves of one day from one step to another, by the step nearest the goal that the citizens had been on before."""

    day: date
    from_step: int | None
    to_step: int
    best_before: int | None
    moves: int
    first: int


class LeaveCount(NamedTuple):
    """Stays in a step that ended on a day."""

    step: int
    day: date
    stays: int


def left_by(moves: Iterable[MoveCount]) -> list[LeaveCount]:
    """The stays that the moves ended: right for whole citizens, not for the part of their stays a team had."""
    return [LeaveCount(move.from_step, move.day, move.moves) for move in moves if move.from_step is not None]


class ArrivalCount(NamedTuple):
    """Citizens who, in their first spell and ``days`` after it began, came nearer the goal than before or left (0).

    ``followed`` is the longest of :data:`WITHIN_DAYS` that had passed since their start, 0 for none.
    """

    days: int
    best_before: int | None
    step: int
    followed: int
    citizens: int


class BestCount(NamedTuple):
    """Citizens by days since their start and the step nearest the goal they have been on."""

    days: int
    best: int
    citizens: int


@dataclass(frozen=True)
class StayCounts:
    """Step -> days -> stays: those ended, those running, and at which age some were seen for the first time.

    ``late`` holds the stays that had begun before anybody kept records and are known only because they had not ended:
    they enter the risk set at that age (delayed entry).
    """

    finished: Histogram
    running: Histogram
    late: Histogram


@dataclass(frozen=True)
class ReachCounts:
    """First spells begun in the period: steps reached and leavings, those still going on, late entries."""

    arrivals: Sequence[ArrivalCount]
    waiting: Sequence[BestCount]
    late: Sequence[BestCount]


@dataclass(frozen=True)
class Departures:
    """Citizens who left the board in the period, and their days in the spell that ended, summed."""

    moves: int
    days: int


@dataclass(frozen=True)
class Setbacks:
    """Citizens who moved back at least once in the period, and all who were on the board at some time in it."""

    citizens: int
    present: int


@dataclass(frozen=True)
class FlowCounts:
    """Everything the figures are made of, as of the period's last day.

    ``moves`` and ``leaves`` go back to the beginning, those before period and forecast perhaps under one day, and so
    do ``cohort_moves``: those of the citizens who began in the scope, wherever they are now. ``stays`` began in the
    period; ``yardstick`` are all stays of the municipality, whoever the figures are about. ``open_stays`` and
    ``open_ages`` are step -> days -> citizens on the last day, by days in the step and by days since their start;
    ``open_best`` are the same citizens by the step nearest the goal they have been on. ``left_ages`` is step -> age
    when the step was last left -> citizens. ``lags`` is days from a move's effective date to its registration ->
    moves registered by hand.
    """

    moves: Sequence[MoveCount]
    cohort_moves: Sequence[MoveCount]
    leaves: Sequence[LeaveCount]
    stays: StayCounts
    yardstick: StayCounts
    open_stays: Histogram
    open_ages: Histogram
    open_best: Mapping[int, int]
    left_ages: Histogram
    reach: ReachCounts
    departures: Departures
    setbacks: Setbacks
    lags: Mapping[int, int]


class Lives(NamedTuple):
    """Days since the start -> citizens: those who reached a step, those who left first, and those still waiting.

    ``late`` holds those known only because neither had happened yet, by their age when first seen (delayed entry).
    """

    reached: Mapping[int, int]
    left: Mapping[int, int]
    waiting: Mapping[int, int]
    late: Mapping[int, int]


class Matured(NamedTuple):
    """Stays begun in the period and at least so many days before its end, and those of them that had ended by then."""

    stays: int
    ended: int


@dataclass(frozen=True)
class DetailCounts:
    """What the flow page counts beside the figures.

    ``quarters`` is a quarter's first day -> the citizens who began in it farther from the goal than
    :data:`COHORT_STEP`, and ``matured`` step -> its stays after the days asked for.
    """

    quarters: Mapping[date, Lives]
    matured: Mapping[int, Matured]


def quarters(last: date) -> list[Period]:
    """The quarters that end with the one a day lies in, oldest first; the last one ends on that day."""
    newest = last.year * 4 + (last.month - 1) // 3
    begins = [_quarter_start(number) for number in range(newest - COHORT_QUARTERS + 1, newest + 2)]
    ends = [*(day - timedelta(days=1) for day in begins[1:-1]), last]
    return [Period(*each) for each in zip(begins, ends, strict=False)]


def _quarter_start(number: int) -> date:
    return date(number // 4, number % 4 * 3 + 1, 1)
