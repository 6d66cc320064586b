"""What the panel shows of series, of former versions, and of what comes next."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kanban.domain.case import FieldValue
from kanban.domain.field_spec import FieldKind
from kanban.domain.messages import Message
from kanban.domain.steps import Step


@dataclass(frozen=True)
class Provenance:
    """Who recorded a fact and when; ``by`` is empty for imported facts."""

    by: str
    at: datetime


@dataclass(frozen=True)
class ShownField:
    """A recorded value with its label (English source text); people are shown by name."""

    name: str
    label: str
    kind: FieldKind
    value: FieldValue


@dataclass(frozen=True)
class FormerView:
    """A version that no longer counts: what it said that the next one says otherwise, and who recorded it when.

    A withdrawn one shows all it said, and who withdrew it, when and why. ``placement`` is the work placement it was
    about, None for other facts.
    """

    recorded: Provenance
    said: tuple[ShownField, ...]
    placement: int | None = None
    withdrawn: Provenance | None = None
    reason: str = ""


@dataclass(frozen=True)
class PeriodView:
    """A marking, benefit or target group as a period; ``current`` when it counts today.

    ``to`` is the first day it no longer counts.
    """

    id: int
    text: str
    since: date | None
    to: date | None
    current: bool
    recorded: Provenance
    exemption_kind: str | None = None


class PayslipState(StrEnum):
    """What is known of a month's payslip."""

    RECEIVED = "received"
    NONE = "none"
    WAITING = "waiting"
    MISSING = "missing"


@dataclass(frozen=True)
class PayslipView:
    """A month with paid hours; ``entry`` is the stored row, None while nothing is noted."""

    month: date
    state: PayslipState
    received_on: date | None = None
    entry: int | None = None


@dataclass(frozen=True)
class ActionView:
    """An agreed next step; ``late`` when its day has passed without it being done."""

    id: int
    action: str
    who: str
    due_on: date | None
    done_on: date | None
    late: bool
    recorded: Provenance


@dataclass(frozen=True)
class NextDate:
    """Something with a date: ``code`` is the deadline's, ``last`` when it was last held, ``late`` when passed."""

    code: str
    on: date
    late: bool
    company: str = ""
    last: date | None = None
    placement: int | None = None


@dataclass(frozen=True)
class SuggestionView:
    """The step that the facts speak for, and why (R-STEP-10)."""

    step: Step
    reason: Message
