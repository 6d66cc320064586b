"""Facts about a citizen: what has been recorded, version by version, apart from the step (R-STEP-10).

Every table is append-only. The current fact is the newest that has not been withdrawn; annulling a move
withdraws the facts its form registered. ``recorded_by`` is None for imported facts.
Hours are whole minutes a week; dates may be None where imported history lacks them.
"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Fact(SQLModel):
    """What every fact carries: whose it is, who recorded it when, and with which move."""

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", index=True)
    transition_id: int | None = Field(default=None, foreign_key="step_transition.id", index=True)
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")
    withdrawn_at: datetime | None = None


class BrokerAssignment(Fact, table=True):
    """Who follows the citizen (R-STEP-8, R-ROLE-1)."""

    __tablename__ = "broker_assignment"
    broker_id: int | None = Field(default=None, foreign_key="staff.id")
    caseworker_id: int | None = Field(default=None, foreign_key="staff.id")
    assigned_on: date | None = None


class Cv(Fact, table=True):
    """A covering CV made with the citizen (R-STEP-7) and its three quality answers (R-CV-1 … R-CV-3)."""

    __tablename__ = "cv"
    cv_prepared_on: date | None = None
    cv_kind: str | None = None
    cv_approved: bool | None = None
    cv_profile_job_directed: bool | None = None
    cv_qualifications_filled: bool | None = None
    cv_summary: str = ""


class JobGoals(Fact, table=True):
    """Job goals A, B and C (R-GOAL-6) with what they rest on."""

    __tablename__ = "job_goals"
    goal_a: str = ""
    goal_b: str = ""
    goal_c: str = ""
    goal_registered_on: date | None = None
    goal_grounded_in_citizen: bool | None = None
    goal_grounded_in_market: bool | None = None
    search_activities: str = ""
    smart_agreement: str = ""


class CompanyContact(Fact, table=True):
    """Personal contact with a relevant employer (R-STEP-5)."""

    __tablename__ = "company_contact"
    company_id: int | None = Field(default=None, foreign_key="company.id")
    contact_kind: str | None = None
    contacted_on: date | None = None
    contact_person: str = ""


class WorkAgreement(Fact, table=True):
    """One version of the work agreement (R-WA-1 … R-WA-8)."""

    __tablename__ = "work_agreement"
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
    """A person-group marking (R-MARK-1 … R-MARK-5), dated where known."""

    __tablename__ = "marking"
    name: str = Field(index=True)
    valid_from: date | None = None
    valid_to: date | None = None


class Company(SQLModel, table=True):
    """An employer or place of education in the municipality's register; ``search_name`` is the folded name."""

    __tablename__ = "company"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    name: str
    search_name: str = Field(index=True)
    cvr: str = ""
    created_at: datetime


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
)
