"""Typed rows to a workbook file, streamed: memory does not grow with the number of citizens.

Text is always written as text: a name, note or task that looks like a formula must not become one.
"""

from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeAlias

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import WorkbookAlreadySaved

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow, StaffRow, TalkRow
from kanban.excel import cells
from kanban.excel.columns import CITIZENS, HISTORY, HOURS, LAYOUTS, STAFF, TALKS, Column, Kind, Sheet

DATE_FORMAT, MONTH_FORMAT = "dd-mm-yyyy", "mm-yyyy"
_FORMATS = {Kind.DATE: DATE_FORMAT, Kind.PAST_DATE: DATE_FORMAT, Kind.MONTH: MONTH_FORMAT, Kind.HOURS: "0.##"}
_THEMES = tuple(column.name for column in TALKS.columns if column.kind is Kind.LEVEL)
_TEXT = "s"
_BOLD = Font(bold=True)
Row: TypeAlias = CitizenRow | HistoryRow | TalkRow | HoursRow | StaffRow


class WorkbookWriter:
    """A workbook in the making, with files on disk until the block ends; rows appear in the order they are added."""

    def __init__(self) -> None:
        self._book = openpyxl.Workbook(write_only=True)
        self._sheets = {layout.title: self._begin(layout) for layout in LAYOUTS}
        self._is_saved = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._is_saved:
            with suppress(WorkbookAlreadySaved):  # Only saving makes openpyxl close and remove its files on disk.
                self._book.save(BytesIO())

    def add(
        self,
        citizen: CitizenRow,
        history: Iterable[HistoryRow],
        talks: Iterable[TalkRow] = (),
        hours: Iterable[HoursRow] = (),
    ) -> None:
        """Add a citizen with the citizen's moves in effective order, talks in the order held, and hours by day."""
        self._append(CITIZENS, citizen)
        for layout, rows in ((HISTORY, history), (TALKS, talks), (HOURS, hours)):
            for row in rows:
                self._append(layout, row)

    def add_staff(self, people: Iterable[StaffRow]) -> None:
        """Add employees."""
        for person in people:
            self._append(STAFF, person)

    def save(self, target: Path | BinaryIO) -> None:
        """Write the file; nothing can be added afterwards. A file of that name is replaced only once all is written."""
        if not isinstance(target, Path):
            self._book.save(target)
        else:
            part = target.with_name(f".{target.name}.part")
            try:
                self._book.save(part)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
        self._is_saved = True

    def _begin(self, layout: Sheet) -> Any:  # noqa: ANN401 - openpyxl's write-only sheet has no public type
        sheet = self._book.create_sheet(layout.title)
        sheet.freeze_panes = "C2"
        for place, column in enumerate(layout.columns, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        sheet.append([_heading(sheet, column.heading) for column in layout.columns])
        return sheet

    def _append(self, layout: Sheet, row: Row) -> None:
        sheet, values = self._sheets[layout.title], vars(row)
        if isinstance(row, TalkRow):
            values = {**dict.fromkeys(_THEMES), **values, **row.levels}
        sheet.append([_cell(sheet, column, values[column.name]) for column in layout.columns])


def _heading(sheet: Any, text: str) -> Any:  # noqa: ANN401 - openpyxl's write-only sheet has no public type
    cell = WriteOnlyCell(sheet, text)
    cell.font = _BOLD
    return cell


def _cell(sheet: Any, column: Column, value: cells.Value) -> Any:  # noqa: ANN401 - plain values and cells alike
    written = cells.written(column, value)
    if isinstance(written, str):
        cell = WriteOnlyCell(sheet, written)
        cell.data_type = _TEXT
        return cell
    if written is None or column.kind not in _FORMATS:
        return written
    cell = WriteOnlyCell(sheet)
    cell.value, cell.number_format = written, _FORMATS[column.kind]
    return cell
