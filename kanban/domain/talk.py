"""Talks with the citizen: what was said, what was decided about the step, and how progression was seen.

Sources: R-CAD-1, R-STEP-11, R-CONN-1 … R-CONN-3, R-FU-5 … R-FU-7, R-BOARD-4 (resources before challenges).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import JSON, Column, Field, Index, SQLModel

from kanban.domain.fact import Fact


class Talk(Fact, table=True):
    """A talk. ``transition_id`` is the move recorded in the same form; ``step`` where the citizen stood afterwards.

    ``fingerprint`` recognises the same submission sent twice.
    """

    __tablename__ = "talk"
    __table_args__ = (Index("ix_talk_replaces", "citizen_id", "replaces_id"),)
    held_on: date
    talk_kind: str
    talk_place: str = ""
    participants: str = ""
    resources: str = ""
    challenges: str = ""
    note: str = ""
    step: int | None = None
    step_confirmed: bool = False
    next_talk_on: date | None = None
    template_id: int | None = Field(default=None, foreign_key="progression_template.id")
    fingerprint: str = ""


class TalkScore(SQLModel, table=True):
    """The level the citizen was seen at on one theme in one talk: 1 (lowest) to 5."""

    __tablename__ = "talk_score"
    talk_id: int = Field(foreign_key="talk.id", primary_key=True)
    theme: str = Field(primary_key=True)
    level: int


class StepConfirmation(Fact, table=True):
    """That somebody looked at the step and found it right on a day (R-STEP-11), in a talk or a case review."""

    __tablename__ = "step_confirmation"
    confirmed_on: date
    step: int
    talk_id: int | None = Field(default=None, foreign_key="talk.id")


class ProgressionTemplate(SQLModel, table=True):
    """A municipality's own template for measuring progression (R-CONN-1); the newest row counts, none is changed.

    ``themes`` is a list of ``{"code", "name"}``, ``words`` the five levels in words from 1 to 5.
    """

    __tablename__ = "progression_template"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    themes: list[dict[str, str]] = Field(sa_column=Column(JSON, nullable=False))
    words: list[str] = Field(sa_column=Column(JSON, nullable=False))
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")


@dataclass(frozen=True)
class TalkMark:
    """What deadlines need of a talk: when it was held and when the next was agreed."""

    held_on: date
    next_talk_on: date | None = None
