"""The workbook's layout, for those who are to fill one in."""

from dataclasses import dataclass
from io import BytesIO

from kanban.excel.columns import CITIZENS, HISTORY, HOURS, STAFF, TALKS
from kanban.excel.files import write_template

TEMPLATE_NAME = "produktionstavlen-skabelon.xlsx"


@dataclass(frozen=True)
class SheetGuide:
    """One sheet: the headings that must be there, and those that may."""

    title: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


def sheet_guides() -> dict[str, SheetGuide]:
    """The sheets by what they hold: ``citizens``, ``moves``, ``talks``, ``hours``, ``staff``."""
    sheets = {"citizens": CITIZENS, "moves": HISTORY, "talks": TALKS, "hours": HOURS, "staff": STAFF}
    return {
        what: SheetGuide(
            title=sheet.title,
            required=tuple(column.heading for column in sheet.columns if column.required),
            optional=tuple(column.heading for column in sheet.columns if not column.required),
        )
        for what, sheet in sheets.items()
    }


def empty_workbook() -> BytesIO:
    """A workbook of headings only."""
    file = BytesIO()
    write_template(file)
    file.seek(0)
    return file
