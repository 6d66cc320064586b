"""What the drawings of the flow page are made of: places on the paper, never colours or words.

Places are in the drawing's own units (1 unit = 1 px at full width), y growing downwards. A **door** is the query of the
list of exactly the citizens that a mark counts (R-DASH-8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kanban.domain.messages import Message

Door: TypeAlias = Mapping[str, str | int]


@dataclass(frozen=True)
class Box:
    """The paper's size and the field that is drawn in."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Level:
    """A line of the grid and the number it stands for."""

    at: float
    value: int


@dataclass(frozen=True)
class MonthTick:
    """A place on the time axis, with a word only where there is room for it."""

    at: float
    label: Message | None


@dataclass(frozen=True)
class SeriesLine:
    """One step over time: its outline, where it ends, and where its name stands without touching another."""

    step: int
    path: str
    end: float
    label: float
    count: int
    door: Door


@dataclass(frozen=True)
class SeriesChart:
    """Steps over time in the order they are painted; ``provisional`` is where the months begin that may still grow."""

    box: Box
    lines: tuple[SeriesLine, ...]
    levels: tuple[Level, ...]
    ticks: tuple[MonthTick, ...]
    provisional: float | None


@dataclass(frozen=True)
class NodeLine:
    """A smaller number inside a step's box: who left the board from it, came new to it or came back to it."""

    kind: str
    y: float
    count: int
    door: Door


@dataclass(frozen=True)
class Node:
    """A step's box in the diagram of moves."""

    step: int
    x: float
    name: tuple[str, ...]
    count: int
    door: Door
    lines: tuple[NodeLine, ...]


@dataclass(frozen=True)
class Arrow:
    """Moves from one step to another: ``kind`` is forward, intake, skip or backward."""

    kind: str
    from_step: int | None
    to_step: int
    path: str
    tip: str
    thick: float
    x: float
    y: float
    count: int
    door: Door


@dataclass(frozen=True)
class ArrowChart:
    """The diagram of moves; ``left_out`` are the pairs of steps with so few moves that they stand in the table only."""

    box: Box
    node_width: float
    node_top: float
    node_height: float
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


@dataclass(frozen=True)
class Column:
    """A month's bar above or below the line; ``open`` bars may still grow."""

    x: float
    y: float
    width: float
    height: float
    open: bool
    label: Message
    count: int
    door: Door


@dataclass(frozen=True)
class ColumnPanel:
    """One step's months: bars upwards, bars downwards (or inside the first ones), and the line of their difference."""

    step: int
    x: float
    zero: float
    up: tuple[Column, ...]
    down: tuple[Column, ...]
    net: str
    total_up: int
    total_down: int
    up_door: Door
    down_door: Door


@dataclass(frozen=True)
class ColumnChart:
    """Small charts of the same scale beside each other."""

    box: Box
    panel_width: float
    panels: tuple[ColumnPanel, ...]
    levels: tuple[Level, ...]
    first: Message
    last: Message
