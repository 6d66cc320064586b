from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlmodel import select

from kanban.domain.audit import AuditEvent
from kanban.domain.errors import ForbiddenError, NotFoundError, RefusedError
from kanban.domain.staff import Actor, Role
from kanban.excel.columns import CITIZENS, STAFF
from kanban.services.exchange.export_board import export_board
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from tests.support.databases import DatabaseMaker
from tests.support.workbooks import (
    ANNA,
    BO,
    MAJA,
    PLACE,
    Cells,
    both_sheets,
    move,
    open_runtime,
    proven_runtime,
    sheet_values,
    take_in,
    taken_out,
    workbook,
)

LONE: Cells = {"E-mail": "lone.dam@fjordby.example", "Navn": "Lone Dam", "Initialer": "LD"}


def _person(number: int, name: str, **cells: Any) -> Cells:  # noqa: ANN401 - any cell value
    return {"CPR-nr.": f"61019{number % 10}-{number:04}", "Navn": name, "Indsats start": date(2026, 1, 5), **cells}


AAGE = _person(1, "Aage Østergård", Trin=4, Team="Team Havn", Jobformidler=MAJA["E-mail"], Ydelse="Kontanthjælp")
AASE = _person(2, "Åse Bæk", Trin=1, Aftaletype="Job", Virksomhed="Fjordbageriet", Kontaktperson="Lis")
ZITA = _person(3, "Zita Æbelø", Trin="ud", Afslutningsårsag="Fleksjob")
OLE = _person(4, "Ole Å", Trin=5, Virksomhed="Åhavnens Café", Kontaktperson="Eva", Markeringer="Ø; A; Å")
TRAY = _person(5, "Aage Østergård", Herkomst="efterkommer", Målgruppe=3)
ONLY_STEP = _person(6, "Bo", Trin=7)
LEFT = _person(7, "Ib", Afslutningsdato="01-03-2026", Virksomhed="Havnen", Sagsbehandler=LONE["E-mail"])
EDUCATED = _person(
    8, "My", Trin="ud", Aftaletype="Uddannelse", Virksomhed="Fjordby Handelsskole", Afslutningsårsag="Uddannelse"
)
PEOPLE: list[Cells] = [
    {
        **AAGE,
        "Aftaletype": "Virksomhedspraktik",
        "Virksomhed": "Nordhavn Lager ApS",
        "CVR-nr.": "12345678",
        "Kontaktperson": "Kaj Bak",
        "Aftale start": "01-10-2026",
        "Aftale slut": "01-01-2027",
        "Praktiktimer": "22,5",
        "Lønnede timer": 0,
        "Arbejdsopgaver": "Pakke varer\n- og køre truck",
        "Delmål": "Møde hver dag",
        "Næste opfølgning": "01-12-2026",
        "CV dato": "01-02-2026",
        "CV type": "mit CV",
        "CV godkendt": "nej",
        "Jobmål A": "Lager",
        "Jobmål C": "Butik",
        "Jobmål dato": "01-03-2026",
    },
    {**AASE, "Aftale start": "01-12-2026", "Næste opfølgning": "01-03-2027", "Lønnede timer": 37, "Delmål": "Blive"},
    ZITA,
    OLE,
    TRAY,
    ONLY_STEP,
    LEFT,
    EDUCATED,
]
MOVES: list[Cells] = [
    move(AAGE, "05-01-2026", 8, {"Registreret af": MAJA["E-mail"]}),
    move(AAGE, "05-01-2026", 6, {"Fra trin": 8, "Registreret af": "Fasit"}),
    move(AAGE, "05-01-2026", 8, {"Årsag": "Sygdom", "Bemærkning": "Ringer igen"}),
    move(AAGE, "01-02-2026", "ud", {"Årsag": "Flyttet"}),
    move(AAGE, "01-03-2026", 5, {"Fra trin": "ud"}),
    move(AAGE, "01-03-2026", "ud", {"Årsag": "Rejst til Fyn"}),
    move(AAGE, "01-09-2026", 4),
    move(AAGE, "02-09-2026", 4),
    move(AASE, "01-06-2026", 3),
    move(AASE, "01-11-2026", 1),
    move(ZITA, "01-06-2026", 2),
    move(ZITA, "01-07-2026", "ud", {"Årsag": "Visiteret"}),
    move(OLE, "01-06-2026", 5),
    move(EDUCATED, "01-06-2026", 1),
    move(EDUCATED, "01-07-2026", "ud"),
]


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


