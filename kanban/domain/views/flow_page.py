"""What the flow page gets: controls, figures with their drawings and tables, and the checks of the figures themselves.

A table's cells are shown on the page and written to the workbook, so both say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from kanban.domain.messages import Message
from kanban.domain.steps import Step
from kanban.domain.views.board import Option
from kanban.domain.views.day_drawings import DotChart, RangeChart, ReachChart
from kanban.domain.views.drawings import ArrowChart, ColumnChart, Door, SeriesChart
from kanban.domain.views.milestones import MilestoneView
from kanban.domain.views.overview import ChangesView, StopsView

D = TypeVar("D")


@dataclass(frozen=True)
class Cell:
    """A number or word: as shown, as written to a workbook, and the door to the citizens it counts, if it has one.

    ``computed``: a share or a time, whose door leads to what it is computed from.
    """

    shown: Message
    value: "str | int | float | date | Message | None"
    door: Door | None = None
    computed: bool = False


@dataclass(frozen=True)
class Table:
    """A figure's numbers; the first column names the row, all others hold numbers."""

    title: Message
    headings: tuple[Message, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Warned:
    """A sentence about what to be careful with, and the plain fraction it rests on: ``some`` of ``of``."""

    message: Message
    some: Cell
    of: Cell


@dataclass(frozen=True)
class Figure(Generic[D]):
    """A heading, one sentence of definition, what the drawing shows in words, the drawing, and its numbers.

    Without a drawing there is nothing to draw, and ``description`` says why.
    """

    key: str
    title: Message
    definition: Message
    description: Message
    drawing: D | None
    tables: tuple[Table, ...]
    warnings: tuple[Warned, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A line of a small box: what it is, its number, and perhaps what share that is."""

    label: Message
    cell: Cell
    share: Cell | None = None


@dataclass(frozen=True)
class LateLine:
    """A step's citizens as known at the chosen moment and as known now."""

    step: Step
    then: Cell
    now: Cell
    change: str


@dataclass(frozen=True)
class Checks:
    """What tells whether the figures can be trusted; ``alarm`` is set when cases are left open that nobody finishes."""

    little: Message
    alarm: bool
    facts: tuple[Fact, ...]
    provisional: Message | None
    late: tuple[LateLine, ...]


@dataclass(frozen=True)
class Preset:
    """A period that can be had with one press."""

    label: Message
    query: Mapping[str, str]
    current: bool


@dataclass(frozen=True)
class Controls:
    """The form above the figures: what is typed in it, what may be chosen, and what is wrong, by field."""

    first: str
    last: str
    known_at: str
    teams: tuple[Option, ...]
    brokers: tuple[Option, ...]
    programmes: tuple[Option, ...]
    presets: tuple[Preset, ...]
    problems: Mapping[str, Message]


@dataclass(frozen=True)
class FlowFigures:
    """All figures of the page."""

    moves: Figure[ArrowChart]
    stock: Figure[SeriesChart]
    first_reach: Figure[SeriesChart]
    monthly: Figure[ColumnChart]
    time: Figure[RangeChart]
    ages: Figure[DotChart]
    reach: Figure[ReachChart]
    throughput: Figure[ColumnChart]
    balance: tuple[Fact, ...]
    backflow: tuple[Fact, ...]
    checks: Checks


@dataclass(frozen=True)
class Cards:
    """What stands above the figures on a page about today."""

    stops: StopsView
    changes: ChangesView
    milestones: tuple[MilestoneView, ...]


@dataclass(frozen=True)
class FlowPage:
    """The page; ``scope`` is the query that every door carries. Without ``figures`` nobody has come to the board."""

    controls: Controls
    place: str
    programme: str | None
    first: date
    last: date
    known_at: datetime | None
    scope: Mapping[str, str]
    on_board: Cell
    names: Mapping[int, str]
    cards: Cards | None
    figures: FlowFigures | None
