from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import col, select

from kanban.domain.company import Company
from kanban.domain.facts import Closing, Cv
from kanban.domain.staff import Actor, Role
from kanban.domain.views.board import BoardFilters, BoardView
from kanban.services.board.board_page import board_page
from kanban.services.case.annul_move import annul_move
from kanban.services.exchange.import_workbook import apply_import, preview_import
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.runtime import Runtime
from tests.support.workbooks import (
    AGREEMENT,
    ANNA,
    BO,
    MAJA,
    PLACE,
    TODAY,
    case_file,
    move,
    proven_runtime,
    steps,
    take_in,
    workbook,
)


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


def _board(runtime: Runtime, marking: str = "") -> BoardView:
    place = case_file(runtime, ANNA).citizen.municipality_id
    return board_page(
        runtime, Actor(1, "Maja", "MJ", Role.LEADER, place, PLACE, None, None), BoardFilters(marking=marking)
    )


def test_importing_the_same_workbook_again_changes_nothing(runtime: Runtime) -> None:
    rows = [
        move(ANNA, "05-01-2026", 8),
        move(ANNA, "05-01-2026", 4),
        move(BO, "01-02-2026", 8),
        move(BO, "02-02-2026", "ud"),
    ]
    people = [{**ANNA, "Trin": 4, **AGREEMENT, "Markeringer": "A; B", "CV dato": "01-02-2026", "Jobmål A": "Lager"}, BO]
    data = workbook(people, history=rows, staff=[MAJA])
    take_in(runtime, data)
    assert take_in(runtime, data) == ImportCounts(unchanged=2)
    assert case_file(runtime, ANNA).citizen.version == 1


def test_what_a_row_says_otherwise_becomes_a_new_version(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT, "CV type": "Jobnet-CV", "CV dato": "01-02-2026"}]))
    changed = {
        "Trin": 4,
        "Navn": "Anna Ågesen Holm",
        "Praktiktimer": 30,
        "CV type": "Præsentation",
        "Team": "Team Havn",
    }
    counts = take_in(runtime, workbook([{**ANNA, **changed, "Virksomhed": "nordhavn lager aps"}]))
    assert (counts.updated, counts.moves) == (1, 0)
    file = case_file(runtime, {"Navn": "Anna Ågesen Holm"})
    case = file.case
    assert (file.citizen.version, file.citizen.sort_name) == (2, "anna \uf8f2gesen holm")
    assert [(cv.cv_kind, cv.cv_prepared_on) for cv in file.facts if isinstance(cv, Cv)] == [
        ("jobnet", date(2026, 2, 1)),
        ("presentation", date(2026, 2, 1)),
    ]
    assert case.agreement is not None
    assert (case.agreement.internship_hours, case.agreement.tasks) == (1800, "Pakke varer")
    assert [entry.internship_hours for entry in case.hours] == [1350, 1800]


def test_another_company_begins_a_new_agreement(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT}]))
    take_in(runtime, workbook([{**ANNA, "Trin": 4, "Virksomhed": "Sydhavn", "Aftale start": "01-11-2026"}]))
    agreement = case_file(runtime, ANNA).case.agreement
    assert agreement is not None
    assert (agreement.starts_on, agreement.tasks, agreement.ends_on) == (date(2026, 11, 1), "", None)


def test_empty_cells_and_absent_columns_leave_the_board_alone(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 4, **AGREEMENT, "Markeringer": "A", "Målgruppe": 1}]))
    assert take_in(runtime, workbook([{**ANNA, "Trin": 4}])).unchanged == 1
    assert take_in(runtime, workbook([ANNA], without=("Trin", "Team"))).unchanged == 1
    assert take_in(runtime, workbook([ANNA])).unchanged == 1


