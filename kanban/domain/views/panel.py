"""What the side panel's template gets."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kanban.domain.messages import Message
from kanban.domain.steps import Direction, Step
from kanban.domain.views.board import SignView


@dataclass(frozen=True)
class Provenance:
    """Who recorded a fact and when; ``by`` is empty for imported facts."""

    by: str
    at: datetime


@dataclass(frozen=True)
class CvView:
    """The current CV; the three yes/no answers are the quality standards R-CV-1 … R-CV-3, None when unanswered."""

    kind: str | None
    prepared_on: date | None
    approved: bool | None
    profile_job_directed: bool | None
    qualifications_filled: bool | None
    summary: str
    recorded: Provenance


@dataclass(frozen=True)
class GoalsView:
    """The current job goals A, B and C (R-GOAL-6) and what goes with them."""

    goal_a: str
    goal_b: str
    goal_c: str
    registered_on: date | None
    grounded_in_citizen: bool | None
    grounded_in_market: bool | None
    search_activities: str
    smart_agreement: str
    recorded: Provenance


@dataclass(frozen=True)
class ContactView:
    """The latest contact with a company on the citizen's behalf (R-STEP-5)."""

    company: str
    cvr: str
    kind: str | None
    contacted_on: date | None
    contact_person: str
    recorded: Provenance


@dataclass(frozen=True)
class AgreementView:
    """The current work agreement (R-WA-1 … R-WA-8); ``number`` counts its versions from 1."""

    number: int
    kind: str | None
    company: str
    cvr: str
    contact_person: str
    starts_on: date | None
    ends_on: date | None
    internship_minutes: int | None
    paid_minutes: int | None
    tasks: str
    milestone: str
    outlook: str | None
    paid_hours_from: date | None
    follow_up_on: date | None
    mentor: str
    recorded: Provenance


@dataclass(frozen=True)
class HoursPoint:
    """Hours a week from a date on, in minutes; None where that kind was not stated."""

    valid_from: date
    paid_minutes: int | None
    internship_minutes: int | None


@dataclass(frozen=True)
class OutcomeView:
    """Job or education (R-STEP-1)."""

    kind: str | None
    company: str
    starts_on: date | None
    retention_follow_up_on: date | None
    recorded: Provenance


@dataclass(frozen=True)
class ClosingView:
    """Why the citizen left the board (R-CLOSE-1)."""

    reason: str
    note: str
    closed_on: date


@dataclass(frozen=True)
class MoveView:
    """One line of the history, newest first.

    ``from_step`` is what the standing history says, never a stored value; for an annulled move it is None
    and ``annulled`` tells when, by whom and why. ``backdated`` when recorded after the day it counts from.
    """

    id: int
    effective_on: date
    from_step: Step | None
    to_step: Step
    direction: Direction | None
    recorded_at: datetime
    recorded_by: str
    backdated: bool
    reason: str
    note: str
    detail: str
    annulled_at: datetime | None
    annulled_by: str
    annul_reason: str
    can_annul: bool


class Nearness(StrEnum):
    """How near a citizen is to the next step (R-TGT-4): *klar*, *tæt på*, *længere fra*."""

    READY = "ready"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True)
class NeedView:
    """One tick of what the next step takes: done or missing; ``field`` is the first field it takes."""

    done: bool
    message: Message
    field: str = ""


@dataclass(frozen=True)
class PanelView:
    """A citizen's case at a glance."""

    id: str
    version: int
    name: str
    name_protected: bool
    group: int | None
    team: str
    broker: str
    caseworker: str
    benefit: str
    started_on: date
    markings: tuple[str, ...]
    step: Step | None
    since: date | None
    days: int | None
    left: bool
    next_step: Step | None
    needs: tuple[NeedView, ...]
    signs: tuple[SignView, ...]
    cv: CvView | None
    goals: GoalsView | None
    contact: ContactView | None
    agreement: AgreementView | None
    hours: tuple[HoursPoint, ...]
    outcome: OutcomeView | None
    closing: ClosingView | None
    history: tuple[MoveView, ...]
    can_move: bool
    today: date
