"""Real workbook files for tests, made with openpyxl the way people make them: headings and plain cells."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.domain.clock import Clock
from kanban.excel.columns import CITIZENS, HISTORY, HOURS, STAFF, TALKS, Sheet
from kanban.services.exchange.export_board import export_board
from kanban.services.exchange.import_workbook import apply_import, preview_import
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from kanban.store.case_file import CaseFile, open_file
from kanban.store.database import Database
from kanban.store.talk_rows import HeldTalk, held_talks
from kanban.store.vault import CprVault

TODAY = date(2026, 11, 19)
PLACE = "Fjordby"
FIELD_KEY = "A" * 43 + "="
Cells = Mapping[str, Any]

ANNA: Cells = {"CPR-nr.": "610190-1234", "Navn": "Anna Ågesen", "Indsats start": date(2026, 1, 5)}
BO: Cells = {"CPR-nr.": "620285-4321", "Navn": "Bo Ærø", "Indsats start": "01-02-2026"}
MAJA: Cells = {"E-mail": "maja.juhl@fjordby.example", "Navn": "Maja Juhl", "Initialer": "MJ", "Team": "Team Havn"}


AGREEMENT: Cells = {
    "Virksomhed": "Nordhavn Lager ApS",
    "CVR-nr.": "12345678",
    "Kontaktperson": "Kaj Bak",
    "Aftaletype": "praktik",
    "Aftale start": "01-10-2026",
    "Aftale slut": "01-01-2027",
    "Praktiktimer": "22,5",
    "Arbejdsopgaver": "Pakke varer",
    "Delmål": "Møde hver dag",
    "Næste opfølgning": "01-12-2026",
}


def open_runtime(database_url: str, today: date = TODAY) -> Runtime:
    """What services need, on a test's own database and a fixed day."""
    return Runtime(Database(database_url), Clock(fixed_today=today), CprVault(FIELD_KEY))


@contextmanager
def proven_runtime(database_url: str) -> Iterator[Runtime]:
    """The same, and what it leaves on the board must be what the history says."""
    opened = open_runtime(database_url)
    yield opened
    assert verify_board(opened) == []
    opened.close()


def take_in(runtime: Runtime, data: bytes, municipality: str = PLACE) -> ImportCounts:
    """Import a workbook of which every row is taken."""
    preview = preview_import(runtime, municipality, data)
    assert preview.problems == ()
    return apply_import(runtime, preview)


def taken_out(runtime: Runtime, municipality: str = PLACE, as_of: date | None = None) -> bytes:
    """The exported workbook."""
    file = BytesIO()
    export_board(runtime, municipality, file, as_of)
    return file.getvalue()


def case_file(runtime: Runtime, person: Cells) -> CaseFile:
    """The file of the citizen with that person's name."""
    with runtime.database.read() as session:
        return open_file(session, session.exec(select(Citizen).where(Citizen.name == person["Navn"])).one())


def workbook(
    citizens: Sequence[Cells] | None = None,
    history: Sequence[Cells] | None = None,
    staff: Sequence[Cells] | None = None,
    *,
    talks: Sequence[Cells] | None = None,
    hours: Sequence[Cells] | None = None,
    without: Sequence[str] = (),
    extra: Sequence[str] = (),
) -> bytes:
    """A workbook with the standard headings, except those left out, and with ``extra`` ones in ``Borgere``."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheets = ((CITIZENS, citizens or ()), (HISTORY, history), (TALKS, talks), (HOURS, hours), (STAFF, staff))
    for layout, rows in sheets:
        headings = [column.heading for column in layout.columns if column.heading not in without]
        if rows is not None:
            _fill(book, layout.title, [*headings, *(extra if layout is CITIZENS else ())], rows)
    return as_bytes(book)


def table(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with one sheet holding exactly these rows."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return as_bytes(book)


def as_bytes(book: openpyxl.Workbook) -> bytes:
    """The saved file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_values(data: bytes, layout: Sheet) -> list[tuple[Any, ...]]:
    """Every cell's value of a sheet, headings first."""
    book = openpyxl.load_workbook(BytesIO(data))
    return [tuple(cell.value for cell in row) for row in book[layout.title].iter_rows()]


def both_sheets(data: bytes) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The values of ``Borgere`` and of ``Trinhistorik``."""
    return sheet_values(data, CITIZENS), sheet_values(data, HISTORY)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The file with one of its parts replaced or added."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(file, "w") as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content)
    return file.getvalue()


def move(person: Cells, day: date | str, to_step: int | str, more: Cells | None = None) -> Cells:
    """A row of the history sheet."""
    return {"CPR-nr.": person["CPR-nr."], "Dato": day, "Til trin": to_step, **(more or {})}


def talk(person: Cells, day: date | str, more: Cells | None = None) -> Cells:
    """A row of the talks' sheet."""
    return {"CPR-nr.": person["CPR-nr."], "Dato": day, **(more or {})}


def stored_talks(runtime: Runtime, person: Cells) -> list[HeldTalk]:
    """The standing talks of the citizen with that person's name."""
    with runtime.database.read() as session:
        citizen_id = session.exec(select(Citizen.id).where(Citizen.name == person["Navn"])).one() or 0
        return held_talks(session, [citizen_id]).get(citizen_id, [])


def _fill(book: openpyxl.Workbook, title: str, headings: Sequence[str], rows: Sequence[Cells]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(headings))
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])


def steps(file: CaseFile) -> list[tuple[date, int, int]]:
    """Day, place within the day and step of each move, in order."""
    return [
        (move.effective_on, move.day_order, move.to_step) for move in sorted(file.moves, key=lambda each: each.order)
    ]
