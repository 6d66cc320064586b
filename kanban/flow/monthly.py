"""Entries, exits and net flow of each step in each month.

In_s = stays begun in the month, Out_s = stays ended in it, Net_s = In_s - Out_s = N_s(last day) - N_s(day before);
unit: citizens per month. A stay of 0 days adds 1 to both. The first and the last month hold only the days that lie
in the period. For step 0 entries are departures and exits are returns. Standard.
"""

from collections import Counter
from collections.abc import Iterable

from kanban.domain.flow_counts import LeaveCount, MoveCount, Period
from kanban.domain.views.flow import MonthFlow
from kanban.flow.calendar import month_of, months
from kanban.flow.distribution import PLACES


def monthly(moves: Iterable[MoveCount], leaves: Iterable[LeaveCount], period: Period) -> tuple[MonthFlow, ...]:
    """Every month the period touches by every step, in order."""
    entries: Counter[tuple[str, int]] = Counter()
    exits: Counter[tuple[str, int]] = Counter()
    for move in moves:
        if move.day in period:
            entries[month_of(move.day), move.to_step] += move.moves
    for leave in leaves:
        if leave.day in period:
            exits[month_of(leave.day), leave.step] += leave.stays
    places = ((month, step) for month in months(period) for step in PLACES)
    return tuple(MonthFlow(*place, entries[place], exits[place], entries[place] - exits[place]) for place in places)
