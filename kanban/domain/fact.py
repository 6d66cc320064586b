"""What all facts have in common."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Fact(SQLModel):
    """What every fact carries: whose it is, who recorded it when, and with which move.

    ``base_version`` is the card's version when the fact was recorded and ``withdrawn_version`` when it was withdrawn:
    a form opened on an older version has not seen it. ``replaces_id`` names the entry of a series that this one
    corrects.
    """

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", index=True)
    transition_id: int | None = Field(default=None, foreign_key="step_transition.id", index=True)
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")
    base_version: int = 0
    replaces_id: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = Field(default=None, foreign_key="staff.id")
    withdrawn_version: int | None = None
    withdrawn_reason: str = ""
