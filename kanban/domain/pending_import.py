"""A workbook that has been checked in the browser and waits for its user to confirm it."""

import re
import secrets
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

KEPT_FOR = timedelta(hours=1)
_ID_BYTES = 18
_ID = re.compile(r"[\w-]{24}", re.ASCII)


class PendingImport(SQLModel, table=True):
    """At most one a user. ``sealed`` is the file encrypted, for it names citizens with their CPR numbers.

    ``counts`` holds what the user was shown, as JSON: confirming stores exactly that or nothing.
    """

    __tablename__ = "pending_import"
    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    public_id: str = Field(unique=True)
    uploaded_at: datetime
    counts: str
    sealed: bytes


def new_pending_id() -> str:
    """An id for the confirming form: 144 random bits."""
    return secrets.token_urlsafe(_ID_BYTES)


def is_pending_id(text: str) -> bool:
    """Whether the text could be one: anything else is not asked of the database, which may choke on it."""
    return bool(_ID.fullmatch(text))
