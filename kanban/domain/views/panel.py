"""What the side panel's template gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kanban.domain.local_rules import HoursBand
from kanban.domain.messages import Message
from kanban.domain.quality import Standard
from kanban.domain.steps import Direction, Step
from kanban.domain.views.board import SignView
from kanban.domain.views.case_entries import (
    ActionView,
    FormerView,
    NextDate,
    PayslipView,
    PeriodView,
    Provenance,
    ShownField,
    SuggestionView,
)
from kanban.domain.views.caseloads import BrokerPeriod
from kanban.domain.views.follow_ups import FollowUpsView
from kanban.domain.views.meetings import EntryView
from kanban.domain.views.openings import OpeningRow
from kanban.domain.views.talks import TalksView

__all__ = ["ActionView", "FormerView", "NextDate", "PayslipView", "PeriodView", "Provenance", "SuggestionView"]


@dataclass(frozen=True)
class CvView:
    """The current CV; the three yes/no answers are the quality standards R-CV-1 … R-CV-3, None when unanswered."""

    kind: str | None
    prepared_on: date | None
    approved: bool | None
    profile_job_directed: bool | None
    qualifications_filled: bool | None
    made_with: str
    summary: str
    recorded: Provenance


@dataclass(frozen=True)
class GoalsView:
    """The current job goals A, B and C (R-GOAL-6), or the development goal in their place (R-GOAL-8).

    ``more`` are the filled texts that go with them, in the order of the form.
    """

    goal_a: str
    goal_b: str
    goal_c: str
    registered_on: date | None
    grounded_in_citizen: bool | None
    grounded_in_market: bool | None
    more: tuple[ShownField, ...]
    recorded: Provenance


@dataclass(frozen=True)
class ContactView:
    """A contact with a company on the citizen's behalf (R-STEP-5); ``more`` are its other filled fields."""

    id: int
    company: str
    cvr: str
    kind: str | None
    contacted_on: date | None
    contact_person: str
    more: tuple[ShownField, ...]
    recorded: Provenance


@dataclass(frozen=True)
class AgreementView:
    """The agreement on one placement as it stands (R-WA-1 … R-WA-9); ``number`` counts its versions from 1.

    ``over`` when the placement has ended; ``more`` are the other filled fields in the order of the form. ``title`` and
    ``phone`` are the contact person's in the register of companies.
    """

    id: int
    placement: int
    over: bool
    number: int
    kind: str | None
    company: str
    cvr: str
    contact_person: str
    title: str
    phone: str
    starts_on: date | None
    ends_on: date | None
    internship_minutes: int | None
    paid_minutes: int | None
    outlook: str | None
    paid_hours_from: date | None
    follow_up_on: date | None
    more: tuple[ShownField, ...]
    recorded: Provenance


@dataclass(frozen=True)
class HoursPoint:
    """Hours a week from a date on, in minutes; None where that kind was not stated."""

    valid_from: date
    paid_minutes: int | None
    internship_minutes: int | None
    id: int = 0


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
    """A citizen's case at a glance.

    Series stand newest first, hours oldest first. ``former`` holds the versions that no longer count, by kind of fact;
    ``nearness`` how near the next step is, None where there is none; ``programme`` is empty where there is but one.
    ``has_case`` when the citizen is the reader's own: only then are kinds of exemption shown.
    """

    id: str
    version: int
    case_code: str
    name: str
    name_protected: bool
    group: int | None
    team: str
    programme: str
    broker: str
    caseworker: str
    benefit: str
    started_on: date
    step: Step | None
    since: date | None
    days: int | None
    confirmed_on: date | None
    left: bool
    next_step: Step | None
    nearness: Nearness | None
    needs: tuple[NeedView, ...]
    signs: tuple[SignView, ...]
    suggestion: SuggestionView | None
    dates: tuple[NextDate, ...]
    actions: tuple[ActionView, ...]
    cv: CvView | None
    goals: GoalsView | None
    contacts: tuple[ContactView, ...]
    agreements: tuple[AgreementView, ...]
    standards: tuple[Standard, ...]
    hours: tuple[HoursPoint, ...]
    band: HoursBand | None
    payslips: tuple[PayslipView, ...]
    outcome: OutcomeView | None
    closing: ClosingView | None
    markings: tuple[PeriodView, ...]
    benefits: tuple[PeriodView, ...]
    groups: tuple[PeriodView, ...]
    former: Mapping[str, tuple[FormerView, ...]]
    history: tuple[MoveView, ...]
    brokers: tuple[BrokerPeriod, ...]
    can_move: bool
    can_edit: bool
    has_case: bool
    today: date
    talks: TalksView
    follow_ups: FollowUpsView
    openings: tuple[OpeningRow, ...] = ()
    agreed: tuple[EntryView, ...] = ()

    @property
    def contact(self) -> ContactView | None:
        """The latest company contact."""
        return next(iter(self.contacts), None)

    @property
    def agreement(self) -> AgreementView | None:
        """The agreement recorded last."""
        return next(iter(self.agreements), None)
