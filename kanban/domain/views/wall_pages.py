"""What the wall's pages about milestones, flow and sparring get: counts, codes and fixed sentences, nothing typed."""

from dataclasses import dataclass
from datetime import date

from kanban.domain.messages import Message
from kanban.domain.views.panel import Nearness
from kanban.domain.views.wall import WallTile


@dataclass(frozen=True)
class Tally:
    """So many of so many; ``reached`` when the milestone stands reached."""

    done: int
    number: int
    reached: bool

    @property
    def percent(self) -> float:
        """How much of its bar is filled."""
        return 100 * min(self.done, self.number) / self.number

    @property
    def missing(self) -> int:
        """How many more it takes."""
        return max(0, self.number - self.done)


@dataclass(frozen=True)
class MilestoneLine:
    """One thing that is counted: for the wall's whole scope and for each team shown, None where none is set.

    ``ahead`` is next month's number, ``reached_on`` the day that reached this month's, and ``base`` those who were
    there when the month began, for a milestone about keeping.
    """

    step: int
    title: Message
    whole: Tally | None
    teams: tuple[Tally | None, ...]
    ahead: int | None
    reached_on: date | None = None
    base: int | None = None


@dataclass(frozen=True)
class MilestonesSection:
    """This month's milestones and next month's (R-TGT-2, R-TGT-6); ``days_left`` after today.

    ``teams`` heads the columns by team, and ``more`` and ``more_teams`` did not find room.
    """

    month: Message
    next_month: Message
    days_left: int
    teams: tuple[str, ...]
    lines: tuple[MilestoneLine, ...]
    more: int = 0
    more_teams: int = 0


@dataclass(frozen=True)
class Pair:
    """This month so far, and last month up to the same day."""

    now: int
    before: int


@dataclass(frozen=True)
class StepArrivals:
    """Arrivals on a step from farther away or from outside; the bars' heights are per cent of the tallest."""

    step: int
    name: str
    came: Pair
    height: float
    height_before: float


@dataclass(frozen=True)
class Hours:
    """The paid hours a week agreed now, in minutes, with so many citizens together."""

    minutes: int
    citizens: int


@dataclass(frozen=True)
class FlowSection:
    """The month so far beside last month up to the same day (R-BOARD-3, R-BOARD-4): what went forward.

    ``skips`` are those of this month's moves ahead that passed a step; ``news`` are sentences, ``news_days`` how many
    days back they go.
    """

    month: Message
    before_month: Message
    until_day: int
    before_day: int
    ahead: Pair
    skips: int
    paid: Pair
    hours: Hours | None
    goal: Pair
    intake: Pair
    steps: tuple[StepArrivals, ...]
    news: tuple[Message, ...]
    news_days: int

    @property
    def quiet(self) -> bool:
        """Whether nothing was counted in either month."""
        pairs = (self.ahead, self.paid, self.goal, self.intake, *(each.came for each in self.steps))
        return not any(pair.now or pair.before for pair in pairs)


@dataclass(frozen=True)
class SparringTile:
    """A citizen by code, on a step, and the first thing the next step takes; ``more`` are needed besides."""

    tile: WallTile
    step: int
    next_step: int
    need: Message | None
    more: int


@dataclass(frozen=True)
class SparringGroup:
    """Those as near (R-TGT-4) to the next step: the first of them, and how many more there are."""

    nearness: Nearness
    tiles: tuple[SparringTile, ...]
    more: int

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.tiles) + self.more


@dataclass(frozen=True)
class StepAge:
    """How many stand still on a step, of how many; ``limit_days`` is None where too few stays have ended to say."""

    step: int
    still: int
    all: int
    limit_days: int | None


@dataclass(frozen=True)
class SparringSection:
    """Who needs sparring (R-BOARD-2), and on which steps citizens stand still."""

    groups: tuple[SparringGroup, ...]
    ages: tuple[StepAge, ...]

    @property
    def anybody(self) -> bool:
        """Whether there is anybody to talk about."""
        return any(group.count for group in self.groups)

    @property
    def known(self) -> bool:
        """Whether any step has a limit for standing still."""
        return any(age.limit_days is not None for age in self.ages)
