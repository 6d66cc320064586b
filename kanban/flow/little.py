"""Little's check: does what leaves the board fit what is on it?

ratio = mean WIP / (departures per day x mean days in the system of those who departed). ``mean_wip`` is the mean over
the period's days of the citizens on steps 8 … 1 at the end of the day; a departure is a move out of the board, its
time runs from the day its spell began (a return begins a new one). Units: citizens, citizens per day, days. Near 1
when arrivals and departures balance and WIP and ages are steady; far above 1: old open cases nobody finishes or
closes. None without departures, or when all departed on the day they came. Little (1961); as an alarm: ours.
"""

from collections.abc import Sequence

from kanban.domain.flow_counts import Departures, Period
from kanban.domain.steps import OUT
from kanban.domain.views.flow import DayCounts, Little


def little(stock: Sequence[DayCounts], departures: Departures, period: Period) -> Little:
    """The check over the period, from the daily distribution and the departures."""
    on_board = sum(number for day in stock for step, number in day.steps.items() if step != OUT)
    mean_wip, per_day = on_board / period.days, departures.moves / period.days
    mean_days = departures.days / departures.moves if departures.moves else None
    return Little(
        ratio=mean_wip / (per_day * mean_days) if mean_days else None,
        mean_wip=mean_wip,
        departures_per_day=per_day,
        mean_days=mean_days,
    )
