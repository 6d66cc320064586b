"""Move matrix: how many moves went from one step to another in a period.

C_ab(P) = moves a -> b effective in P; unit: moves. A move to the step the citizen is in is none. From None is the
intake; from and to 0 is neither forward nor backward. Row shares say where those who left a went, not how likely it
is. Standard: directly-follows graph.
"""

from collections import Counter
from collections.abc import Iterable

from kanban.domain.flow_counts import MoveCount, Period
from kanban.domain.steps import direction
from kanban.domain.views.flow import MoveFigure


def matrix(moves: Iterable[MoveCount], period: Period) -> tuple[MoveFigure, ...]:
    """The pairs that occur in the period, by the step left (intake first, then 8 … 0) and the step come to."""
    found: Counter[tuple[int | None, int]] = Counter()
    for move in moves:
        if move.day in period:
            found[move.from_step, move.to_step] += move.moves
    ordered = sorted(found.items(), key=lambda item: (-99 if item[0][0] is None else -item[0][0], -item[0][1]))
    return tuple(MoveFigure(a, b, number, str(direction(a, b))) for (a, b), number in ordered)
