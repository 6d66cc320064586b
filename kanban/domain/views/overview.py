"""What the leader's front page gets. Every number carries the query of the list of exactly those citizens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kanban.domain.messages import Message
from kanban.domain.steps import Step
from kanban.domain.views.board import Option
from kanban.domain.views.milestones import MilestoneView
from kanban.domain.views.today import NewsView, NormView

Query: TypeAlias = "Mapping[str, str | int]"


@dataclass(frozen=True)
class Counted:
    """A number and the query of the list behind it."""

    number: int
    query: Query


@dataclass(frozen=True)
class StopView:
    """A step, its citizens, and those of them who have stood longer than ``limit_days``."""

    step: Step
    limit_days: int
    over: Counted
    all: Counted

    @property
    def share(self) -> float:
        """Those over the limit as a part of all, 0 to 1."""
        return self.over.number / self.all.number if self.all.number else 0.0


@dataclass(frozen=True)
class StopsView:
    """Up to four steps on which citizens stand still, the worst first; none where nobody does.

    ``citizens`` are those on the board, ``known`` tells whether enough stays have ended to say what is usual.
    """

    stops: tuple[StopView, ...]
    citizens: int
    known: bool


@dataclass(frozen=True)
class ChangeView:
    """One kind of event in the last days and in as many days before; ``good`` when more of it is good news."""

    label: Message
    now: Counted
    before: Counted
    good: bool

    @property
    def difference(self) -> int:
        """How many more than before."""
        return self.now.number - self.before.number

    @property
    def better(self) -> bool:
        """Whether there is more of something good; fewer is never shown as bad."""
        return self.good and self.difference > 0


@dataclass(frozen=True)
class ChangesView:
    """What has changed; ``late_percent`` is how many percent usually come in later, None when hardly any do."""

    days: int
    changes: tuple[ChangeView, ...]
    late_percent: int | None

    @property
    def quiet(self) -> bool:
        """Whether nothing has happened at all."""
        return not any(each.now.number or each.before.number for each in self.changes)


@dataclass(frozen=True)
class BrokerLine:
    """A job broker's caseload beside the norm, and the talks to be held; bars in percent of the drawing's width."""

    key: str
    name: str
    norm: NormView
    bar: float
    new: Counted
    late_talks: Counted
    talks_this_week: Counted
    gone: bool


@dataclass(frozen=True)
class TeamLoads:
    """The brokers of a team, by name; ``name`` is empty for those without a team."""

    name: str
    lines: tuple[BrokerLine, ...]

    @property
    def over(self) -> int:
        """Job brokers above the norm."""
        return sum(line.norm.state == "over" for line in self.lines)

    @property
    def late_talks(self) -> int:
        """Overdue talks in the team."""
        return sum(line.late_talks.number for line in self.lines)


@dataclass(frozen=True)
class LoadsView:
    """Caseloads beside the norm, whose band goes from ``band_left`` over ``band_width`` percent of the drawing."""

    teams: tuple[TeamLoads, ...]
    low: int
    high: int
    band_left: float
    band_width: float

    @property
    def brokers(self) -> int:
        """All job brokers shown."""
        return sum(len(team.lines) for team in self.teams)


@dataclass(frozen=True)
class CheckView:
    """One part of the groundwork: citizens who have it and those who lack it, of whom it is expected."""

    key: str
    label: Message
    met: Counted
    lacking: Counted

    @property
    def asked(self) -> int:
        """Of how many citizens it is expected."""
        return self.met.number + self.lacking.number

    @property
    def percent(self) -> int:
        """Those who have it, in whole percent; 0 and 100 only for nobody and for all."""
        if not self.met.number or not self.lacking.number:
            return 100 if self.met.number else 0
        return min(99, max(1, round(100 * self.met.number / self.asked)))


@dataclass(frozen=True)
class CheckGroup:
    """The questions about a CV, about job goals, or about work agreements."""

    title: Message
    checks: tuple[CheckView, ...]


@dataclass(frozen=True)
class StandingView:
    """Everybody on the board, and of them those not yet placed and those without a job broker."""

    citizens: Counted
    unplaced: Counted
    unassigned: Counted


@dataclass(frozen=True)
class ScopeChoice:
    """The team, job broker and programme the page is about, by name and empty for all, and those to choose from."""

    team: str
    broker: str
    programme: str
    teams: tuple[Option, ...]
    brokers: tuple[Option, ...]
    programmes: tuple[Option, ...]


@dataclass(frozen=True)
class OverviewView:
    """The whole page; ``own`` when it is about the reader's own caseload."""

    today: date
    municipality: str
    own: bool
    choice: ScopeChoice
    standing: StandingView
    news: tuple[NewsView, ...]
    stops: StopsView
    changes: ChangesView
    milestones: tuple[MilestoneView, ...]
    loads: LoadsView
    quality: tuple[CheckGroup, ...]
