"""Moving a workbook's dates as a whole, so that a demo made on one day looks alive on another."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow, ImportRows, TalkRow
from kanban.domain.months import distance, later
from kanban.synthetic.hours import last_due

Row = TypeVar("Row", CitizenRow, HistoryRow, TalkRow, HoursRow)


def newest_day(rows: ImportRows) -> date | None:
    """The day of the newest move or talk, None without any."""
    days = [*(move.effective_on for move in rows.history), *(talk.held_on for talk in rows.talks)]
    return max(days, default=None)


def shift_rows(rows: ImportRows, days: int) -> ImportRows:
    """The same rows with every date that many days later.

    Months of payslips keep their distance to the newest month due, not their days: a payslip that is in stays in time.
    """
    by, months = timedelta(days=days), _months(rows, days)
    return replace(
        rows,
        citizens=tuple(_shift_month(_shift(row, by), row, months) for row in rows.citizens),
        history=tuple(_shift(row, by) for row in rows.history),
        talks=tuple(_shift(row, by) for row in rows.talks),
        hours=tuple(_shift(row, by) for row in rows.hours),
    )


def _months(rows: ImportRows, days: int) -> int:
    newest = newest_day(rows)
    if newest is None:
        return 0
    return distance(last_due(newest), last_due(newest + timedelta(days=days)))


def _shift_month(shifted: CitizenRow, row: CitizenRow, months: int) -> CitizenRow:
    if row.payslips_until is None:
        return shifted
    return replace(shifted, payslips_until=later(row.payslips_until, months))


def _shift(row: Row, by: timedelta) -> Row:
    moved: dict[str, Any] = {
        field.name: value + by for field in fields(row) if isinstance(value := getattr(row, field.name), date)
    }
    return replace(row, **moved)
