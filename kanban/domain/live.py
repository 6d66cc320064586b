"""What open boards are told: one row for each change of a card, numbered, kept for some days."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel


@dataclass(frozen=True)
class Whose:
    """Team, job broker and programme by their numbers: a citizen's own, or those a board is filtered to (None: all)."""

    team: int | None = None
    broker: int | None = None
    programme: int | None = None


class BoardEvent(SQLModel, table=True):
    """A change that boards show, written in the change's own transaction.

    ``citizen`` is the public id and empty when many cards changed at once; ``version`` is the card's new one. Lanes
    are those before and after, None for the tray. ``staff_id`` is who moved the citizen, None for other changes.
    """

    __tablename__ = "board_event"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    citizen: str = ""
    version: int = 0
    from_step: int | None = None
    to_step: int | None = None
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