def _full() -> bytes:
    return workbook(PEOPLE, MOVES, [MAJA, LONE])


def test_export_import_export_gives_the_same_sheets(runtime: Runtime, databases: DatabaseMaker) -> None:
    take_in(runtime, _full())
    first = taken_out(runtime)
    other = open_runtime(databases.fresh())
    counts = take_in(other, first)
    second = taken_out(other)
    assert verify_board(other) == []
    other.close()
    assert (counts.new, counts.moves, counts.staff) == (8, 17, 2)
    assert both_sheets(second) == both_sheets(first)
    assert sheet_values(second, STAFF)[0] == ("E-mail", "Navn", "Initialer", "Rolle", "Team")


def test_importing_an_export_into_its_own_board_changes_nothing(runtime: Runtime) -> None:
    take_in(runtime, _full())
    assert take_in(runtime, taken_out(runtime)) == ImportCounts(unchanged=8)


def test_the_sheets_hold_what_was_imported(runtime: Runtime) -> None:
    take_in(runtime, _full())
    citizens, moves = both_sheets(taken_out(runtime))
    rows = {row[1] + row[0][-1]: dict(zip(citizens[0], row, strict=True)) for row in citizens[1:]}
    aage = rows["Aage Østergård1"]
    assert citizens[0] == tuple(column.heading for column in CITIZENS.columns)
    assert (aage["CPR-nr."], aage["Team"], aage["Jobformidler"]) == ("610191-0001", "Team Havn", MAJA["E-mail"])
    assert (aage["Trin"], aage["Trin siden"].date(), aage["Lønnede timer"]) == (4, date(2026, 9, 1), 0)
    assert (aage["Praktiktimer"], aage["CV type"], aage["CV godkendt"]) == (22.5, "Jobnet-CV", "nej")
    assert rows["Ole Å4"]["Markeringer"] == "A; Ø; Å"
    assert (rows["Åse Bæk2"]["Aftaletype"], rows["Åse Bæk2"]["Kontaktperson"]) == ("Job", "Lis")
    assert (rows["Zita Æbelø3"]["Trin"], rows["Zita Æbelø3"]["Afslutningsårsag"]) == (None, "Fleksjob")
    assert rows["My8"]["Aftaletype"] == "Uddannelse"
    assert [row[2:6] for row in moves[1:] if row[0] == "610191-0001"] == [
        (None, 8, MAJA["E-mail"], None),
        (8, 6, "Fasit", None),
        (6, 8, None, "Sygdom"),
        (8, "ud", None, "Flyttet"),
        ("ud", 5, None, None),
        (5, "ud", None, "Rejst til Fyn"),
        ("ud", 4, None, None),
        (4, 4, None, None),
    ]


def test_rows_stand_in_danish_order_and_then_by_cpr_number(runtime: Runtime) -> None:
    take_in(runtime, _full())
    names = [(row[1], row[0][-1]) for row in sheet_values(taken_out(runtime), CITIZENS)[1:]]
    assert [name for name, _ in names] == [
        "Bo",
        "Ib",
        "My",
        "Ole Å",
        "Zita Æbelø",
        "Aage Østergård",
        "Aage Østergård",
        "Åse Bæk",
    ]
    assert [last for name, last in names if name.startswith("Aage")] == ["1", "5"]


