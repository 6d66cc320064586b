"""Moving a workbook's dates as a whole, so that a demo made on one day looks alive on another."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows

Row = TypeVar("Row", CitizenRow, HistoryRow)


def newest_move(rows: ImportRows) -> date | None:
    """The day of the newest move, None without history."""
    return max((move.effective_on for move in rows.history), default=None)


def shift_rows(rows: ImportRows, days: int) -> ImportRows:
    """The same rows with every date that many days later."""
    by = timedelta(days=days)
    return replace(
        rows,
        citizens=tuple(_shift(row, by) for row in rows.citizens),
        history=tuple(_shift(row, by) for row in rows.history),
    )


def _shift(row: Row, by: timedelta) -> Row:
    moved: dict[str, Any] = {
        field.name: value + by for field in fields(row) if isinstance(value := getattr(row, field.name), date)
    }
    return replace(row, **moved)
