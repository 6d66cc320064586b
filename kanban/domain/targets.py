"""Targets as data: population, what counts, window, how long it must hold, threshold (R-TGT-1, R-TGT-7, R-TGT-8).

The population of a month is measured on its last day, today while it runs: everybody in the programme who has not
moved away, died or come to the state pension, without those exempt that day, who come back when the exemption ends.
A target is **met** when the municipality's share was at or above the threshold in as many months in a row as the
target asks for, all of them over. A month that still runs counts as told so far, not towards that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from sqlmodel import Field, SQLModel

from kanban.domain.indicators import Indicator, Life, Span
from kanban.domain.messages import mark
from kanban.domain.months import distance, later

V = TypeVar("V")
FEW = 20
EFFORT_GROUP = 1
_GONE = ("moved", "deceased")
_STATE_PENSION = "folkepension"


class Population(StrEnum):
    """Whose share is measured."""

    EFFORT_GROUP = "effort_group"
    EVERYBODY = "everybody"


POPULATION_LABELS = {
    Population.EFFORT_GROUP: mark("The effort group (group 1 and those without a group)"),
    Population.EVERYBODY: mark("Everybody in the programme"),
}
INDICATOR_LABELS = {
    Indicator.PAID_HOURS: mark("Paid hours"),
    Indicator.JOB: mark("Job"),
    Indicator.EDUCATION: mark("Ordinary education"),
    Indicator.FLEX_JOB: mark("Flex job"),
    Indicator.WAGE_SUBSIDY: mark("Wage subsidy"),
    Indicator.INTERNSHIP: mark("Internship"),
}


@dataclass(frozen=True)
class Target:
    """At least ``threshold`` per cent of the population touched, ``months_in_row`` months in a row, in the window.

    ``first`` and ``last`` are months; ``number`` is the municipality's own number of the target, 0 before it is stored.
    Without a ``programme`` it is about the citizens of all of them.
    """

    name: str
    population: Population
    counts: tuple[Indicator, ...]
    months_in_row: int
    threshold: int
    first: date
    last: date
    number: int = 0
    programme: int | None = None


@dataclass(frozen=True)
class Preset:
    """A published success criterion to begin from; ``programme`` tells whose."""

    code: str
    programme: str
    name: str
    counts: tuple[Indicator, ...]
    months_in_row: int
    threshold: int


_FSM2 = (Indicator.PAID_HOURS, Indicator.JOB, Indicator.EDUCATION)
PRESETS = (
    Preset(
        "fsm1_40",
        "Flere skal med",
        mark("40 per cent in company-directed effort, three months in a row"),
        tuple(Indicator),
        3,
        40,
    ),
    Preset("fsm2_15", "Flere skal med 2", mark("15 per cent touched by paid hours or education"), _FSM2, 1, 15),
    Preset("fsm2_20", "Flere skal med 2", mark("20 per cent touched by paid hours or education"), _FSM2, 1, 20),
)


class StoredTarget(SQLModel, table=True):
    """One version of a municipality's target; the newest of a number counts, and ``dropped`` takes it off the page."""

    __tablename__ = "target"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    number: int
    name: str
    population: str
    counts: str
    months_in_row: int
    threshold: int
    first_month: date
    last_month: date
    programme_id: int | None = Field(default=None, foreign_key="programme.id")
    dropped: bool = False
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")

    @property
    def target(self) -> Target:
        """The rule."""
        return Target(
            name=self.name,
            population=Population(self.population),
            counts=tuple(Indicator(each) for each in self.counts.split(",")),
            months_in_row=self.months_in_row,
            threshold=self.threshold,
            first=self.first_month,
            last=self.last_month,
            number=self.number,
            programme=self.programme_id,
        )


@dataclass(frozen=True)
class MonthShare:
    """How many of how many in a month; ``over`` tells that the month has ended."""

    month: date
    population: int
    touched: int
    over: bool

    @property
    def share(self) -> float | None:
        """The share, None where nobody is."""
        return self.touched / self.population if self.population else None

    def reaches(self, threshold: int) -> bool:
        """Whether the share is at or above so many per cent."""
        return self.population > 0 and self.touched * 100 >= threshold * self.population


@dataclass(frozen=True)
class Verdict:
    """``met_in`` is the month that completed the row, ``row`` how many months in a row stand at the latest one over."""

    met_in: date | None
    row: int
    latest: MonthShare | None
    ended: bool


def judge(target: Target, shares: Sequence[MonthShare]) -> Verdict:
    """Whether the target is met, from the shares of the window's months in order."""
    met_in, row, past = None, 0, [share for share in shares if share.over]
    for share in past:
        row = row + 1 if share.reaches(target.threshold) else 0
        if row >= target.months_in_row and met_in is None:
            met_in = share.month
    ended = bool(past) and past[-1].month == target.last
    return Verdict(met_in, row, past[-1] if past else None, ended)


def missing(target: Target, share: MonthShare) -> int:
    """How many more have to be touched for the threshold, with the population as it is."""
    return max(0, -(-target.threshold * share.population // 100) - share.touched)


def a_month(number: int, today: date, last: date) -> int:
    """So many citizens as a whole number a month, from the present month to the target's last."""
    months = max(1, distance(today, last) + 1)
    return -(-number // months)


def baseline_months(target: Target) -> list[date]:
    """The two years before the target began (R-TGT-7)."""
    return [later(target.first, -number) for number in range(24, 0, -1)]


def change(share: float | None, baseline: float) -> float | None:
    """How much higher the share is than the baseline, as a part of it; None where there is nothing to compare with."""
    return None if share is None or not baseline else share / baseline - 1


def in_population(life: Life, target: Target, day: date) -> bool:
    """Whether the citizen is one of those whose share is measured, on a day; programmes are those of today."""
    if target.programme not in {None, life.programme}:
        return False
    if life.started_on > day or life.closing_on(day) in _GONE or any(span.holds(day) for span in life.exempt):
        return False
    benefit = _on(life.benefits, day)
    if (life.benefit if benefit is None else benefit).casefold() == _STATE_PENSION:
        return False
    group = _on(life.groups, day) or life.group
    return target.population is Population.EVERYBODY or group in {EFFORT_GROUP, None}


def _on(periods: Sequence[tuple[V, Span]], day: date) -> V | None:
    return next((value for value, span in reversed(periods) if span.holds(day)), None)
