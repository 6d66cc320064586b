"""The drawings of the flow page that are about days: how long stays last, who waits how long, who gets there when.

Places as in :mod:`kanban.domain.views.drawings`.
"""

from dataclasses import dataclass

from kanban.domain.messages import Message
from kanban.domain.views.drawings import Box, Door, Level


@dataclass(frozen=True)
class RangeRow:
    """How long stays in a step last: places of median and 85 %, of the ended ones' median, and the words beside.

    ``differs``: curve and plain fraction disagree. ``is_goal``: nobody is meant to move on from the step.
    """

    step: int
    y: float
    median: float | None
    p85: float | None
    finished: float | None
    words: float
    median_days: int | None
    p85_days: int | None
    finished_days: int | None
    visits: int
    ended: int
    differs: bool
    is_goal: bool


@dataclass(frozen=True)
class RangeChart:
    """Days in each step, one row a step."""

    box: Box
    rows: tuple[RangeRow, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class DotBin:
    """Citizens of nearly the same number of days in a step: dots as one stroke, diamonds for those standing still.

    ``most`` is None for the topmost bin, which has no upper end.
    """

    path: str
    stalled: bool
    least: int
    most: int | None
    count: int
    door: Door


@dataclass(frozen=True)
class DotColumn:
    """A step's citizens by days in it, on the band up to the day by which 85 % have moved on."""

    step: int
    x: float
    band: float | None
    median: float | None
    bins: tuple[DotBin, ...]
    stalled: int
    limit_days: int | None


@dataclass(frozen=True)
class DotChart:
    """Everybody as dots, small ones where there are many; one dot stands for up to ``per_dot`` citizens."""

    box: Box
    column_width: float
    columns: tuple[DotColumn, ...]
    levels: tuple[Level, ...]
    per_dot: int
    is_fine: bool
    is_capped: bool


@dataclass(frozen=True)
class BandMark:
    """A share with its band at a number of days; ``plain`` is the place of the plain fraction beside it.

    The door leads to all it is computed from: everybody who began in the period farther away.
    """

    within_days: int
    x: float
    y: float
    low: float | None
    high: float | None
    plain: float | None
    share: float
    reached: int
    mature: int
    door: Door


@dataclass(frozen=True)
class QuarterLine:
    """One quarter's starters as a staircase; ``age`` is 0 for the newest."""

    quarter: Message
    citizens: int
    path: str
    label: float
    age: int
    door: Door


@dataclass(frozen=True)
class ReachChart:
    """Shares that had come to a step by days since starting, on levels in per cent and ticks in days."""

    box: Box
    marks: tuple[BandMark, ...]
    quarters: tuple[QuarterLine, ...]
    levels: tuple[Level, ...]
    days: tuple[Level, ...]
