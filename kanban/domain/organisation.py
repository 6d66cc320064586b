"""Municipalities and their teams."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class Municipality(SQLModel, table=True):
    """The unit whose staff see the same board; nobody sees another municipality's citizens."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    created_at: datetime


class Team(SQLModel, table=True):
    """A group of brokers; name unique within the municipality."""

    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id")
    name: str


class Setting(SQLModel, table=True):
    """A value the installation remembers about itself, such as which field key its CPR numbers were sealed with."""

    name: str = Field(primary_key=True)
    value: str


class LocalRule(SQLModel, table=True):
    """What a municipality has decided for itself, such as a norm; the newest row of a name counts, none is changed."""

    __tablename__ = "local_rule"
    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    name: str
    value: str
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")
