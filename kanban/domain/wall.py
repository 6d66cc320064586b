"""Wall screens: which may show a board to whoever passes by, and what they call a citizen.

A wall has no log-in: whoever holds its address sees what it shows, so it shows no names and leads nowhere.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class WallLabel(StrEnum):
    """What a citizen is called on a wall; a protected name is always shown as the case code."""

    CODE = "code"
    INITIALS = "initials"


class WallTheme(StrEnum):
    """Whether a wall is light or dark; by the system the screen decides."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class Wall(SQLModel, table=True):
    """A screen that may show a municipality's board, or one team's.

    Only the token's hash is kept: the address is shown once, and whoever reads the database can't open a wall.
    ``last_seen`` is when the screen asked last, to the minute.
    """

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True)
    municipality_id: int = Field(foreign_key="municipality.id", index=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    name: str
    label: str
    theme: str
    token_hash: str = Field(unique=True)
    made_at: datetime
    made_by: int = Field(foreign_key="staff.id")
    revoked_at: datetime | None = None
    revoked_by: int | None = Field(default=None, foreign_key="staff.id")
    last_seen: datetime | None = None


@dataclass(frozen=True)
class WallScope:
    """Whose board a wall shows and what it calls the citizens; ``team`` is empty for the whole municipality."""

    municipality_id: int
    municipality: str
    team_id: int | None
    team: str
    label: WallLabel

    @property
    def place(self) -> str:
        """What the screen is headed."""
        return self.team or self.municipality


def new_token() -> str:
    """A token of 256 random bits for a wall's address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Whether the text could be one: anything else is not asked of the database."""
    return bool(_TOKEN.fullmatch(text))


def token_hash(token: str) -> str:
    """What is kept of a token. So many random bits can't be guessed from it, so it needs no salt and is looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
