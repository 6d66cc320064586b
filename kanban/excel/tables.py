"""Plain tables to a workbook.

Text is always written as text: a name that looks like a formula must not become one.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kanban.excel.table import Table, Value
from kanban.excel.writer import DATE_FORMAT

_BOLD = Font(bold=True)
_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_NARROWEST, _WIDEST = 8, 50
_LONGEST_TITLE = 31


def write_tables(tables: Sequence[Table]) -> BytesIO:
    """A workbook with one sheet for each table, headings in row 1."""
    book = openpyxl.Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.title[:_LONGEST_TITLE])
        sheet.freeze_panes = "A2"
        for place, heading in enumerate(table.headings):
            longest = max((len(str(row[place])) for row in table.rows if row[place] is not None), default=0)
            width = min(_WIDEST, max(_NARROWEST, len(heading), longest) + 2)
            sheet.column_dimensions[get_column_letter(place + 1)].width = width
        sheet.append([_cell(sheet, heading, bold=True) for heading in table.headings])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    target = BytesIO()
    book.save(target)
    target.seek(0)
    return target


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:  # noqa: ANN401 - openpyxl's write-only sheet has no public type
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value.translate(_NOT_IN_XML))
        cell.data_type = "s"
    elif isinstance(value, date):
        cell = WriteOnlyCell(sheet)
        cell.value, cell.number_format = value, DATE_FORMAT
    else:
        return value
    if bold:
        cell.font = _BOLD
    return cell
