"""The room's door: what reads and writes files is imported with the first file.

openpyxl and the numpy it brings take 20 MB, which a server process that shows boards does without.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kanban.domain.inputs.import_rows import ReadWorkbook
from kanban.domain.progress import Progress, silent
from kanban.excel.table import Table

if TYPE_CHECKING:
    from kanban.excel.writer import WorkbookWriter


def read_workbook(data: bytes | Path, today: date, progress: Progress = silent) -> ReadWorkbook:
    """See :func:`kanban.excel.reader.read_workbook`."""
    from kanban.excel import reader  # noqa: PLC0415 - see above

    return reader.read_workbook(data, today, progress)


def new_workbook() -> "WorkbookWriter":
    """See :class:`kanban.excel.writer.WorkbookWriter`."""
    from kanban.excel.writer import WorkbookWriter  # noqa: PLC0415 - see above

    return WorkbookWriter()


def write_template(target: BinaryIO) -> None:
    """See :func:`kanban.excel.template.write_template`."""
    from kanban.excel import template  # noqa: PLC0415 - see above

    template.write_template(target)


def write_tables(tables: Sequence[Table]) -> BytesIO:
    """See :func:`kanban.excel.tables.write_tables`."""
    from kanban.excel import tables as writer  # noqa: PLC0415 - see above

    return writer.write_tables(tables)
