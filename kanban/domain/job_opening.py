"""Job openings that brokers share: what a company needs, who found it, and for whom it may be right (R-CO-6)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from kanban.domain.messages import mark


class OpeningState(StrEnum):
    """Whether an opening can still be filled."""

    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"


STATE_LABELS = {
    OpeningState.OPEN: mark("Open"),
    OpeningState.FILLED: mark("Filled"),
    OpeningState.CLOSED: mark("Closed"),
}


class JobOpening(SQLModel, table=True):
    """An opening; what stands about it is its newest :class:`OpeningVersion`."""

    __tablename__ = "job_opening"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    created_at: datetime


class OpeningVersion(SQLModel, table=True):
    """What stands about an opening from a moment on; rows are added, none is changed.

    Hours are minutes a week: ``minutes_to`` only for a span, both None where the hours are not known yet.
    ``filled_by`` is the citizen who got it, None for somebody else; ``reason`` says why it was closed.
    """

    __tablename__ = "job_opening_version"
    id: int | None = Field(default=None, primary_key=True)
    opening_id: int = Field(foreign_key="job_opening.id", index=True)
    company_id: int = Field(foreign_key="company.id", index=True)
    contact_person: str = ""
    tasks: str = Field(sa_type=Text)
    minutes_from: int | None = None
    minutes_to: int | None = None
    positions: int = 1
    found_by: int = Field(foreign_key="staff.id")
    found_on: date
    apply_by: date | None = None
    state: str = OpeningState.OPEN
    filled_by: int | None = Field(default=None, foreign_key="citizen.id")
    reason: str = Field(default="", sa_type=Text)
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")


class OpeningCitizen(SQLModel, table=True):
    """A citizen whom an opening may suit, until withdrawn."""

    __tablename__ = "job_opening_citizen"
    id: int | None = Field(default=None, primary_key=True)
    opening_id: int = Field(foreign_key="job_opening.id", index=True)
    citizen_id: int = Field(foreign_key="citizen.id", index=True)
    recorded_at: datetime
    recorded_by: int = Field(foreign_key="staff.id")
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = Field(default=None, foreign_key="staff.id")
