"""What the page about targets and the form for one get."""

from collections.abc import Mapping
from dataclasses import dataclass

from kanban.domain.messages import Message
from kanban.domain.targets import FEW, INDICATOR_LABELS, POPULATION_LABELS, MonthShare, Target, Verdict
from kanban.domain.views.board import Option
from kanban.domain.views.milestones import MonthView
from kanban.domain.views.rules import Decided


def percent(share: float) -> str:
    """A share in Danish, with a decimal where there is one, so that 14,6 never looks like 15."""
    return f"{share * 100:.1f}".removesuffix(".0").replace(".", ",") + "\u00a0%"


@dataclass(frozen=True)
class Bar:
    """A month of a target's drawing, in the drawing's units, with the addresses of its two numbers."""

    share: MonthShare
    label: Message
    x: float
    y: float
    height: float
    reaches: bool
    touched_query: Mapping[str, str]
    population_query: Mapping[str, str]

    @property
    def percent(self) -> str:
        """The share in words, empty where nobody is counted."""
        return percent(self.share.share) if self.share.share is not None else ""


@dataclass(frozen=True)
class TargetView:
    """One target: its rule, its months, and where it stands in ``words``; ``needed`` is what it takes from now on.

    ``line`` is the threshold's height in the drawing, ``top`` the share its upper edge stands for, ``pitch`` a month's
    width and ``thick`` its bar's. ``start_step`` is the step whose milestones lead to it.
    ``judged`` is False for a team or caseload: a target is the municipality's. ``programme`` is empty for all of them.
    """

    target: Target
    bars: tuple[Bar, ...]
    line: float
    top: int
    pitch: float
    thick: float
    verdict: Verdict
    words: Message
    needed: Message | None
    a_month: int
    start_step: int
    judged: bool
    programme: str = ""
    baseline: Message | None = None

    @property
    def population(self) -> str:
        """Whose share it is, as a label."""
        return POPULATION_LABELS[self.target.population]

    @property
    def counts(self) -> tuple[str, ...]:
        """What counts, as labels."""
        return tuple(INDICATOR_LABELS[each] for each in self.target.counts)

    @property
    def few(self) -> bool:
        """Whether so few are counted that one citizen moves the share a lot (R-TGT-8)."""
        return bool(self.bars) and 0 < self.bars[-1].share.population < FEW

    @property
    def empty(self) -> bool:
        """Whether nobody has been in the population."""
        return not any(bar.share.population for bar in self.bars)


@dataclass(frozen=True)
class TargetsPage:
    """The page: targets, this month, the next. ``own`` when it is the user's own caseload."""

    place: str
    own: bool
    teams: tuple[Option, ...]
    brokers: tuple[Option, ...]
    months: tuple[Option, ...]
    targets: tuple[TargetView, ...]
    shown: tuple[MonthView, ...]
    may_set: bool
    presets: tuple[Option, ...]


@dataclass(frozen=True)
class TargetForm:
    """The form for one target, as it stands or as typed; ``number`` is 0 for a new one.

    ``programmes`` are a choice where there is more than one.
    """

    number: int
    name: str
    threshold: str
    months_in_row: str
    first: str
    last: str
    population: str
    populations: tuple[Option, ...]
    counts: tuple[Option, ...]
    presets: tuple[Option, ...]
    preset: str
    decided: Decided
    problems: Mapping[str, Message]
    conflict: Message | None = None
    programmes: tuple[Option, ...] = ()
