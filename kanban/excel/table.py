"""A plain table: a list or figures that people take along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Value: TypeAlias = "str | int | float | date | None"


@dataclass(frozen=True)
class Table:
    """One sheet: its title, its headings, and rows of as many values."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
