"""Facts about a citizen: what has been recorded, version by version, apart from the step (R-STEP-10).

Every table is append-only: a correction is a new row that names the one it replaces, and a removal leaves the row
with who withdrew it, when and why. The current fact is the newest that has been neither replaced nor withdrawn;
annulling a move withdraws the facts its form registered. ``recorded_by`` is None for imported facts.
Hours are whole minutes a week; dates may be None where imported history lacks them.
"""

from datetime import date

from sqlmodel import Field

from kanban.domain.fact import Fact
from kanban.domain.follow_up import AgreedAction, FollowUp, Payslip


class BrokerAssignment(Fact, table=True):
    """Who follows the citizen (R-STEP-8, R-ROLE-1), and what the handing-over team passed on (R-ROLE-5, R-GOAL-11)."""

    __tablename__ = "broker_assignment"
    broker_id: int | None = Field(default=None, foreign_key="staff.id")
    caseworker_id: int | None = Field(default=None, foreign_key="staff.id")
    assigned_on: date | None = None
    from_team_id: int | None = Field(default=None, foreign_key="team.id")
    to_team_id: int | None = Field(default=None, foreign_key="team.id")
    handover_note: str = ""


class Cv(Fact, table=True):
    """A covering CV made with the citizen (R-STEP-7) and its three quality answers (R-CV-1 … R-CV-3)."""

    __tablename__ = "cv"
    cv_prepared_on: date | None = None
    cv_kind: str | None = None
    cv_approved: bool | None = None
    cv_profile_job_directed: bool | None = None
    cv_qualifications_filled: bool | None = None
    cv_made_with: str = ""
    cv_summary: str = ""


class JobGoals(Fact, table=True):
    """Job goals A, B and C (R-GOAL-6) with what they rest on (R-GOAL-1 … R-GOAL-5, R-GOAL-7).

    Where no job goal can be set yet, a development goal stands in its place (R-GOAL-8, R-GOAL-9).
    """

    __tablename__ = "job_goals"
    goal_a: str = ""
    goal_b: str = ""
    goal_c: str = ""
    goal_registered_on: date | None = None
    goal_grounded_in_citizen: bool | None = None
    goal_grounded_in_market: bool | None = None
    goal_workplaces: str = ""
    search_activities: str = ""
    measures_purpose: str = ""
    smart_agreement: str = ""
    development_goal: str = ""
    sub_goals: str = ""


class CompanyContact(Fact, table=True):
    """Personal contact with a relevant employer (R-STEP-5), prepared in three parts (R-CO-1) and with its result.

    ``match_kind`` tells a company centre from an individual match and ``match_reason`` why (R-CO-4).
    """

    __tablename__ = "company_contact"
    company_id: int | None = Field(default=None, foreign_key="company.id")
    contact_kind: str | None = None
    contacted_on: date | None = None
    contact_person: str = ""
    company_tasks: str = ""
    citizen_resources: str = ""
    company_motivation: str = ""
    contact_outcome: str = ""
    asked_about_paid_hours: bool | None = None
    match_kind: str | None = None
    match_reason: str = ""


class WorkAgreement(Fact, table=True):
    """One version of the agreement on one work placement (R-WA-1 … R-WA-9).

    ``placement`` numbers a citizen's placements from 1: several may run at a time (R-STEP-3, R-WA-8), each with
    versions of its own (R-WA-7).
    """

    __tablename__ = "work_agreement"
    placement: int = 1
    company_id: int | None = Field(default=None, foreign_key="company.id")
    contact_person: str = ""
    agreement_kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    internship_hours: int | None = None
    paid_hours: int | None = None
    tasks: str = ""
    milestone: str = ""
    paid_hours_outlook: str | None = None
    paid_hours_from: date | None = None
    follow_up_on: date | None = None
    adjusted_on: date | None = None
    mentor: str = ""
    job_title: str = ""
    agreement_form: str | None = None
    follow_up_plan: str = ""
    aids: str = ""
    support_needs: str = ""
    ended_reason: str = ""


class HoursEntry(Fact, table=True):
    """Hours a week from a day on (R-HOURS-1, R-STEP-2); paid and internship hours stay apart (R-HOURS-5)."""

    __tablename__ = "hours_entry"
    valid_from: date
    paid_hours: int | None = None
    internship_hours: int | None = None


class Outcome(Fact, table=True):
    """Job or education reached (R-STEP-1) and when aftercare is due (R-SUP-1)."""

    __tablename__ = "outcome"
    outcome: str | None = None
    company_id: int | None = Field(default=None, foreign_key="company.id")
    starts_on: date | None = None
    retention_follow_up_on: date | None = None


class Closing(Fact, table=True):
    """Why the citizen left the board (R-CLOSE-1 … R-CLOSE-3)."""

    __tablename__ = "closing"
    closing_reason: str
    closing_note: str = ""
    closed_on: date


class Marking(Fact, table=True):
    """A person-group marking (R-MARK-1 … R-MARK-5) as a period; ``valid_to`` is the first day it no longer counts.

    ``exemption_kind`` tells why a citizen is exempt (R-MARK-4) and is shown only to those with the case.
    """

    __tablename__ = "marking"
    name: str = Field(index=True)
    valid_from: date | None = None
    valid_to: date | None = None
    exemption_kind: str | None = None


class BenefitPeriod(Fact, table=True):
    """Which benefit the citizen lives on, from a day on; ``valid_to`` is the first day it no longer counts."""

    __tablename__ = "benefit_period"
    benefit: str
    valid_from: date
    valid_to: date | None = None


class GroupPeriod(Fact, table=True):
    """Which target group the citizen belongs to (R-VIS-1), from a day on."""

    __tablename__ = "group_period"
    target_group: int
    valid_from: date
    valid_to: date | None = None


FACT_TABLES: tuple[type[Fact], ...] = (
    BrokerAssignment,
    Cv,
    JobGoals,
    CompanyContact,
    WorkAgreement,
    HoursEntry,
    Outcome,
    Closing,
    Marking,
    BenefitPeriod,
    GroupPeriod,
    FollowUp,
    Payslip,
    AgreedAction,
)
