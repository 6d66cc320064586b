"""Rows of a workbook once read and typed: what the reader hands over and a synthetic municipality is made of.

Hours are whole minutes a week; ``row`` is the sheet's own row number, for telling where a problem is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kanban.domain.messages import Message


@dataclass(frozen=True)
class StaffRow:
    """One row of the sheet ``Medarbejdere``."""

    row: int
    email: str
    name: str
    initials: str = ""
    role: str = "broker"
    team: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One move; ``to_step`` 0 is out. ``recorded_at`` is known only for synthetic history."""

    row: int
    cpr: str
    effective_on: date
    to_step: int
    from_step: int | None = None
    recorded_by: str = ""
    reason: str = ""
    note: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class TalkRow:
    """One talk; ``levels`` by the theme's field. ``recorded_at`` is known for synthetic talks only."""

    row: int
    cpr: str
    held_on: date
    talk_kind: str = "conversation"
    talk_place: str = ""
    participants: str = ""
    resources: str = ""
    challenges: str = ""
    note: str = ""
    step_confirmed: bool | None = None
    next_talk_on: date | None = None
    recorded_by: str = ""
    levels: Mapping[str, int] = field(default_factory=dict)
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class HoursRow:
    """Hours a week from a day on; 0 is none, None is not told."""

    row: int
    cpr: str
    valid_from: date
    paid_hours: int | None = None
    internship_hours: int | None = None


@dataclass(frozen=True)
class CitizenRow:
    """One row of the sheet ``Borgere``; ``cpr`` is ten digits. Empty cells are empty strings or None.

    ``step`` 0 is a cell that says ``ud``. On step 1, and after it, ``agreement_kind`` may be ``job`` or ``education``.
    ``payslips_until`` is the first day of a month, ``arrived_on`` when the board got to know the citizen.
    """

    row: int
    cpr: str
    name: str
    started_on: date
    team: str = ""
    broker_email: str = ""
    caseworker_email: str = ""
    benefit: str = ""
    origin: str = ""
    target_group: int | None = None
    step: int | None = None
    step_since: date | None = None
    markings: tuple[str, ...] = ()
    cv_prepared_on: date | None = None
    cv_kind: str | None = None
    cv_approved: bool | None = None
    goal_a: str = ""
    goal_b: str = ""
    goal_c: str = ""
    goal_registered_on: date | None = None
    company: str = ""
    company_cvr: str = ""
    contact_person: str = ""
    agreement_kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    internship_hours: int | None = None
    paid_hours: int | None = None
    tasks: str = ""
    milestone: str = ""
    follow_up_on: date | None = None
    closing_reason: str | None = None
    closed_on: date | None = None
    contact_kind: str | None = None
    contacted_on: date | None = None
    paid_hours_outlook: str | None = None
    paid_hours_from: date | None = None
    adjusted_on: date | None = None
    mentor: str = ""
    name_protected: bool | None = None
    cv_profile_job_directed: bool | None = None
    cv_qualifications_filled: bool | None = None
    goal_grounded_in_citizen: bool | None = None
    goal_grounded_in_market: bool | None = None
    search_activities: str = ""
    measures_purpose: str = ""
    smart_agreement: str = ""
    development_goal: str = ""
    agreement_form: str | None = None
    ended_reason: str = ""
    confirmed_on: date | None = None
    action: str = ""
    action_due_on: date | None = None
    payslips_until: date | None = None
    arrived_on: date | None = None
    programme: str = ""


@dataclass(frozen=True)
class ImportRows:
    """A whole workbook, typed; ``absent`` names the citizen's fields that have no column at all."""

    citizens: tuple[CitizenRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    talks: tuple[TalkRow, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RowProblem:
    """Why a row is refused, or what was noticed about it: in the sheet's own words, so that it can be found there."""

    sheet: str
    row: int
    column: str
    reason: Message


@dataclass(frozen=True)
class ReadWorkbook:
    """What a file says. ``unsettled`` are the CPR numbers of refused rows: the rest about them can't be judged."""

    rows: ImportRows
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()
    unsettled: frozenset[str] = frozenset()
