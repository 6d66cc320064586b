"""All figures of a report from its counts; each figure's definition stands in the file of its name."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.flow_counts import FlowCounts, Period, Target
from kanban.domain.views.flow import FlowReport, Forecast
from kanban.flow.ageing import ageing
from kanban.flow.backflow import backflow
from kanban.flow.distribution import daily, on_last_day
from kanban.flow.first_reach import first_reach
from kanban.flow.forecast import forecast
from kanban.flow.little import little
from kanban.flow.monthly import monthly
from kanban.flow.moves import matrix
from kanban.flow.reach import reach
from kanban.flow.throughput import throughput
from kanban.flow.time_in_step import time_in_step


@dataclass(frozen=True)
class Heading:
    """What the figures are about; ``known_on`` is the local day of the moment of knowledge."""

    period: Period
    known_at: datetime
    known_on: date
    team: str | None
    broker: int | None
    programme: str | None


def figures(heading: Heading, counts: FlowCounts, target: Target | None) -> FlowReport:
    """The report; without a target there is no forecast."""
    period = heading.period
    stock = daily(counts.moves, counts.leaves, period)
    moved = matrix(counts.moves, period)
    return FlowReport(
        first=period.first,
        last=period.last,
        known_at=heading.known_at,
        team=heading.team,
        broker=heading.broker,
        programme=heading.programme,
        citizens=sum(stock[-1].steps.values()),
        distribution=on_last_day(stock),
        distribution_daily=stock,
        cfd=first_reach(counts.cohort_moves, period),
        moves=moved,
        flow=monthly(counts.moves, counts.leaves, period),
        time_in_step=time_in_step(counts.stays),
        reach=reach(counts.reach),
        ageing=ageing(counts),
        throughput=throughput(counts.moves, counts.lags, period, heading.known_on),
        backflow=backflow(moved, counts.setbacks),
        little=little(stock, counts.departures, period),
        forecast=_outlook(counts, target, period) if target else None,
    )


def _outlook(counts: FlowCounts, target: Target, period: Period) -> Forecast | None:
    at_risk = sum(number for best, number in counts.open_best.items() if best > target.step)
    return forecast(counts.cohort_moves, at_risk, target, period)
