"""One sheet of a workbook: its headings, and its rows as field values."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from kanban.domain.errors import RefusedError
from kanban.domain.inputs.import_rows import RowProblem
from kanban.domain.inputs.values import Refused
from kanban.domain.messages import Message, say
from kanban.excel import cells
from kanban.excel.columns import Column, Kind, Sheet
from kanban.excel.words import significant

MAX_ROWS = 200_000
_LAST_ROW_OF_EXCEL = 1_048_576
_MOST_COLUMNS = 500
_ROWS_PER_TICK = 500
_LONGEST_SHOWN = 60

Values = dict[str, Any]
Tick = Callable[[int], None]


class SheetReader:
    """Reads one sheet once. A sheet that is not there (``worksheet`` None) reads as one without rows.

    The first column of every layout is its key. ``keys`` holds each key with its rows, refused rows too, so that
    sheets can be compared; ``refused`` the numbers of refused rows.
    """

    def __init__(self, sheet: Sheet, worksheet: Any, today: date) -> None:  # noqa: ANN401 - openpyxl's stubs misname its methods
        self.sheet = sheet
        self.problems: list[RowProblem] = []
        self.warnings: list[RowProblem] = []
        self.refused: set[int] = set()
        self.keys: dict[str, list[int]] = {}
        self._worksheet, self._today = worksheet, today
        self.expected_rows = (worksheet.max_row or 0) if worksheet else 0
        if worksheet:
            worksheet.reset_dimensions()
        self._places = self._find_columns() if worksheet else {}

    @property
    def key_field(self) -> str:
        """The field by which rows are told apart."""
        return self.sheet.columns[0].name

    @property
    def unreadable(self) -> bool:
        """Whether the headings are such that no row can be read."""
        return any(problem.row == 1 for problem in self.problems)

    @property
    def absent(self) -> frozenset[str]:
        """The fields without a column."""
        found = {column.name for column in self._places.values()}
        return frozenset(column.name for column in self.sheet.columns) - found

    def refuse(self, row: int, field: str, reason: Message) -> None:
        """Refuse a row for what it says in a field."""
        self.refused.add(row)
        self.problems.append(RowProblem(self.sheet.title, row, self.sheet.heading(field), reason))

    def read(self, tick: Tick) -> list[Values]:
        """The values of every row that could be read, its number under ``row``; blank rows are passed over.

        Raises :class:`RefusedError` when there are more rows than can be handled.
        """
        found = []
        for count, (number, row) in enumerate(self._filled_rows(tick), start=1):
            if count > MAX_ROWS:
                message = say("The sheet %(sheet)s has more than %(most)s rows", sheet=self.sheet.title, most=MAX_ROWS)
                raise RefusedError(message)
            values = self._read_row(number, row)
            if number not in self.refused:
                found.append(values)
        return found

    def _find_columns(self) -> dict[int, Column]:
        known = {significant(column.heading): column for column in self.sheet.columns}
        places: dict[int, Column] = {}
        for place, heading in enumerate(self._headings()):
            column = known.get(significant(heading))
            if column is None:
                if heading:
                    self._remark(heading, say("The column is not known and is left alone"))
            elif column in places.values():
                self._refuse_heading(column, say("The heading stands more than once"))
            else:
                places[place] = column
        for column in self.sheet.columns:
            if column.required and column not in places.values():
                self._refuse_heading(column, say("The heading is missing in row 1"))
        return places

    def _headings(self) -> list[str]:
        if self._worksheet is None:
            return []
        first = next(self._worksheet.iter_rows(min_row=1, max_row=1, max_col=_MOST_COLUMNS), ())
        return [str(cell.value or "").strip()[:_LONGEST_SHOWN] for cell in first]

    def _refuse_heading(self, column: Column, reason: Message) -> None:
        self.problems.append(RowProblem(self.sheet.title, 1, column.heading, reason))

    def _remark(self, heading: str, message: Message) -> None:
        self.warnings.append(RowProblem(self.sheet.title, 1, heading, message))

    def _filled_rows(self, tick: Tick) -> Iterator[tuple[int, Sequence[cells.AnyCell]]]:
        if self._worksheet is None or self.unreadable or not self._places:
            return
        rows = self._worksheet.iter_rows(min_row=2, max_col=max(self._places) + 1)
        for number, row in enumerate(islice(rows, _LAST_ROW_OF_EXCEL), start=2):
            if number % _ROWS_PER_TICK == 0:
                tick(number)
            if any(not cells.is_blank(row[place]) for place in self._places if place < len(row)):
                yield number, row

    def _read_row(self, number: int, row: Sequence[cells.AnyCell]) -> Values:
        values: Values = {"row": number}
        for place, column in self._places.items():
            if column.kind is Kind.ONLY_WRITTEN:
                continue
            if place >= len(row) or cells.is_blank(row[place]):
                if column.required:
                    self.refuse(number, column.name, say("The cell is empty"))
                continue
            try:
                values[column.name] = cells.read(column, row[place], self._today)
            except Refused as refusal:
                self.refuse(number, column.name, refusal.message)
        key = values.get(self.key_field)
        if key is not None:
            self.keys.setdefault(key, []).append(number)
        return values
