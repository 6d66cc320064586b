"""What the pages of the case review get."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.messages import Message
from kanban.domain.review import ReviewOutcome
from kanban.domain.steps import Step
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.panel import PanelView
from kanban.domain.views.today import Who


@dataclass(frozen=True)
class QueueLine:
    """One citizen in the queue: decided on or not, and what to say in a few words."""

    who: Who
    outcome: ReviewOutcome | None
    icon: str
    words: Message | None


@dataclass(frozen=True)
class SinceLine:
    """Something that has happened since the step was last found right; ``icon`` tells what kind."""

    icon: str
    words: Message
    on: date


@dataclass(frozen=True)
class DecideView:
    """The decision column: its fields, what is wrong with them, and where the primary button leads."""

    fields: dict[str, FieldView]
    target: int | None
    can_decide: bool
    can_confirm: bool
    outcome: Message | None
    problems: tuple[Message, ...] = ()
    conflict: Message | None = None


@dataclass(frozen=True)
class ReviewView:
    """One citizen of a caseload under review. ``broker_key`` is empty for the reader's own caseload.

    ``position`` counts from 1; ``earlier`` is the day the review began when that was not today, and ``review_id``
    None while nothing has been decided. ``typical`` is the median number of days on the step.
    """

    broker: str
    broker_key: str
    review_id: int | None
    earlier: date | None
    position: int
    total: int
    decided: int
    queue: tuple[QueueLine, ...]
    panel: PanelView
    since_last: tuple[SinceLine, ...]
    since: date
    typical: int | None
    decide: DecideView
    previous: Who | None
    following: Who | None

    @property
    def left(self) -> int:
        """How many wait."""
        return self.total - self.decided


@dataclass(frozen=True)
class BrokerChoice:
    """A caseload that can be gone through."""

    key: str
    name: str
    team: str
    count: int


@dataclass(frozen=True)
class ChoiceView:
    """No citizens to go through, or whose citizens to choose."""

    broker: str
    choices: tuple[BrokerChoice, ...]


@dataclass(frozen=True)
class SummaryLine:
    """One citizen in the summary, with what there is to say beside the heading."""

    who: Who
    words: Message | None


@dataclass(frozen=True)
class AgreedLine:
    """A next step agreed during the review."""

    who: Who
    action: str
    by: str
    due_on: date | None
    done: bool


@dataclass(frozen=True)
class SummaryView:
    """What came of a review, each list in the order of the review."""

    review_id: int
    broker: str
    broker_key: str
    started_at: datetime
    finished_at: datetime | None
    moved: tuple[SummaryLine, ...]
    confirmed: tuple[SummaryLine, ...]
    postponed: tuple[SummaryLine, ...]
    waiting: tuple[SummaryLine, ...]
    agreed: tuple[AgreedLine, ...]
    can_finish: bool


def target_of(panel: PanelView) -> Step | None:
    """The step the primary button moves to: the one that is suggested, else the next."""
    return panel.suggestion.step if panel.suggestion else panel.next_step
