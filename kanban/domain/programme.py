"""The programmes (*indsatser*) that a municipality runs side by side; each citizen takes part in one (R-STEP-0)."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

FIRST = "Flere skal med"
"""What the programme of a municipality is called that has not set up any."""


class Programme(SQLModel, table=True):
    """A programme; its name is unique in the municipality whatever the case (``name_key``).

    Days are its first and last, both included and neither needed. ``version`` rises with every change, so that nobody
    overwrites what they have not seen; what it was before stands in the audit trail.
    """

    __table_args__ = (UniqueConstraint("municipality_id", "name_key"),)

    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id")
    name: str
    name_key: str
    about: str = ""
    begins_on: date | None = None
    ends_on: date | None = None
    version: int = 1
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")

    def has_ended(self, day: date) -> bool:
        """Whether its last day lies before a day: nobody new is put into it then."""
        return self.ends_on is not None and self.ends_on < day


def name_key(name: str) -> str:
    """By which two names are the same."""
    return name.casefold()
