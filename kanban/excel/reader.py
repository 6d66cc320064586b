"""A workbook file to typed rows; every row that can't be read is told with sheet, row, column and reason.

What one row says alone, and what the sheets say about each other by CPR number and e-mail, is judged here;
what the board says about it is judged by the import.
"""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - zlib calls its exception "error"

import openpyxl
from defusedxml import DefusedXmlException

from kanban.domain.errors import RefusedError
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows, ReadWorkbook, RowProblem, StaffRow
from kanban.domain.messages import Message, say
from kanban.domain.progress import Progress, silent
from kanban.excel.columns import CITIZENS, HISTORY, STAFF, Sheet, significant
from kanban.excel.guards import checked_file
from kanban.excel.sheet import SheetReader

_DAMAGED = (
    BadZipFile,
    ZlibError,
    ParseError,
    DefusedXmlException,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_workbook(data: bytes | Path, today: date, progress: Progress = silent) -> ReadWorkbook:
    """The typed rows of a workbook and every problem found. Raises :class:`RefusedError` for a file that is none."""
    with checked_file(data) as file, _telling_of_damage(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of features it drops; none of them carries data.
        return _Reading(file, today, progress).result()


@contextmanager
def _telling_of_damage() -> Iterator[None]:
    """The parser raises whatever a damaged file makes it stumble over: to the user that is one thing."""
    try:
        yield
    except _DAMAGED:
        raise RefusedError(say("The workbook is damaged and can't be read. Open it in Excel and save it again")) from None


class _Reading:
    """One pass over the three sheets."""

    def __init__(self, file: BinaryIO, today: date, progress: Progress) -> None:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheets = {significant(sheet.title): sheet for sheet in book.worksheets}
        if significant(CITIZENS.title) not in sheets:
            raise RefusedError(say("The workbook has no sheet called %(sheet)s", sheet=CITIZENS.title))
        self._readers = {
            kind.title: SheetReader(kind, sheets.get(significant(kind.title)), today) for kind in (CITIZENS, HISTORY, STAFF)
        }
        self._progress = progress
        self.problems: list[RowProblem] = []
        self.unsettled: set[str] = set()
        self._refused: dict[str, set[int]] = {title: set() for title in self._readers}

    def result(self) -> ReadWorkbook:
        """The rows that can be read, and what was said about the others."""
        citizens = self._rows(CITIZENS, CitizenRow)
        history = self._rows(HISTORY, HistoryRow)
        staff = self._rows(STAFF, StaffRow)
        self._refuse_repeated(CITIZENS, "cpr", say("This CPR number stands in several rows: %(rows)s"))
        self._refuse_repeated(STAFF, "email", say("This e-mail stands in several rows: %(rows)s"))
        self._refuse_unknown_history(history)
        rows = ImportRows(
            citizens=tuple(row for row in citizens if row.row not in self._refused[CITIZENS.title]),
            history=tuple(row for row in history if row.row not in self._refused[HISTORY.title]),
            staff=tuple(row for row in staff if row.row not in self._refused[STAFF.title]),
            absent=self._readers[CITIZENS.title].absent,
        )
        noticed = chain.from_iterable(reader.warnings for reader in self._readers.values())
        return ReadWorkbook(rows, tuple(_in_sheet_order(self.problems)), tuple(noticed), frozenset(self.unsettled))

    def _rows[Row](self, sheet: Sheet, kind: type[Row]) -> list[Row]: ...
