"""The diagram of moves between the steps: thick arrows ahead, arcs above for skips, arcs below for setbacks."""

from collections.abc import Iterable, Sequence
from math import sqrt

from kanban.charts.paper import short, wrapped
from kanban.domain.steps import OUT, STEP_NUMBERS, STEPS, Direction
from kanban.domain.views.drawings import Arrow, ArrowChart, Box, Door, Node, NodeLine
from kanban.domain.views.flow import MoveFigure

FIRST_X, PITCH, NODE_WIDTH = 62, 140, 104
WIDTH = FIRST_X + PITCH * 7 + NODE_WIDTH + 4
MOST_ARCS = 12
_NAME_ROOM = 12
_HEAD, _LINE, _NEAR, _RISE, _MARGIN = 100, 27, 34, 28, 20
_ARCS = {Direction.SKIP: "skip", Direction.BACKWARD: "backward"}


def arrows(moves: Sequence[MoveFigure], stock: dict[int, int], stock_door: Door) -> ArrowChart:
    """The diagram. Of skips and of setbacks the :data:`MOST_ARCS` most frequent pairs each are drawn."""
    found = {(move.from_step, move.to_step): move for move in moves if move.count}
    arcs = [drawn for kind in _ARCS for drawn in _most_frequent(found.values(), kind)]
    left_out = sum(move.direction in _ARCS for move in found.values()) - len(arcs)
    top = _space(arcs, Direction.SKIP)
    lines = {step: _lines(step, found, top) for step in STEP_NUMBERS}
    height = _HEAD + _LINE * max(len(each) for each in lines.values()) + 6
    bottom = top + height
    box = Box(WIDTH, bottom + _space(arcs, Direction.BACKWARD), 0, WIDTH, top, bottom)
    nodes = [
        Node(step.number, _left(step.number), wrapped(step.short_name, _NAME_ROOM), stock[step.number],
             {**stock_door, "step": step.number}, lines[step.number])
        for step in STEPS
    ]  # fmt: skip
    most = max((move.count for move in found.values()), default=1)
    ahead = [_ahead(move, most, top + height / 2) for move in found.values() if _is_beside(move)]
    return ArrowChart(
        box, NODE_WIDTH, top, height, tuple(nodes), (*ahead, *(_arc(move, most, box) for move in arcs)), left_out
    )


def _most_frequent(moves: Iterable[MoveFigure], kind: str) -> list[MoveFigure]:
    ordered = sorted((move for move in moves if move.direction == kind), key=lambda move: -move.count)
    return ordered[:MOST_ARCS]


def _is_beside(move: MoveFigure) -> bool:
    return move.direction == Direction.FORWARD or (move.from_step is None and move.to_step == STEP_NUMBERS[0])


def _left(step: int) -> float:
    return FIRST_X + PITCH * STEP_NUMBERS.index(step)


def _middle(step: int) -> float:
    return _left(step) + NODE_WIDTH / 2


def _space(arcs: Iterable[MoveFigure], kind: str) -> float:
    """How much room the arcs on one side of the boxes need."""
    spans = [_span(move) for move in arcs if move.direction == kind]
    return _height_of(max(spans)) + _MARGIN if spans else _MARGIN


def _span(move: MoveFigure) -> int:
    return abs((move.from_step or 0) - move.to_step)


def _height_of(span: int) -> float:
    return _NEAR + _RISE * (span - 1)


def _lines(step: int, found: dict[tuple[int | None, int], MoveFigure], top: float) -> tuple[NodeLine, ...]:
    """Who left from the step, came new to it past step 8, and came back to it."""
    pairs = (("out", (step, OUT)), ("intake", (None, step)), ("return", (OUT, step)))
    kept = [
        (kind, found[pair])
        for kind, pair in pairs
        if pair in found and not (kind == "intake" and step == STEP_NUMBERS[0])
    ]
    return tuple(
        NodeLine(kind, top + _HEAD + _LINE * number, move.count, _door(move))
        for number, (kind, move) in enumerate(kept)
    )


def _door(move: MoveFigure) -> Door:
    origin = "none" if move.from_step is None else move.from_step
    return {"figure": "moves", "from_step": origin, "to_step": move.to_step}


def _ahead(move: MoveFigure, most: int, y: float) -> Arrow:
    """A broad arrow in the gap before a box; its thickness follows the number, its area does not lie."""
    tip = _left(move.to_step) - 5
    begin = 6.0 if move.from_step is None else _left(move.from_step) + NODE_WIDTH + 4
    half = 1.5 + 8.5 * sqrt(move.count / most)
    neck = tip - 1.25 * half - 4
    path = (
        f"M{short(begin)} {short(y - half)}H{short(neck)}V{short(y - half - 5)}L{short(tip)} {short(y)}"
        f"L{short(neck)} {short(y + half + 5)}V{short(y + half)}H{short(begin)}Z"
    )
    kind = "intake" if move.from_step is None else "forward"
    x = (begin + tip) / 2
    return Arrow(kind, move.from_step, move.to_step, path, "", 0, x, y - half - 14, move.count, _door(move))


def _arc(move: MoveFigure, most: int, box: Box) -> Arrow:
    """An arc over or under the boxes, higher the farther it goes, so that no two numbers share a place."""
    above = move.direction == Direction.SKIP
    side = -1 if above else 1
    edge = box.top - 5 if above else box.bottom + 5
    lean = 14 if above else -14
    begin, end = _middle(move.from_step or 0) + lean, _middle(move.to_step) - lean
    peak = edge + side * _height_of(_span(move))
    bend = (peak - edge / 4) / 0.75
    arrives = f"{short(end)} {short(edge + side * 7)}"
    path = f"M{short(begin)} {short(edge)}C{short(begin)} {short(bend)} {short(end)} {short(bend)} {arrives}"
    tip = f"M{short(end - 5)} {short(edge + side * 8)}h10L{short(end)} {short(edge)}Z"
    thick = round(1.5 + 4 * move.count / most, 1)
    kind = _ARCS[Direction(move.direction)]
    x = (begin + end) / 2
    return Arrow(kind, move.from_step, move.to_step, path, tip, thick, x, peak, move.count, _door(move))
