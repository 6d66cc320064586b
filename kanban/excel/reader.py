"""A workbook file to typed rows; every row that can't be read is told with sheet, row, column and reason.

What a row says alone, and what the sheets say about each other by CPR number and e-mail, is judged here;
what the board says about it is judged by the import.
"""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as CompressionError  # noqa: N812 - zlib calls its exception "error"

import openpyxl
from defusedxml import DefusedXmlException

from kanban.domain.errors import RefusedError
from kanban.domain.inputs.import_rows import (
    CitizenRow,
    HistoryRow,
    HoursRow,
    ImportRows,
    ReadWorkbook,
    RowProblem,
    StaffRow,
    TalkRow,
)
from kanban.domain.messages import say
from kanban.domain.progress import Progress, silent
from kanban.domain.progression import FIELD_PREFIX
from kanban.excel.columns import CITIZENS, HISTORY, HOURS, LAYOUTS, STAFF, TALKS
from kanban.excel.guards import checked_file
from kanban.excel.sheet import SheetReader, Values
from kanban.excel.words import significant

_DAMAGED = (
    BadZipFile,
    CompressionError,
    ParseError,
    DefusedXmlException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_MOST_ROWS_NAMED = 10
_NO_SHEETS = say("No sheet in the file can be read. Save it in Excel as an ordinary workbook (.xlsx), not as Strict")
Readers: TypeAlias = dict[str, SheetReader]


def read_workbook(data: bytes | Path, today: date, progress: Progress = silent) -> ReadWorkbook:
    """The typed rows of a workbook and every problem found. Raises :class:`RefusedError` for a file that is none."""
    with checked_file(data) as file, _telling_of_damage(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features it passes over; none of them carries data.
        return _read(_open_sheets(file, today), progress)


@contextmanager
def _telling_of_damage() -> Iterator[None]:
    """The parser raises whatever a damaged file makes it stumble over: to the user that is one thing."""
    try:
        yield
    except _DAMAGED:
        raise RefusedError(say("The workbook is damaged. Open it in Excel, save it again and try once more")) from None


def _open_sheets(file: BinaryIO, today: date) -> Readers:
    book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    sheets = {significant(sheet.title): sheet for sheet in book.worksheets}
    if not sheets:
        raise RefusedError(_NO_SHEETS)
    if significant(CITIZENS.title) not in sheets:
        raise RefusedError(say("The workbook has no sheet called %(sheet)s", sheet=CITIZENS.title))
    return {layout.title: SheetReader(layout, sheets.get(significant(layout.title)), today) for layout in LAYOUTS}


def _read(readers: Readers, progress: Progress) -> ReadWorkbook:
    counter = _RowCounter(progress, sum(reader.expected_rows for reader in readers.values()))
    values = {title: reader.read(counter.on_sheet(reader)) for title, reader in readers.items()}
    citizens, history = readers[CITIZENS.title], readers[HISTORY.title]
    _refuse_repeated(citizens)
    _refuse_repeated(readers[STAFF.title])
    _refuse_unknown(history, citizens)
    taken = {title: [row for row in rows if row["row"] not in readers[title].refused] for title, rows in values.items()}
    return ReadWorkbook(
        rows=ImportRows(
            citizens=tuple(CitizenRow(**row) for row in taken[CITIZENS.title]),
            history=tuple(HistoryRow(**row) for row in taken[HISTORY.title]),
            staff=tuple(StaffRow(**row) for row in taken[STAFF.title]),
            talks=tuple(map(_talk, taken[TALKS.title])),
            hours=tuple(HoursRow(**row) for row in taken[HOURS.title]),
            absent=citizens.absent,
        ),
        problems=tuple(chain.from_iterable(sorted(reader.problems, key=_by_row) for reader in readers.values())),
        warnings=tuple(chain.from_iterable(reader.warnings for reader in readers.values())),
        unsettled=frozenset(citizens.keys if history.unreadable else _refused_keys(citizens) | _refused_keys(history)),
    )


def _talk(values: Values) -> TalkRow:
    levels = {name: level for name, level in values.items() if name.startswith(FIELD_PREFIX)}
    return TalkRow(**{name: value for name, value in values.items() if name not in levels}, levels=levels)


@dataclass
class _RowCounter:
    """Adds up the rows of all sheets; a workbook that does not tell its length makes the total follow."""

    progress: Progress
    total: int
    done_before: int = 0

    def on_sheet(self, reader: SheetReader) -> Callable[[int], None]:
        """The tick of one sheet, given the number of the row it has come to."""
        before = self.done_before
        self.done_before += reader.expected_rows
        return lambda row: self.progress(before + row, max(self.total, before + row))


def _refuse_repeated(reader: SheetReader) -> None:
    for rows in reader.keys.values():
        if len(rows) > 1:
            named = ", ".join(str(row) for row in rows[:_MOST_ROWS_NAMED])
            for row in rows:
                reader.refuse(row, reader.key_field, say("The same stands in rows %(rows)s", rows=named))


def _refuse_unknown(history: SheetReader, citizens: SheetReader) -> None:
    if citizens.unreadable:
        return
    for key, rows in history.keys.items():
        if key not in citizens.keys:
            for row in rows:
                reason = say("The citizen has no row in the sheet %(sheet)s", sheet=CITIZENS.title)
                history.refuse(row, history.key_field, reason)


def _refused_keys(reader: SheetReader) -> set[str]:
    return {key for key, rows in reader.keys.items() if reader.refused.intersection(rows)}


def _by_row(problem: RowProblem) -> int:
    return problem.row
