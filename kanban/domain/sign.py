"""A sign: something a citizen's case calls for, with the day from which it counts."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Field, Index, SQLModel

from kanban.domain.views.board import SignKind

LATE_RANK, SUGGESTION_RANK, MISSING_RANK = 0, 1, 2


class CitizenSign(SQLModel, table=True):
    """A stored sign: ``code`` is the date or field it is about, ``from_date`` when it begins to count."""

    __tablename__ = "citizen_sign"
    __table_args__ = (Index("ix_citizen_sign_kind", "citizen_id", "kind", "from_date"),)

    citizen_id: int = Field(foreign_key="citizen.id", primary_key=True)
    code: str = Field(primary_key=True)
    kind: str
    from_date: date
    due_on: date | None = None


@dataclass(frozen=True, order=True)
class Sign:
    """A sign as derived; sorted: overdue ones by due date, a suggested step, then what is missing.

    ``code`` is what it is about: a deadline, ``step_<n>`` for a suggestion, a field or a standard.
    """

    rank: int
    due_on: date
    code: str
    kind: SignKind
    from_date: date


def overdue(code: str, due_on: date, *, from_date: date | None = None) -> Sign:
    """Something with a due date; it counts from the day after unless told otherwise."""
    return Sign(LATE_RANK, due_on, code, SignKind.LATE, from_date or due_on + timedelta(days=1))
