"""Which stays stand behind each flow figure: the figure's definition, stay by stay (R-DASH-8).

The counts of :mod:`kanban.store.flow` and :mod:`kanban.flow.known` say how many; these say which. A list has one line
for each counted thing, so its length is the number. Everything is as of the period's last day.
"""

from collections.abc import Callable

from kanban.domain.inputs.behind_query import Question
from kanban.flow import counted_citizens, counted_stays
from kanban.flow.figure import Figure

FIGURES: dict[str, Callable[[Question], Figure]] = {
    "stock": counted_stays.stock,
    "first_reach": counted_citizens.first_reach,
    "moves": counted_stays.moves,
    "direction": counted_stays.directed,
    "entries": counted_stays.entries,
    "exits": counted_stays.exits,
    "arrivals": counted_stays.entries,
    "first_arrivals": counted_stays.first_arrivals,
    "visits": counted_stays.entries,
    "finished": counted_stays.finished,
    "running": counted_stays.running,
    "matured": counted_citizens.matured,
    "matured_ended": counted_citizens.matured_ended,
    "reach_mature": counted_citizens.reach_mature,
    "reach_reached": counted_citizens.reach_reached,
    "open": counted_stays.still_open,
    "departures": counted_citizens.departures,
    "setbacks": counted_citizens.setbacks,
    "present": counted_citizens.present,
    "crossed": counted_citizens.crossed,
    "kept_base": counted_citizens.kept_base,
    "kept": counted_citizens.kept,
}
