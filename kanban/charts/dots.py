"""Everybody in each step as dots by days in it; those who stand still are diamonds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kanban.charts.paper import grid, short, up
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.day_drawings import DotBin, DotChart, DotColumn
from kanban.domain.views.drawings import Box, Level
from kanban.domain.views.flow_details import StayAges

PAPER = Box(width=680, height=346, left=44, right=672, top=34, bottom=316)
_GAP = 8
_WIDTH = (PAPER.right - PAPER.left - _GAP * 7) / 8
_PER_DOT = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_SPAN = 1.8
_Bins: TypeAlias = "Counter[tuple[int, bool]]"


@dataclass(frozen=True)
class _Sieve:
    """Rows of dots up to ``end`` days: ``pitch`` from dot to dot, ``half`` the size of a diamond."""

    rows: int
    pitch: float
    half: float
    end: int

    @property
    def room(self) -> int:
        return int(_WIDTH / self.pitch)

    def row(self, days: int) -> int:
        """The row of so many days; the one above the field takes all who have been longer."""
        return min(days * self.rows // self.end, self.rows)

    def first_day(self, row: int) -> int:
        return -(-row * self.end // self.rows)

    def y(self, row: int) -> float:
        height = (PAPER.bottom - PAPER.top) / self.rows
        return PAPER.top if row >= self.rows else PAPER.bottom - height * (row + 0.5)


def dots(steps: Sequence[StayAges]) -> DotChart:
    """The chart. The axis ends well above the longest limit; who has been longer stands together at its end.

    Where a row has no room for everybody the dots become smaller, and then stand for several citizens.
    """
    values = grid(_end(steps))
    end = values[-1]
    sieve = _Sieve(40, 7.6, 3.6, end)
    is_fine = _fullest(steps, sieve) > sieve.room
    sieve = _Sieve(56, 4.8, 2.5, end) if is_fine else sieve
    fullest = _fullest(steps, sieve)
    per_dot = next((number for number in _PER_DOT if number * sieve.room >= fullest), _PER_DOT[-1])
    return DotChart(
        box=PAPER,
        column_width=_WIDTH,
        columns=tuple(_column(each, sieve, per_dot) for each in steps),
        levels=tuple(Level(up(value, end, PAPER), value) for value in values),
        per_dot=per_dot,
        is_fine=is_fine,
        is_capped=max((days for each in steps for days in each.ages), default=0) >= end,
    )


def _end(steps: Sequence[StayAges]) -> float:
    limits = [days for each in steps for days in (each.limit_days, each.p85_days) if days]
    oldest = max((days for each in steps for days in each.ages), default=0)
    return max(60, min(oldest, _SPAN * max(limits)) if limits else oldest)


def _fullest(steps: Sequence[StayAges], sieve: _Sieve) -> int:
    return max((number for each in steps for number in _by_row(_binned(each, sieve)).values()), default=0)


def _binned(each: StayAges, sieve: _Sieve) -> _Bins:
    """Row and whether it is standing still -> citizens."""
    found: _Bins = Counter()
    for days, citizens in each.ages.items():
        found[sieve.row(days), _is_over(days, each.limit_days)] += citizens
    return found


def _is_over(days: int, limit: int | None) -> bool:
    return limit is not None and days > limit


def _by_row(found: _Bins) -> Counter[int]:
    rows: Counter[int] = Counter()
    for (row, _), citizens in found.items():
        rows[row] += citizens
    return rows


def _column(each: StayAges, sieve: _Sieve, per_dot: int) -> DotColumn:
    found = _binned(each, sieve)
    left = PAPER.left + STEP_NUMBERS.index(each.step) * (_WIDTH + _GAP)
    bins = []
    for row in sorted(_by_row(found)):
        plain, over = (-(-found[row, stalled] // per_dot) for stalled in (False, True))
        x = left + _WIDTH / 2 - sieve.pitch * (plain + over - 1) / 2
        if plain:
            bins.append(_bin(each, sieve, (row, False), found, _line_of_dots(sieve, x, row, plain)))
        if over:
            bins.append(_bin(each, sieve, (row, True), found, _diamonds(sieve, x + sieve.pitch * plain, row, over)))
    return DotColumn(
        step=each.step,
        x=round(left, 1),
        band=_place(each.p85_days, sieve.end),
        median=_place(each.median_days, sieve.end),
        bins=tuple(bins),
        stalled=each.stalled,
        limit_days=each.limit_days,
    )


def _place(days: int | None, end: int) -> float | None:
    return None if days is None else up(min(days, end), end, PAPER)


def _bin(each: StayAges, sieve: _Sieve, key: tuple[int, bool], found: _Bins, path: str) -> DotBin:
    """Its days as a range that holds exactly its citizens: rows are cut where standing still begins."""
    row, stalled = key
    least = sieve.first_day(row)
    most = None if row >= sieve.rows else sieve.first_day(row + 1) - 1
    if each.limit_days is not None and stalled:
        least = max(least, each.limit_days + 1)
    elif each.limit_days is not None:
        most = each.limit_days if most is None else min(most, each.limit_days)
    door: dict[str, str | int] = {"figure": "open", "step": each.step, "least": least}
    if most is not None:
        door["most"] = most
    return DotBin(path, stalled, least, most, found[key], door)


def _line_of_dots(sieve: _Sieve, x: float, row: int, number: int) -> str:
    """One stroke: its dashes have no length and round ends, so each is a dot."""
    return f"M{short(x)} {short(sieve.y(row))}h{short(sieve.pitch * (number - 1) + 0.1)}"


def _diamonds(sieve: _Sieve, x: float, row: int, number: int) -> str:
    top, half = short(sieve.y(row) - sieve.half), short(sieve.half)
    corners = f"l{half} {half}-{half} {half}-{half}-{half}z"
    return "".join(f"M{short(x + sieve.pitch * each)} {top}{corners}" for each in range(number))
