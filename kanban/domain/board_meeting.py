"""The board meeting: a fixed agenda, and what is decided on the way (R-BOARD-2, R-CAD-7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from kanban.domain.messages import mark


@dataclass(frozen=True)
class Point:
    """A point of the agenda: its number, the key that is stored, heading, and the question it asks."""

    number: int
    key: str
    title: str
    question: str


AGENDA = (
    Point(1, "news", mark("Good news"), mark("What went well, and what can others learn from it?")),
    Point(2, "milestones", mark("Milestones"), mark("Where are we, and what takes us the rest of the way?")),
    Point(3, "stops", mark("Where it stops"), mark("Who stands still, and what could get them going?")),
    Point(4, "sparring", mark("Ready, near, farther away"), mark("What exactly is missing before the next step?")),
    Point(5, "openings", mark("Job openings"), mark("Who fits, and who calls the company?")),
    Point(6, "actions", mark("Agreed last time"), mark("What is done, and what do we carry on?")),
    Point(7, "summary", mark("Summing up"), mark("Who does what before we meet again?")),
)


class EntryKind(StrEnum):
    """What was recorded: something decided, or something somebody is to do."""

    DECISION = "decision"
    ACTION = "action"


KIND_LABELS = {EntryKind.ACTION: mark("Next step"), EntryKind.DECISION: mark("Decision")}


class ActionState(StrEnum):
    """What became of an action; without any it is open."""

    DONE = "done"
    CARRIED = "carried"


class BoardMeeting(SQLModel, table=True):
    """A meeting of a team, or without team of the whole municipality; it runs until it is ended."""

    __tablename__ = "board_meeting"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    held_on: date
    begun_at: datetime
    begun_by: int = Field(foreign_key="staff.id")
    ended_at: datetime | None = None
    ended_by: int | None = Field(default=None, foreign_key="staff.id")


class MeetingEntry(SQLModel, table=True):
    """A decision or an action; corrected by a new row that names the one it replaces, which is then withdrawn.

    ``author_id`` wrote the first version and ``first_id`` names it, None in that version itself.
    """

    __tablename__ = "meeting_entry"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="board_meeting.id", index=True)
    point: str
    kind: str
    text: str = Field(sa_type=Text)
    action_by: int | None = Field(default=None, foreign_key="staff.id", index=True)
    due_on: date | None = None
    citizen_id: int | None = Field(default=None, foreign_key="citizen.id", index=True)
    opening_id: int | None = Field(default=None, foreign_key="job_opening.id")
    author_id: int = Field(foreign_key="staff.id")
    first_id: int | None = None
    recorded_at: datetime
    recorded_by: int = Field(foreign_key="staff.id")
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = Field(default=None, foreign_key="staff.id")

    @property
    def root_id(self) -> int:
        """The first version's id: what became of an action belongs to all its versions."""
        return self.first_id or self.id or 0


class ActionOutcome(SQLModel, table=True):
    """What became of an action, the newest row counting; ``meeting_id`` where it was said, None outside meetings."""

    __tablename__ = "action_outcome"
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="meeting_entry.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="board_meeting.id", index=True)
    state: str
    recorded_at: datetime
    recorded_by: int = Field(foreign_key="staff.id")


def point_of(number: int) -> Point:
    """The point with a number; the first for one that is not on the agenda."""
    return next((each for each in AGENDA if each.number == number), AGENDA[0])


def number_of(key: str) -> int:
    """The number of the point stored under a key."""
    return next(each.number for each in AGENDA if each.key == key)
