from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.domain.errors import ConflictError, ForbiddenError, RefusedError
from kanban.domain.inputs.import_rows import RowProblem
from kanban.domain.organisation import Municipality
from kanban.domain.staff import Actor, Role
from kanban.i18n import Translator
from kanban.services.exchange.import_workbook import ImportPreview, apply_import, preview_import
from kanban.services.exchange.load_rows import ImportRefusedError
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from tests.support.workbooks import ANNA, BO, MAJA, PLACE, Cells, move, open_runtime, take_in, workbook

Told = list[tuple[str, int, str, str]]


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    opened = open_runtime(database_url)
    yield opened
    opened.close()


def _preview(runtime: Runtime, *citizens: Cells, **sheets: Sequence[Cells]) -> ImportPreview:
    data = workbook(citizens, sheets.get("history"), sheets.get("staff"))
    return preview_import(runtime, PLACE, data)


def _told(problems: Sequence[RowProblem]) -> Told:
    translator = Translator("en")
    return [(each.sheet, each.row, each.column, translator.render(each.reason)) for each in problems]


def _stored(runtime: Runtime) -> tuple[int, int]:
    with runtime.database.read() as session:
        tables = (Citizen, Municipality)
        found = [session.exec(select(func.count()).select_from(table)).one() for table in tables]
        return found[0], found[1]


def test_nothing_is_stored_when_a_row_is_refused(runtime: Runtime) -> None:
    preview = _preview(runtime, ANNA, {**BO, "Trin": 9})
    assert (preview.counts.new, preview.refused_rows, preview.is_accepted) == (1, 1, False)
    with pytest.raises(ImportRefusedError) as refused:
        apply_import(runtime, preview)
    assert (refused.value.message.count, refused.value.problems) == (1, preview.problems)
    assert _stored(runtime) == (0, 0)


def test_a_preview_stores_nothing(runtime: Runtime) -> None:
    preview = _preview(runtime, ANNA, staff=[MAJA])
    assert (preview.counts.new, preview.counts.staff, preview.counts.teams) == (1, 1, 1)
    assert _stored(runtime) == (0, 0)


@pytest.mark.parametrize("column", ["Jobformidler", "Sagsbehandler"])
def test_an_email_nobody_has_is_refused(runtime: Runtime, column: str) -> None:
    told = _told(_preview(runtime, {**ANNA, column: "ingen@fjordby.example"}, staff=[MAJA]).problems)
    assert told == [("Borgere", 2, column, "Nobody in the municipality has this e-mail")]


def test_a_recorder_nobody_knows_is_refused_but_other_words_are_kept(runtime: Runtime) -> None:
    rows = [
        move(ANNA, "05-01-2026", 8, {"Registreret af": "ingen@fjordby.example"}),
        move(ANNA, "06-01-2026", 7, {"Registreret af": "Fasit"}),
    ]
    told = _told(_preview(runtime, {**ANNA, "Trin": 7}, history=rows).problems)
    assert told == [("Trinhistorik", 2, "Registreret af", "Nobody in the municipality has this e-mail")]


def test_an_email_of_another_municipality_is_refused(runtime: Runtime) -> None:
    take_in(runtime, workbook([ANNA], staff=[MAJA]), "Nabokommune")
    told = _told(_preview(runtime, {**ANNA, "Jobformidler": MAJA["E-mail"]}).problems)
    assert told == [("Borgere", 2, "Jobformidler", "Nobody in the municipality has this e-mail")]
    told = _told(_preview(runtime, ANNA, staff=[MAJA]).problems)
    assert told == [("Medarbejdere", 2, "E-mail", "This e-mail belongs to somebody outside the municipality")]


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        (
            {"Trin": 4, "Aftale start": "02-02-2026", "Aftale slut": "01-02-2026"},
            "Aftale slut",
            "The end date lies before the start, 02-02-2026",
        ),
        ({"CVR-nr.": "12345678"}, "Virksomhed", "Write the name of the company"),
        ({"Trin": 3, "Aftaletype": "Job"}, "Aftaletype", "Job belongs to step 1"),
        ({"Trin": "ud"}, "Afslutningsdato", "Write the date on which the citizen left"),
        ({"Afslutningsårsag": "Flyttet"}, "Afslutningsdato", "Write the date on which the citizen left"),
        (
            {"Trin": 4, "Trin siden": "01-10-2026", "Afslutningsdato": "30-09-2026"},
            "Afslutningsdato",
            "The citizen's latest move counts from 01-10-2026. Choose that day or later",
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(
    runtime: Runtime, cells: dict[str, Any], column: str, said: str
) -> None:
    assert _told(_preview(runtime, {**ANNA, **cells}).problems) == [("Borgere", 2, column, said)]


@pytest.mark.parametrize(
    ("step", "moves", "told"),
    [
        (
            7,
            [("05-01-2026", 8, {}), ("04-01-2026", 7, {})],
            ("Trinhistorik", 3, "Dato", "The citizen's latest move counts from 05-01-2026. Choose that day or later"),
        ),
        (
            6,
            [("05-01-2026", 8, {}), ("06-01-2026", 6, {"Fra trin": 7})],
            ("Trinhistorik", 3, "Fra trin", "The citizen comes from step 8, not step 7"),
        ),
        (
            7,
            [("05-01-2026", 8, {}), ("06-01-2026", 6, {})],
            ("Borgere", 2, "Trin", "The history ends on step 6, but the row says step 7"),
        ),
        (
            None,
            [("05-01-2026", 8, {})],
            ("Borgere", 2, "Trin", "The history ends on step 8, but the row says no step"),
        ),
        (
            8,
            [("05-01-2026", 8, {}), ("06-01-2026", "ud", {})],
            ("Borgere", 2, "Trin", "The history ends on out, but the row says step 8"),
        ),
        (
            "ud",
            [("05-01-2026", "ud", {}), ("06-01-2026", "ud", {})],
            ("Trinhistorik", 3, "Til trin", "The citizen has already left the board"),
        ),
    ],
    ids=["back in time", "from another step", "another last step", "no step", "out but on a step", "out twice"],
)
def test_history_that_disagrees_is_refused(
    runtime: Runtime, step: object, moves: list[tuple[str, int | str, Cells]], told: tuple[str, int, str, str]
) -> None:
    rows = [move(ANNA, day, to_step, more) for day, to_step, more in moves]
    assert _told(_preview(runtime, {**ANNA, "Trin": step}, history=rows).problems) == [told]


def test_a_refused_history_row_is_told_once_and_not_for_what_follows_from_it(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 8), move(ANNA, "20-11-2026", 7), move(BO, "01-02-2026", 8)]
    preview = _preview(runtime, {**ANNA, "Trin": 7}, {**BO, "Trin": 8}, history=rows)
    assert [(each.sheet, each.row, each.column) for each in preview.problems] == [("Trinhistorik", 3, "Dato")]
    assert preview.counts.new == 1