def test_text_that_looks_like_a_formula_is_written_as_text(runtime: Runtime) -> None:
    data = openpyxl.load_workbook(BytesIO(workbook([{**ANNA, "Arbejdsopgaver": "x", "Trin": 4}])))
    cell = next(cell for cell in data["Borgere"][2] if cell.value == "x")
    cell.value = "=1+1"
    cell.data_type = "s"
    file = BytesIO()
    data.save(file)
    take_in(runtime, file.getvalue())
    sheet = openpyxl.load_workbook(BytesIO(taken_out(runtime)))["Borgere"]
    written = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert written.data_type == "s"


def test_the_sheets_are_laid_out_to_be_read(runtime: Runtime) -> None:
    take_in(runtime, _full())
    sheet = openpyxl.load_workbook(BytesIO(taken_out(runtime)))["Borgere"]
    assert (sheet.freeze_panes, sheet["I2"].number_format) == ("C2", "dd-mm-yyyy")
    assert sheet.column_dimensions["B"].width == 28


def test_an_earlier_day_shows_the_board_as_it_stood(runtime: Runtime) -> None:
    take_in(runtime, _full())
    citizens, moves = both_sheets(taken_out(runtime, as_of=date(2026, 2, 15)))
    rows = {row[0]: dict(zip(citizens[0], row, strict=True)) for row in citizens[1:]}
    aage = rows["610191-0001"]
    assert (aage["Trin"], aage["Afslutningsårsag"], aage["Afslutningsdato"].date()) == (
        None,
        "Flyttet",
        date(2026, 2, 1),
    )
    assert (aage["CV type"], aage["Jobmål A"], aage["Virksomhed"]) == ("Jobnet-CV", None, None)
    assert max(row[1].date() for row in moves[1:]) == date(2026, 2, 1)
    assert len(rows) == 8
    assert sheet_values(taken_out(runtime, as_of=date(2026, 1, 4)), CITIZENS)[1:] == []


def test_a_file_is_written_whole_or_not_at_all(runtime: Runtime, tmp_path: Path) -> None:
    take_in(runtime, workbook([ANNA, BO]))
    told: list[tuple[int, int]] = []
    path = tmp_path / "ud.xlsx"
    assert export_board(runtime, PLACE, path, progress=lambda done, total: told.append((done, total))) == 2
    assert told == [(2, 2)]
    assert [each.name for each in tmp_path.iterdir()] == ["ud.xlsx"]
    with pytest.raises(RefusedError):
        export_board(runtime, PLACE, tmp_path / "findes-ikke" / "ud.xlsx")


def test_what_cannot_be_exported_is_refused(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA]))
    with pytest.raises(NotFoundError):
        export_board(runtime, "Andeby", BytesIO())
    with pytest.raises(RefusedError):
        export_board(runtime, PLACE, BytesIO(), date(2026, 11, 20))
    with pytest.raises(ForbiddenError):
        export_board(runtime, PLACE, BytesIO(), actor=Actor(1, "Bo", "B", Role.BROKER, 1, PLACE, None, None))


def test_the_export_is_in_the_audit_trail(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA]))
    taken_out(runtime, as_of=date(2026, 11, 1))
    with runtime.database.read() as session:
        events = session.exec(select(AuditEvent)).all()
    assert [(event.action, event.detail) for event in events][1:] == [("exported", "citizens=1 as_of=2026-11-01")]


def test_protected_name_stays_protected_and_can_be_lifted(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Navn beskyttet": "ja"}, BO]))
    citizens, _ = both_sheets(taken_out(runtime))
    column = citizens[0].index("Navn beskyttet")
    assert sorted(str(row[column]) for row in citizens[1:]) == ["None", "ja"]
    take_in(runtime, workbook([{**ANNA, "Navn beskyttet": "nej"}, BO]))
    citizens, _ = both_sheets(taken_out(runtime))
    assert {row[column] for row in citizens[1:]} == {None}
