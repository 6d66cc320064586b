"""What the pages about caseloads and hand-over get."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.agenda import Case
from kanban.domain.messages import Message
from kanban.domain.views.board import Option
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.today import NormView, StepBar


@dataclass(frozen=True)
class BrokerPeriod:
    """One broker's time with a citizen; ``ends`` is the day the next one took over, None for the present broker."""

    broker: str
    caseworker: str
    begins: date | None
    ends: date | None
    team: str
    from_team: str
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class LoadView:
    """One broker's caseload; ``key`` is the staff id, or ``none`` for citizens without a broker."""

    key: str
    name: str
    initials: str
    team: str
    bars: tuple[StepBar, ...]
    unplaced: int
    norm: NormView
    late_talks: int
    new: int
    gone: bool = False


@dataclass(frozen=True)
class CaseloadsView:
    """All caseloads of a municipality; ``without`` are the citizens nobody has."""

    loads: tuple[LoadView, ...]
    without: LoadView
    citizens: int
    low: int
    high: int
    own: str


@dataclass(frozen=True)
class ChosenCase:
    """A line of a caseload that can be chosen for hand-over; ``programme`` is empty where there is but one."""

    case: Case
    step_name: str
    days: int | None
    team: str
    caseworker: str
    chosen: bool
    programme: str = ""


@dataclass(frozen=True)
class AssignmentForm:
    """The fields of a hand-over with what is typed, what is wrong with them, and a sentence about the whole."""

    fields: tuple[FieldView, ...]
    notice: Message | None = None

    @property
    def problems(self) -> tuple[FieldView, ...]:
        """The refused fields."""
        return tuple(field for field in self.fields if field.problem)


@dataclass(frozen=True)
class CaseloadView:
    """One caseload as a list; ``page`` counts from 1, and ``more`` tells that another page follows.

    ``programmes`` are those citizens can be put into, none where there is but one.
    """

    key: str
    name: str
    total: int
    cases: tuple[ChosenCase, ...]
    page: int
    more: bool
    form: AssignmentForm
    nobody_chosen: Message | None
    can_review: bool
    programmes: tuple[Option, ...] = ()
    programme_problem: Message | None = None


@dataclass(frozen=True)
class OneAssignmentView:
    """The form that gives one citizen another broker, caseworker or team."""

    citizen_id: str
    citizen_name: str
    version: int
    form: AssignmentForm
