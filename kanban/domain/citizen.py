"""The citizen on the board."""

import re
import secrets
from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

PUBLIC_ID_BYTES = 9
CODE_LETTERS = "CDFHJKLMNPRTVWX34679"
SHORTEST_CODE = 4
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{12}")


class Citizen(SQLModel, table=True):
    """A citizen in one of a municipality's programmes.

    Facts and moves stand in their own tables. The columns from ``broker_id`` on are derived from those
    (:mod:`kanban.domain.projection`), rewritten in the same transaction, so that the board reads one table.
    ``current_step`` is None before the first placement and 0 after leaving. ``version`` rises with every change
    of the card. Hours are minutes a week. ``case_code`` is what colleagues call the case where names don't belong.
    """

    __table_args__ = (
        UniqueConstraint("municipality_id", "cpr_hash"),
        Index("ix_citizen_lane", "municipality_id", "current_step", "step_since", "public_id"),
        Index("ix_citizen_case_code", "municipality_id", "case_code", unique=True),
        Index("ix_citizen_arrival", "municipality_id", "created_at"),
        Index("ix_citizen_programme", "municipality_id", "programme_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True)
    case_code: str = ""
    municipality_id: int = Field(foreign_key="municipality.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    programme_id: int | None = Field(default=None, foreign_key="programme.id")
    cpr_encrypted: str
    cpr_hash: str
    name: str
    sort_name: str
    name_protected: bool = False
    benefit: str = ""
    origin: str = ""
    target_group: int | None = None
    started_on: date
    created_at: datetime
    version: int = 1
    broker_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    caseworker_id: int | None = Field(default=None, foreign_key="staff.id")
    current_step: int | None = None
    step_since: date | None = None
    context: str = ""
    paid_minutes: int | None = None
    search_text: str = ""


def new_public_id() -> str:
    """An id for addresses: 72 random bits, so that no citizen can be found by counting."""
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


def draw_case_code(length: int) -> str:
    """A code at random, no word, no number and nothing taken for another letter: it says nothing of the citizen."""
    while (code := "".join(secrets.choice(CODE_LETTERS) for _ in range(length))).isdigit():
        pass
    return code


def read_case_code(text: str) -> str:
    """The code somebody has typed, in capitals; empty when it can be none."""
    code = text.strip().upper()
    return code if len(code) >= SHORTEST_CODE and set(code) <= set(CODE_LETTERS) else ""


def is_public_id(text: str) -> bool:
    """Whether the text could be one: anything else is not asked of the database, which may choke on it."""
    return bool(_PUBLIC_ID.fullmatch(text))
