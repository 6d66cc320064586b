"""What the today page's template gets."""

from dataclasses import dataclass
from datetime import date

from kanban.domain.local_rules import LocalRules
from kanban.domain.messages import Message, say
from kanban.domain.steps import Step
from kanban.domain.views.meetings import EntryView
from kanban.domain.views.milestones import MilestoneView


@dataclass(frozen=True)
class Who:
    """A citizen as a line names one."""

    id: str
    name: str
    name_protected: bool
    step: int | None


@dataclass(frozen=True)
class When:
    """When something is or was due, with a smaller note; ``late`` when its day has passed."""

    text: Message
    note: Message | None = None
    late: bool = False


@dataclass(frozen=True)
class Button:
    """The way to do it: ``path`` is the form's address below the citizen's own, empty for the case itself."""

    label: Message
    path: str
    in_dialog: bool


@dataclass(frozen=True)
class TaskView:
    """One line: who, what, when, and the form that does it; ``extra`` is what somebody wrote."""

    who: Who
    what: Message
    when: When
    button: Button
    extra: str = ""


@dataclass(frozen=True)
class SectionView:
    """A heading with its lines."""

    key: str
    title: Message
    hint: Message | None
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True)
class StepBar:
    """How many of somebody's citizens stand on a step; ``height`` is its share of the fullest step, 0 to 1."""

    step: Step
    count: int
    height: float


@dataclass(frozen=True)
class NewsView:
    """A citizen who has come nearer the goal (R-BOARD-3); ``by`` is the broker's first name."""

    who: Who
    message: Message
    by: str
    on: date


@dataclass(frozen=True)
class NormView:
    """A caseload beside the norm (R-CASE-1 … R-CASE-3)."""

    count: int
    low: int
    high: int

    @property
    def state(self) -> str:
        """``under``, ``within`` or ``over``."""
        return "under" if self.count < self.low else "over" if self.count > self.high else "within"

    @property
    def message(self) -> Message:
        """The comparison in words."""
        words = {
            "under": say("Below the norm of %(low)s to %(high)s", low=self.low, high=self.high),
            "within": say("Within the norm of %(low)s to %(high)s", low=self.low, high=self.high),
            "over": say("Above the norm of %(low)s to %(high)s", low=self.low, high=self.high),
        }
        return words[self.state]


def norm(count: int, rules: LocalRules) -> NormView:
    """A caseload beside the municipality's norm."""
    return NormView(count, rules.norm_low, rules.norm_high)


@dataclass(frozen=True)
class TodayView:
    """The broker's day."""

    greeting: Message
    weekday: Message
    today: date
    week: int
    summary: Message
    sections: tuple[SectionView, ...]
    bars: tuple[StepBar, ...]
    unplaced: int
    norm: NormView
    news: tuple[NewsView, ...]
    milestones: tuple[MilestoneView, ...] = ()
    actions: tuple[EntryView, ...] = ()

    @property
    def total(self) -> int:
        """All citizens in the caseload."""
        return self.norm.count
