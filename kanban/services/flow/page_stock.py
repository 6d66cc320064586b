"""The figures of how many: citizens on each step over time, and how many have ever come so far."""

from collections.abc import Sequence
from datetime import timedelta

from kanban.charts.series import first_reached, stacked
from kanban.domain.messages import say
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.views.drawings import SeriesChart
from kanban.domain.views.flow import DayCounts, FlowReport
from kanban.domain.views.flow_page import Cell, Figure, Table
from kanban.services.flow.page_cells import day, named, number, step_heads
from kanban.services.flow.page_months import provisional_from

_MOST_ROWS = 37


def stock_figure(report: FlowReport) -> Figure[SeriesChart]:
    """Citizens on each step at the end of each day."""
    last = report.distribution_daily[-1].steps
    fullest = max(STEP_NUMBERS, key=lambda step: last[step])
    rows = tuple(_stock_row(each) for each in _told(report.distribution_daily))
    headings = (say("Day"), *step_heads((*STEP_NUMBERS, OUT)), say("On the board"))
    return Figure(
        key="stock",
        title=say("Citizens on each step over time"),
        definition=say("Citizens on the step at the end of the day. The number may rise and fall."),
        description=say(
            "On %(day)s most citizens stand on step %(step)s: %(count)s of %(all)s.",
            day=report.last,
            step=named(fullest),
            count=last[fullest],
            all=sum(last[step] for step in STEP_NUMBERS),
        ),
        drawing=stacked(report.distribution_daily, provisional_from(report)),
        tables=(Table(say("Citizens on each step"), headings, rows),),
    )


def _stock_row(each: DayCounts) -> tuple[Cell, ...]:
    on = each.date.isoformat()
    places = [number(each.steps[step], {"figure": "stock", "step": step, "day": on}) for step in (*STEP_NUMBERS, OUT)]
    total = sum(each.steps[step] for step in STEP_NUMBERS)
    return day(each.date), *places, number(total, {"figure": "stock", "step": "all", "day": on})


def first_reach_figure(report: FlowReport) -> Figure[SeriesChart]:
    """Citizens who had ever been at each step or nearer the goal."""
    first, last = report.cfd[0].steps, report.cfd[-1].steps
    goal = STEP_NUMBERS[-1]
    rows = tuple(
        (day(each.date), *(number(each.steps[step], _reached(step, each)) for step in STEP_NUMBERS))
        for each in _told(report.cfd)
    )
    return Figure(
        key="cfd",
        title=say("Reached the step for the first time"),
        definition=say("Citizens who have ever been on the step or nearer the goal. The curve can never fall."),
        description=say(
            "On %(day)s %(count)s citizens had been on step %(step)s, %(more)s more than when the period began.",
            day=report.last,
            count=last[goal],
            step=named(goal),
            more=last[goal] - first[goal],
        ),
        drawing=first_reached(report.cfd, provisional_from(report)),
        tables=(Table(say("Reached for the first time"), (say("Day"), *step_heads()), rows),),
    )


def _reached(step: int, each: DayCounts) -> dict[str, str | int]:
    return {"figure": "first_reach", "step": step, "day": each.date.isoformat()}


def _told(days: Sequence[DayCounts]) -> list[DayCounts]:
    """The first day, the last of each month, and the last; fewer and evenly spread in a long period. Newest first."""
    ends = [each for each in days if (each.date + timedelta(days=1)).day == 1]
    every = -(-len(ends) // _MOST_ROWS) or 1
    chosen = {each.date: each for each in (days[0], *ends[::-1][::every], days[-1])}
    return [chosen[on] for on in sorted(chosen, reverse=True)]
