"""Backflow: how often things go backwards.

``moves`` = backward / (forward + backward) moves in the period, a skip being forward and moves from or to 0 being
neither; ``citizens`` = citizens with at least one backward move in the period / citizens on the board at some time in
it. Both are shares; they differ much, so both are told. None where there is nothing to divide by. Common, not
standardised.
"""

from collections import Counter
from collections.abc import Iterable

from kanban.domain.flow_counts import Setbacks
from kanban.domain.steps import Direction
from kanban.domain.views.flow import Backflow, MoveFigure


def backflow(moves: Iterable[MoveFigure], setbacks: Setbacks) -> Backflow:
    """The two shares, from the period's move matrix and the citizens counted."""
    by_direction: Counter[str] = Counter()
    for move in moves:
        by_direction[move.direction] += move.count
    backward = by_direction[Direction.BACKWARD]
    between = backward + by_direction[Direction.FORWARD] + by_direction[Direction.SKIP]
    return Backflow(
        moves=backward / between if between else None,
        citizens=setbacks.citizens / setbacks.present if setbacks.present else None,
    )