def test_moves_before_what_the_board_has_are_refused(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 8, "Trin siden": "01-03-2026"}]))
    rows = [move(ANNA, "01-02-2026", 8), move(ANNA, "01-03-2026", 8)]
    told = _told(_preview(runtime, {**ANNA, "Trin": 8}, history=rows).problems)
    reason = "The board has moves up to 01-03-2026, and a new one must come after them"
    assert told == [("Trinhistorik", 2, "Dato", reason)]
    told = _told(_preview(runtime, {**ANNA, "Trin": 7, "Trin siden": "01-02-2026"}).problems)
    assert told == [("Borgere", 2, "Trin siden", reason)]
    told = _told(_preview(runtime, {**ANNA, "Trin": 7}).problems)
    assert told == [("Borgere", 2, "Trin siden", "Write since when the citizen is on this step")]


def test_a_board_that_has_changed_since_the_preview_is_not_overwritten(runtime: Runtime) -> None:
    preview = _preview(runtime, ANNA)
    take_in(runtime, workbook([ANNA]))
    with pytest.raises(ConflictError):
        apply_import(runtime, preview)
    later = _preview(runtime, {**ANNA, "Trin": 7, "Trin siden": "01-02-2026"})
    take_in(runtime, workbook([{**ANNA, "Trin": 6, "Trin siden": "01-03-2026"}]))
    with pytest.raises(ConflictError):
        apply_import(runtime, later)
    assert _stored(runtime) == (1, 1)


def test_of_two_imports_at_the_same_time_one_is_stored(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 8), move(ANNA, "06-01-2026", 7)]
    preview = _preview(runtime, {**ANNA, "Trin": 7}, BO, history=rows, staff=[MAJA])

    def store(_: int) -> str:
        try:
            return str(apply_import(runtime, preview).new)
        except ConflictError as conflict:
            return conflict.message.text

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(store, range(2)))
    assert outcomes == ["2", "The board has changed since the workbook was checked. Check it again"]
    assert _stored(runtime) == (2, 1)
    assert verify_board(runtime) == []


def test_what_is_refused_is_told_in_danish(runtime: Runtime) -> None:
    preview = _preview(runtime, {**ANNA, "Trin": 7, "Lønnede timer": "200"}, {**BO, "CPR-nr.": "123"})
    translator = Translator("da")
    assert [f"{each.row} {each.column}: {translator.render(each.reason)}" for each in preview.problems] == [
        "2 Lønnede timer: Timer om ugen skal være over 0 og højst 59",
        "3 CPR-nr.: Et CPR-nummer er ti cifre og begynder med en dato, DDMMÅÅ-LLLL",
    ]


def test_only_a_superuser_may_import_and_only_into_the_own_municipality(runtime: Runtime) -> None:
    take_in(runtime, workbook([BO], staff=[MAJA]))
    leader = Actor(1, "Lone", "L", Role.LEADER, 1, PLACE, None, None)
    with pytest.raises(ForbiddenError):
        preview_import(runtime, PLACE, workbook([ANNA]), actor=leader)
    superuser = Actor(1, "Sif", "S", Role.SUPERUSER, 1, PLACE, None, None)
    preview = preview_import(runtime, "En anden", workbook([ANNA]), actor=superuser)
    assert preview.municipality == PLACE
    assert apply_import(runtime, preview, actor=superuser).new == 1


def test_a_municipality_must_have_a_name(runtime: Runtime) -> None:
    with pytest.raises(RefusedError):
        preview_import(runtime, "  ", workbook([ANNA]))


def test_a_date_after_the_fixed_day_is_the_future(database_url: str) -> None:
    runtime = open_runtime(database_url, today=date(2026, 1, 4))
    preview = preview_import(runtime, PLACE, workbook([ANNA]))
    runtime.close()
    assert [each.column for each in preview.problems] == ["Indsats start"]
