"""Shares that had come to a step by days since starting: estimates with bands, and a staircase for each quarter."""

from collections.abc import Sequence

from kanban.charts.paper import along, grid, short, thinned, up
from kanban.domain.flow_counts import COHORT_STEP
from kanban.domain.messages import Message, say
from kanban.domain.views.day_drawings import BandMark, QuarterLine, ReachChart
from kanban.domain.views.drawings import Box, Door, Level
from kanban.domain.views.flow_details import QuarterCurve, ReachBand

PAPER = Box(width=680, height=330, left=52, right=540, top=22, bottom=296)
YEAR = 365
TICKS = (0, 90, 180, 270, 365)
_MOST_QUARTERS, _APART = 6, 28


def reach_chart(bands: Sequence[ReachBand], quarters: Sequence[QuarterCurve]) -> ReachChart:
    """The chart of one step; of the quarters the newest six, each curve as far as its starters have been watched."""
    shown = [each for each in quarters if each.points][-_MOST_QUARTERS:]
    peak = max([100 * (band.high or band.share or 0) for band in bands] + [_top(each) for each in shown], default=0)
    values = grid(min(max(peak, 10), 100), 5)
    end = min(values[-1], 100)
    levels = tuple(Level(up(value, end, PAPER), value) for value in values if value <= end)
    marks = tuple(_mark(band, end) for band in bands if band.share is not None)
    days = tuple(Level(along(day, YEAR, PAPER), day) for day in TICKS)
    return ReachChart(PAPER, marks, _lines(shown, end), levels, days)


def _top(curve: QuarterCurve) -> float:
    return 100 * max(share for days, share in curve.points if days <= YEAR)


def _mark(band: ReachBand, end: float) -> BandMark:
    share = band.share or 0.0
    return BandMark(
        within_days=band.within_days,
        x=along(band.within_days, YEAR, PAPER),
        y=_at(share, end),
        low=None if band.low is None else _at(band.low, end),
        high=None if band.high is None else _at(band.high, end),
        plain=_at(band.reached / band.mature, end) if band.mature else None,
        share=share,
        reached=band.reached,
        mature=band.mature,
        door={"figure": "reach_mature", "step": band.step, "within": 0},
    )


def _at(share: float, end: float) -> float:
    return up(min(100 * share, end), end, PAPER)


def _lines(curves: Sequence[QuarterCurve], end: float) -> tuple[QuarterLine, ...]:
    """The names stand right of the field in the order of time: the curves cross, and end where their starters do."""
    first = PAPER.top + _APART / 2
    return tuple(
        QuarterLine(
            quarter=_name(each),
            citizens=each.citizens,
            path=_stairs(each, end),
            label=first + _APART * number,
            age=len(curves) - 1 - number,
            door=_door(each),
        )
        for number, each in enumerate(curves)
    )


def _name(curve: QuarterCurve) -> Message:
    return say("Q%(quarter)s %(year)s", quarter=curve.begins.month // 3 + 1, year=curve.begins.year)


def _door(curve: QuarterCurve) -> Door:
    """All who began in the quarter farther away than the step."""
    period = {"from": curve.begins.isoformat(), "to": curve.ends.isoformat()}
    return {"figure": "reach_mature", "step": COHORT_STEP, "within": 0, **period}


def _within(curve: QuarterCurve) -> list[tuple[int, float]]:
    return [(days, share) for days, share in curve.points if days <= YEAR] or [(0, 0.0)]


def _stairs(curve: QuarterCurve, end: float) -> str:
    path = f"M{PAPER.left} {short(_at(0, end))}"
    for days, share in thinned(_within(curve)):
        path += f"H{short(along(days, YEAR, PAPER))}V{short(_at(share, end))}"
    return path
