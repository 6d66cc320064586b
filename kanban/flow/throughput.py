"""Throughput: arrivals in a step per month, and whether the month may still grow.

``first`` = citizens whose first arrival in the step falls in the month, ``all`` = all arrivals there; unit: citizens
(moves) per month. Who comes back counts once in ``first`` and again in ``all``. Step 1 is the throughput of the
board. Standard: number finished per unit of time, an exact count.

A month is provisional until c(days from the month's end to the day of knowledge) >= 0.98, where c(L) is the share of
moves registered within L days of their effective date. Moves taken in from workbooks say nothing about how late
people register and are left out; where there are no others, a month is provisional until it is over.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from kanban.domain.flow_counts import MoveCount, Period
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.flow import Throughput
from kanban.flow.calendar import month_end, month_of, months

COMPLETE = 0.98


def throughput(
    moves: Iterable[MoveCount], lags: Mapping[int, int], period: Period, known_on: date
) -> tuple[Throughput, ...]:
    """Every month the period touches by every step, in order; ``lags`` is days late -> moves."""
    first: Counter[tuple[str, int]] = Counter()
    everyone: Counter[tuple[str, int]] = Counter()
    for move in moves:
        if move.day in period:
            place = month_of(move.day), move.to_step
            first[place] += move.first
            everyone[place] += move.moves
    settled = days_until_complete(lags)
    found = []
    for month in months(period):
        provisional = (known_on - month_end(month)).days < settled
        places = ((month, step) for step in STEP_NUMBERS)
        found += [Throughput(*place, first[place], everyone[place], provisional) for place in places]
    return tuple(found)


def days_until_complete(lags: Mapping[int, int]) -> int:
    """The smallest L >= 0 with c(L) >= 0.98, in days; 0 when nothing is known."""
    total, known = sum(lags.values()), 0
    for days in sorted(lags):
        known += lags[days]
        if known >= COMPLETE * total - 1e-9:
            return max(0, days)
    return 0
