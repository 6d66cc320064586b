"""A case review: a broker's caseload gone through one citizen at a time (R-CAD-5, R-STEP-11)."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint


class ReviewOutcome(StrEnum):
    """What was decided about one citizen in a review."""

    CONFIRMED = "confirmed"
    MOVED = "moved"
    POSTPONED = "postponed"


class CaseReview(SQLModel, table=True):
    """One going-through of a broker's caseload; open until ``finished_at``."""

    __tablename__ = "case_review"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    broker_id: int = Field(foreign_key="staff.id", index=True)
    started_by: int = Field(foreign_key="staff.id")
    started_at: datetime
    finished_at: datetime | None = None


class CaseReviewEntry(SQLModel, table=True):
    """One citizen's place in a review, the most urgent first, and what was decided; ``outcome`` None until then."""

    __tablename__ = "case_review_entry"
    __table_args__ = (UniqueConstraint("review_id", "citizen_id"),)
    id: int | None = Field(default=None, primary_key=True)
    review_id: int = Field(foreign_key="case_review.id", index=True)
    citizen_id: int = Field(foreign_key="citizen.id", index=True)
    position: int
    outcome: str | None = None
    detail: str = ""
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