def test_markings_not_in_a_filled_cell_end_today(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Markeringer": "A; B"}]))
    take_in(runtime, workbook([{**ANNA, "Markeringer": "B; C"}]))
    found = sorted((each.name, each.valid_from, each.valid_to) for each in case_file(runtime, ANNA).case.markings)
    assert found == [("A", None, TODAY), ("B", None, None), ("C", TODAY, None)]
    assert [option.value for option in _board(runtime).options.markings] == ["B", "C"]
    assert [_board(runtime, marking).shown for marking in ("A", "B")] == [0, 1]
    assert take_in(runtime, workbook([{**ANNA, "Markeringer": "B; C"}])).unchanged == 1


def test_new_moves_are_added_after_those_on_the_board(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 8), move(ANNA, "05-01-2026", 7)]
    take_in(runtime, workbook([{**ANNA, "Trin": 7}], history=rows))
    rows += [move(ANNA, "05-01-2026", 6, {"Fra trin": 7}), move(ANNA, "06-01-2026", 5)]
    assert take_in(runtime, workbook([{**ANNA, "Trin": 5}], history=rows)).moves == 2
    assert take_in(runtime, workbook([{**ANNA, "Trin": 4, "Trin siden": "01-10-2026"}])).moves == 1
    assert take_in(runtime, workbook([{**ANNA, "Trin": 4, "Afslutningsdato": "01-11-2026"}])).moves == 1
    assert steps(case_file(runtime, ANNA))[2:] == [
        (date(2026, 1, 5), 3, 6),
        (date(2026, 1, 6), 1, 5),
        (date(2026, 10, 1), 1, 4),
        (date(2026, 11, 1), 1, 0),
    ]


def test_a_day_that_only_differs_from_the_board_is_remarked_upon(runtime: Runtime) -> None:
    take_in(runtime, workbook([{**ANNA, "Trin": 8, "Trin siden": "01-03-2026"}]))
    preview = preview_import(runtime, PLACE, workbook([{**ANNA, "Trin": 8, "Trin siden": "02-03-2026"}]))
    assert [(each.column, each.reason.text) for each in preview.warnings] == [
        ("Trin siden", "The board says %(date)s, and that day counts")
    ]
    assert apply_import(runtime, preview).unchanged == 1


def test_an_annulled_move_is_not_brought_back(runtime: Runtime) -> None:
    data = workbook([{**ANNA, "Trin": 8}], staff=[MAJA])
    take_in(runtime, data)
    file = case_file(runtime, ANNA)
    maja = Actor(1, "Maja", "MJ", Role.SUPERUSER, file.citizen.municipality_id, PLACE, None, None)
    annul_move(runtime, maja, file.moves[0].id or 0, "Forkert borger")
    preview = preview_import(runtime, PLACE, data)
    assert [(each.column, each.reason.text) for each in preview.problems] == [
        ("Indsats start", "This move has been annulled on the board")
    ]


def test_closing_reasons_can_be_corrected(runtime: Runtime) -> None:
    data = {**ANNA, "Afslutningsdato": "01-03-2026"}
    take_in(runtime, workbook([data]))
    assert take_in(runtime, workbook([{**data, "Afslutningsårsag": "Uddannelse"}])).updated == 1
    with runtime.database.read() as session:
        found = session.exec(select(Closing).order_by(col(Closing.id))).all()
    assert [closing.closing_reason for closing in found] == ["other", "education"]
    assert found[0].transition_id == found[1].transition_id


def test_companies_are_recognised_by_name_and_told_apart_by_number(runtime: Runtime) -> None:
    named = [("Café Å", ""), ("Cafe Aa", "11111111"), ("CAFÉ Å", "22222222"), ("Åcafeen", "11111111"), ("Café Å", "")]
    people = [
        {**ANNA, "CPR-nr.": f"610190-{number:04}", "Virksomhed": name, "CVR-nr.": cvr}
        for number, (name, cvr) in enumerate(named)
    ]
    take_in(runtime, workbook(people))
    with runtime.database.read() as session:
        companies = session.exec(select(Company).order_by(col(Company.id))).all()
    assert [(company.name, company.cvr) for company in companies] == [
        ("Café Å", "11111111"),
        ("CAFÉ Å", "22222222"),
        ("Åcafeen", "11111111"),
    ]
    assert take_in(runtime, workbook(people)).unchanged == 5
