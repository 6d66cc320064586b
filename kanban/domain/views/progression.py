"""What the page on progression over many citizens gets."""

from dataclasses import dataclass

from kanban.domain.messages import Message
from kanban.domain.views.board import Option

FEWEST = 3
"""Units with fewer citizens than this are not told apart (R-G2-7)."""


@dataclass(frozen=True)
class PeriodPoint:
    """A theme's mean level in one period; ``mean`` is None where too few were measured, ``citizens`` too."""

    label: Message
    mean: float | None
    citizens: int | None
    x: float
    y: float | None


@dataclass(frozen=True)
class ThemeFigure:
    """One theme: its means over time, and how many rose, stayed and fell; None where too few were measured twice."""

    code: str
    name: str
    points: tuple[PeriodPoint, ...]
    rose: int | None
    same: int | None
    fell: int | None

    @property
    def compared(self) -> int | None:
        """How many have been measured twice or more."""
        if self.rose is None or self.same is None or self.fell is None:
            return None
        return self.rose + self.same + self.fell

    @property
    def lines(self) -> tuple[str, ...]:
        """The paths of the drawing: a line breaks where a period has nothing to tell."""
        found: list[list[str]] = [[]]
        for point in self.points:
            if point.y is None:
                found.append([])
            else:
                found[-1].append(f"{'L' if found[-1] else 'M'}{point.x:g} {point.y:g}")
        return tuple(" ".join(part) for part in found if part)


@dataclass(frozen=True)
class ProgressionView:
    """The page: whose citizens, how many of them have been measured, and a figure for each theme.

    ``measured`` is None where they are too few. ``own`` when a broker looks at the own caseload, ``monthly`` when a
    period is a month rather than a quarter.
    """

    own: bool
    place: str
    teams: tuple[Option, ...]
    monthly: bool
    measured: int | None
    figures: tuple[ThemeFigure, ...]
    words: tuple[str, ...]
