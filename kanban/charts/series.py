"""Steps over time: how many stand in each, stacked from the goal upwards, and how many have ever come so far."""

from collections.abc import Iterable, Sequence
from datetime import date

from kanban.charts.labels import spread
from kanban.charts.months import ticks
from kanban.charts.paper import on_day, rising, short, thinned, up
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.drawings import Box, SeriesChart, SeriesLine
from kanban.domain.views.flow import DayCounts

PAPER = Box(width=680, height=320, left=40, right=468, top=14, bottom=290)
APART = 28


def stacked(days: Sequence[DayCounts], provisional: date | None) -> SeriesChart:
    """Citizens in each step; each outline reaches down to the axis, so those nearer the goal are painted over it."""
    tops = {step: [_up_to(step, day) for day in days] for step in STEP_NUMBERS}
    levels = rising(max(tops[STEP_NUMBERS[0]], default=0), PAPER)
    peak = levels[-1].value
    ends = [up(tops[step][-1] - days[-1].steps[step] / 2, peak, PAPER) for step in STEP_NUMBERS]
    lines = []
    for step, end, label in zip(STEP_NUMBERS, ends, _apart(ends), strict=True):
        outline = _outline(days, tops[step], peak)
        path = f"{outline}V{PAPER.bottom}H{PAPER.left}Z"
        lines.append(SeriesLine(step, path, end, label, days[-1].steps[step], _door("stock", step, days[-1].date)))
    return _chart(lines, days, peak, provisional)


def first_reached(days: Sequence[DayCounts], provisional: date | None) -> SeriesChart:
    """Citizens who had ever been at each step or nearer the goal: lines only, for the gaps are no stocks."""
    levels = rising(max((day.steps[STEP_NUMBERS[0]] for day in days), default=0), PAPER)
    peak = levels[-1].value
    ends = [up(days[-1].steps[step], peak, PAPER) for step in STEP_NUMBERS]
    lines = [
        SeriesLine(
            step,
            _outline(days, [day.steps[step] for day in days], peak),
            end,
            label,
            days[-1].steps[step],
            _door("first_reach", step, days[-1].date),
        )
        for step, end, label in zip(STEP_NUMBERS, ends, _apart(ends), strict=True)
    ]
    return _chart(lines, days, peak, provisional)


def _up_to(step: int, day: DayCounts) -> int:
    return sum(day.steps[number] for number in STEP_NUMBERS if number <= step)


def _apart(ends: Sequence[float]) -> list[float]:
    return spread(ends, APART, PAPER.top + APART / 2, PAPER.bottom)


def _door(figure: str, step: int, day: date) -> dict[str, str | int]:
    return {"figure": figure, "step": step, "day": day.isoformat()}


def _outline(days: Sequence[DayCounts], counts: Sequence[int], peak: int) -> str:
    """From the left edge to the right one, a point for some of the days."""
    first, last = days[0].date, days[-1].date
    points = thinned(list(zip(days, counts, strict=True)))
    places = [(on_day(day.date, first, last, PAPER), up(count, peak, PAPER)) for day, count in points]
    begin = f"M{PAPER.left} {short(places[0][1])}"
    return begin + "".join(f"L{short(x)} {short(y)}" for x, y in places)


def _chart(lines: Iterable[SeriesLine], days: Sequence[DayCounts], peak: int, provisional: date | None) -> SeriesChart:
    first, last = days[0].date, days[-1].date
    begins = max(provisional, first) if provisional else None
    return SeriesChart(
        box=PAPER,
        lines=tuple(lines),
        levels=rising(peak, PAPER),
        ticks=ticks(first, last, PAPER),
        provisional=on_day(begins, first, last, PAPER) if begins and begins <= last else None,
    )
