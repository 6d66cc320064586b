"""The people who use the board."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

_EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f]+")


class Role(StrEnum):
    """What a user may do: brokers move cards, leaders look, superusers run the board."""

    BROKER = "broker"
    LEADER = "leader"
    SUPERUSER = "superuser"


class Staff(SQLModel, table=True):
    """An employee. Without ``password_hash`` (made by an import) there is no log-in.

    ``session_stamp`` is part of every session: changing it ends them all.
    """

    id: int | None = Field(default=None, primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    email: str = Field(unique=True)
    name: str
    initials: str
    role: str
    password_hash: str | None = None
    session_stamp: str = ""
    failed_logins: int = 0
    locked_until: datetime | None = None
    disabled_at: datetime | None = None
    created_at: datetime


@dataclass(frozen=True)
class Actor:
    """The user on whose behalf a service works; every service takes one."""

    id: int
    name: str
    initials: str
    role: Role
    municipality_id: int
    municipality: str
    team_id: int | None
    team: str | None


def normalise_email(text: str) -> str | None:
    """Lower-case address, or None when it is none."""
    cleaned = text.strip().lower()
    return cleaned if _EMAIL.fullmatch(cleaned) else None


def initials_of(name: str) -> str:
    """Up to three capitals from a name: first letters of the first and the last two parts."""
    parts = [part for part in re.split(r"[\s-]+", name.strip()) if part[:1].isalpha()]
    chosen = parts if len(parts) <= 3 else [parts[0], *parts[-2:]]
    return "".join(part[0] for part in chosen).upper() or "?"
