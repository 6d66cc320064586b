"""An empty workbook to fill in: every heading, and lists and formats that help while typing."""

from typing import BinaryIO

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kanban.domain.inputs.values import MAX_HOURS
from kanban.domain.progression import LEVELS
from kanban.excel.columns import LAYOUTS, Column, Kind, Sheet
from kanban.excel.writer import DATE_FORMAT, MONTH_FORMAT

LAST_ROW = 5_000
_BOLD = Font(bold=True)
_REQUIRED = PatternFill("solid", fgColor="FDF2DD")
_AS_TEXT = "@"
_FORMATS = {
    Kind.CPR: _AS_TEXT,
    Kind.CVR: _AS_TEXT,
    Kind.DATE: DATE_FORMAT,
    Kind.PAST_DATE: DATE_FORMAT,
    Kind.MONTH: MONTH_FORMAT,
}
_LISTS = {
    Kind.STEP: ("8", "7", "6", "5", "4", "3", "2", "1", "ud"),
    Kind.GROUP: ("1", "2", "3", "6"),
    Kind.LEVEL: tuple(map(str, LEVELS)),
    Kind.YES_NO: ("ja", "nej"),
}
_FIRST_DAY, _LAST_DAY = "DATE(2000,1,1)", "DATE(2099,12,31)"


def write_template(target: BinaryIO) -> None:
    """Write a workbook of headings, required ones tinted. What is typed wrong is warned of, never hindered."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for layout in LAYOUTS:
        _lay_out(book.create_sheet(layout.title), layout)
    book.save(target)


def _lay_out(sheet: Worksheet, layout: Sheet) -> None:
    sheet.freeze_panes = "C2"
    for place, column in enumerate(layout.columns, start=1):
        letter = get_column_letter(place)
        heading = sheet.cell(1, place, column.heading)
        heading.font = _BOLD
        if column.required:
            heading.fill = _REQUIRED
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "General")
        rule = _rule(column)
        if rule is not None:
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _rule(column: Column) -> DataValidation | None:
    words = tuple(column.words.by_code.values()) or _LISTS.get(column.kind, ())
    if words:
        rule = DataValidation("list", formula1=f'"{",".join(words)}"', error=f"Vælg et af disse: {', '.join(words)}")
    elif column.kind in {Kind.DATE, Kind.PAST_DATE}:
        rule = DataValidation("date", formula1=_FIRST_DAY, formula2=_LAST_DAY, error="Skriv en dato som dd-mm-åååå")
    elif column.kind is Kind.HOURS:
        advice = f"Skriv timer om ugen fra 0 til {MAX_HOURS}"
        rule = DataValidation("decimal", formula1="0", formula2=str(MAX_HOURS), error=advice)
    else:
        return None
    rule.allowBlank, rule.showErrorMessage, rule.errorStyle = True, True, "warning"
    return rule
