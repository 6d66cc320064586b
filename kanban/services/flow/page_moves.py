"""The diagram of moves between the steps."""

from collections.abc import Mapping

from kanban.charts.arrows import arrows
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT, STEP_NUMBERS, Direction
from kanban.domain.views.drawings import ArrowChart
from kanban.domain.views.flow import FlowReport
from kanban.domain.views.flow_page import Cell, Figure, Table
from kanban.services.flow.page_cells import number, step_heads, step_words, words

_FROM = (None, *STEP_NUMBERS, OUT)
_TO = (*STEP_NUMBERS, OUT)


def moves_figure(report: FlowReport) -> Figure[ArrowChart]:
    """Moves between every two steps."""
    stock = {row.step: row.count for row in report.distribution}
    found = {(move.from_step, move.to_step): move.count for move in report.moves}
    rows = tuple(_from(origin, found) for origin in _FROM)
    return Figure(
        key="moves",
        title=say("Moves between the steps"),
        definition=say(
            "Moves in the period. The arrow's thickness follows their number; the number in the box is citizens on"
            " the step when the period ends."
        ),
        description=_told(report),
        drawing=arrows(report.moves, stock, {"figure": "stock", "day": report.last.isoformat()}),
        tables=(Table(say("Moves, row to column"), (say("From"), *step_heads(_TO)), rows),),
    )


def _told(report: FlowReport) -> Message:
    if not any(move.count for move in report.moves):
        return say("Nobody has moved in this period. Choose a longer one.")
    by_way = {way: sum(move.count for move in report.moves if move.direction == way) for way in Direction}
    return say(
        "%(ahead)s moves ahead, %(skips)s of them past a step, %(back)s back. %(new)s new citizens, %(out)s left.",
        ahead=by_way[Direction.FORWARD] + by_way[Direction.SKIP],
        skips=by_way[Direction.SKIP],
        back=by_way[Direction.BACKWARD],
        new=by_way[Direction.INTAKE],
        out=by_way[Direction.OUT],
    )


def _from(origin: int | None, found: Mapping[tuple[int | None, int], int]) -> tuple[Cell, ...]:
    """Where those who left a step went; nobody moves to where they are."""
    key = "none" if origin is None else origin
    cells = (
        number(found.get((origin, to)), {"figure": "moves", "from_step": key, "to_step": to})
        if found.get((origin, to))
        else number(None if origin == to else 0)
        for to in _TO
    )
    return words(step_words(origin)), *cells
