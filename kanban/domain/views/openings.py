"""What the pages of the job openings get."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.danish import show_hours
from kanban.domain.job_opening import OpeningState
from kanban.domain.messages import Message
from kanban.domain.steps import Step
from kanban.domain.views.board import Option
from kanban.domain.views.companies import FormView
from kanban.domain.views.move_form import FieldView


@dataclass(frozen=True)
class CitizenNamed:
    """A citizen whom an opening may suit, as the board would show the card."""

    id: str
    name: str
    name_protected: bool
    step: Step | None
    broker: str


@dataclass(frozen=True)
class OpeningRow:
    """One opening in a list; ``hours`` is a number or a span, empty while not agreed. ``by`` are initials."""

    id: int
    company_id: int
    company: str
    tasks: str
    hours: str
    positions: int
    by: str
    by_name: str
    found_on: date
    ago: Message
    apply_by: date | None
    late: bool
    state: OpeningState
    state_label: Message
    citizens: tuple[CitizenNamed, ...]


@dataclass(frozen=True)
class OpeningsView:
    """All openings that fit the choice: those that can be filled, and those that ended last."""

    open: tuple[OpeningRow, ...]
    ended: tuple[OpeningRow, ...]
    choices: tuple[Option, ...]
    whose: str
    may_change: bool


@dataclass(frozen=True)
class CitizenSearch:
    """Choosing a citizen: the reader's own as a select, and those found by a search."""

    own: tuple[Option, ...]
    q: str
    found: tuple[CitizenNamed, ...]
    problem: Message | None = None


@dataclass(frozen=True)
class OpeningView:
    """One opening on its own page; ``seen`` names the version that the closing form was opened on."""

    row: OpeningRow
    contact_person: str
    phone: str
    reason: str
    filled_by: CitizenNamed | None
    recorded_at: datetime
    recorded_by: str
    seen: str
    search: CitizenSearch
    reason_field: FieldView
    typed_state: str
    conflict: Message | None
    may_change: bool


@dataclass(frozen=True)
class OpeningFormView:
    """The form for an opening; ``id`` is None for a new one."""

    id: int | None
    company: str
    form: FormView


def hours_text(minutes_from: int | None, minutes_to: int | None) -> str:
    """A number or a span of hours a week; empty while not agreed."""
    return "\N{EN DASH}".join(show_hours(each) for each in (minutes_from, minutes_to) if each is not None)
