from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest

from kanban.domain.inputs.import_rows import CitizenRow, ReadWorkbook
from kanban.excel.reader import read_workbook
from tests.support.workbooks import ANNA, BO, MAJA, TODAY, Cells, move, table, workbook

Told = list[tuple[str, int, str, str]]


def _told(read: ReadWorkbook) -> Told:
    return [(problem.sheet, problem.row, problem.column, problem.reason.text) for problem in read.problems]


def _read(
    *citizens: Cells,
    history: Sequence[Cells] | None = None,
    staff: Sequence[Cells] | None = None,
    without: Sequence[str] = (),
    extra: Sequence[str] = (),
) -> ReadWorkbook:
    return read_workbook(workbook(citizens, history, staff, without=without, extra=extra), TODAY)


def _one(cells: Cells) -> CitizenRow:
    read = _read({**ANNA, **cells})
    assert _told(read) == []
    return read.rows.citizens[0]


def _refused(cells: Mapping[str, Any]) -> Told:
    read = _read({**ANNA, **cells})
    assert read.rows.citizens == ()
    return _told(read)


def test_a_row_is_read_with_its_types() -> None:
    row = _one(
        {
            "Målgruppe": 2,
            "Trin": 4,
            "Trin siden": datetime(2026, 10, 1),  # noqa: DTZ001 - Excel's dates have no zone
            "Markeringer": "Indsatsgruppe; FSM 2: Rehab (Gr. 2);",
            "CV godkendt": "Ja",
            "CV type": "mit CV",
            "Aftaletype": "praktik",
            "Praktiktimer": 22.5,
            "Lønnede timer": "7,5",
            "CVR-nr.": 12345678,
            "Jobformidler": "Maja.Juhl@Fjordby.example",
        }
    )
    assert row.row == 2
    assert (row.cpr, row.name, row.started_on) == ("6101901234", "Anna Ågesen", date(2026, 1, 5))
    assert (row.target_group, row.step, row.step_since) == (2, 4, date(2026, 10, 1))
    assert row.markings == ("Indsatsgruppe", "FSM 2: Rehab (Gr. 2)")
    assert (row.cv_approved, row.cv_kind, row.agreement_kind) == (True, "jobnet", "internship")
    assert (row.internship_hours, row.paid_hours, row.company_cvr) == (1350, 450, "12345678")
    assert row.broker_email == "maja.juhl@fjordby.example"


@pytest.mark.parametrize("text", ["01-02-2026", "1.2.2026", "01/02/2026", "2026-02-01"])
def test_dates_are_read_in_the_ways_people_write_them(text: str) -> None:
    assert _one({"Indsats start": text}).started_on == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("610190-1234", "6101901234"),
        ("6101901234", "6101901234"),
        ("010190 1234", "0101901234"),
        (6101901234, "6101901234"),
        (101901234, "0101901234"),
        (101901234.0, "0101901234"),
        ("010100-0000", "0101000000"),
    ],
)
def test_cpr_numbers_are_read_as_text_or_number_without_modulus_11(value: object, digits: str) -> None:
    assert _one({"CPR-nr.": value}).cpr == digits


@pytest.mark.parametrize("value", ["101901234", "12345", "321390-1234", "abc", 61019012345, 1.5, True])
def test_malformed_cpr_numbers_are_refused(value: object) -> None:
    assert _refused({"CPR-nr.": value}) == [
        ("Borgere", 2, "CPR-nr.", "A CPR number is ten digits and begins with a date, DDMMYY-SSSS")
    ]


def test_a_cpr_number_is_never_part_of_what_is_told() -> None:
    read = _read(ANNA, {**ANNA, "Navn": "=1+1"}, history=[move(BO, "01-02-2026", 8)])
    assert read.problems
    assert not any(number in repr(read.problems) for number in ("6101901234", "610190-1234", "620285"))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Indsats start", date(2026, 11, 20), "The date %(date)s is in the future. Choose today or earlier"),
        ("Indsats start", "1999-12-31", "The year %(year)s can't be right"),
        ("Indsats start", "31-02-2026", "Write a date as dd-mm-yyyy, e.g. %(example)s"),
        ("Indsats start", "i foråret", "Write a date as dd-mm-yyyy, e.g. %(example)s"),
        ("Indsats start", 46023, "Write a date as dd-mm-yyyy, e.g. %(example)s"),
        ("Indsats start", time(10, 30), "Write a date as dd-mm-yyyy, e.g. %(example)s"),
        ("Trin", 9, "There is no such step. Choose one from 8 to 1"),
        ("Trin", 4.5, "There is no such step. Choose one from 8 to 1"),
        ("Målgruppe", 4, "The target group is 1, 2, 3 or 6"),
        ("Lønnede timer", "-3", "Write hours a week as a number, e.g. 7,5"),
        ("Lønnede timer", -3, "Hours a week must be above 0 and at most %(most)s"),
        ("Lønnede timer", 200, "Hours a week must be above 0 and at most %(most)s"),
        ("Lønnede timer", "200", "Hours a week must be above 0 and at most %(most)s"),
        ("CV type", "fint", "Write one of these: %(words)s"),
        ("CV godkendt", "måske", "Answer yes or no"),
        ("CVR-nr.", "1234", "A CVR number has eight digits"),
        ("Jobformidler", "MJ", "Write an e-mail address"),
        ("Navn", "=1+1", "The cell holds a formula. Write the value itself"),
        ("Jobmål A", "=A1", "The cell holds a formula. Write the value itself"),
        ("Navn", "+45 navn", "A name can't begin with = + - or @"),
        ("Navn", "@anna", "A name can't begin with = + - or @"),
        ("Navn", "-anna", "A name can't begin with = + - or @"),
        ("Navn", "x" * 201, "Use at most %(most)s characters"),
        ("Arbejdsopgaver", "x" * 10_001, "Use at most %(most)s characters"),
        ("Lønsedler til og med", "13-2026", "Choose a month"),
        ("Team", "#N/A", "The cell holds an error from Excel, %(error)s"),
    ],
)
def test_a_cell_that_cannot_be_right_is_told_with_its_reason(column: str, value: object, said: str) -> None:
    assert _refused({column: value}) == [("Borgere", 2, column, said)]


def test_every_problem_of_every_row_is_told_and_the_good_rows_are_kept() -> None:
    read = _read({**ANNA, "Trin": 0, "Navn": None}, BO, {**BO, "CPR-nr.": None})
    assert [row.row for row in read.rows.citizens] == [3]
    assert [(problem.row, problem.column) for problem in read.problems] == [(2, "Navn"), (2, "Trin"), (4, "CPR-nr.")]


def test_no_paid_hours_are_hours_too() -> None:
    assert (_one({"Lønnede timer": 0}).paid_hours, _one({"Lønnede timer": "0"}).paid_hours) == (0, 0)


def test_text_that_looks_like_a_formula_stays_text_outside_names() -> None:
    row = _one({"Arbejdsopgaver": "- rydde op\n- bære ud", "Virksomhed": " Å\u0090b  og\tBy "})
    assert (row.tasks, row.company) == ("- rydde op\n- bære ud", "Åb og By")


def test_blank_rows_are_passed_over_but_counted() -> None:
    read = _read(ANNA, {}, {"Navn": "  "}, BO)
    assert [row.row for row in read.rows.citizens] == [2, 5]


def test_headings_are_found_whatever_their_case_blanks_and_order() -> None:
    data = table("BORGERE ", [[" navn", "INDSATS  START", None, "cpr nr"], ["Anna", "01-02-2026", "x", "610190-1234"]])
    read = read_workbook(data, TODAY)
    assert [(row.name, row.cpr) for row in read.rows.citizens] == [("Anna", "6101901234")]
    assert "step" in read.rows.absent
    assert "name" not in read.rows.absent


def test_a_missing_heading_is_told_by_name() -> None:
    read = _read(ANNA, without=("Navn", "Indsats start"))
    assert _told(read) == [
        ("Borgere", 1, "Navn", "The heading is missing in row 1"),
        ("Borgere", 1, "Indsats start", "The heading is missing in row 1"),
    ]
    assert read.rows.citizens == ()


def test_a_heading_that_stands_twice_is_refused() -> None:
    assert _told(_read(ANNA, extra=("navn",))) == [("Borgere", 1, "Navn", "The heading stands more than once")]


def test_unknown_columns_are_reported_and_left_alone() -> None:
    read = _read({**ANNA, "Skostørrelse": "=1+1"}, extra=("Skostørrelse",))
    assert _told(read) == []
    assert len(read.rows.citizens) == 1
    assert [(warning.column, warning.reason.text) for warning in read.warnings] == [
        ("Skostørrelse", "The column is not known and is left alone")
    ]


def test_a_repeated_cpr_number_refuses_both_rows() -> None:
    read = _read(ANNA, BO, {**ANNA, "Navn": "Anna igen"})
    assert [row.name for row in read.rows.citizens] == ["Bo Ærø"]
    assert [(problem.row, problem.column, problem.reason.params["rows"]) for problem in read.problems] == [
        (2, "CPR-nr.", "2, 4"),
        (4, "CPR-nr.", "2, 4"),
    ]


def test_history_rows_are_read_in_sheet_order() -> None:
    read = _read(
        ANNA, history=[move(ANNA, "05-01-2026", 8), move(ANNA, "05-01-2026", "ud", {"Fra trin": 8, "Årsag": "x"})]
    )
    assert [(row.row, row.from_step, row.to_step, row.reason) for row in read.rows.history] == [
        (2, None, 8, ""),
        (3, 8, 0, "x"),
    ]


def test_history_of_a_citizen_without_a_row_is_refused() -> None:
    read = _read(ANNA, history=[move(BO, "01-02-2026", 8)])
    assert _told(read) == [("Trinhistorik", 2, "CPR-nr.", "The citizen has no row in the sheet %(sheet)s")]


def test_a_refused_row_leaves_its_citizen_unsettled() -> None:
    read = _read(ANNA, BO, history=[move(ANNA, "20-11-2026", 8), move(BO, "01-02-2026", 8)])
    assert read.unsettled == {"6101901234"}
    assert _told(read) == [("Trinhistorik", 2, "Dato", "The date %(date)s is in the future. Choose today or earlier")]


def test_history_with_a_missing_heading_leaves_everybody_unsettled() -> None:
    read = _read(ANNA, BO, history=[move(ANNA, "01-02-2026", 8)], without=("Dato",))
    assert _told(read) == [("Trinhistorik", 1, "Dato", "The heading is missing in row 1")]
    assert read.unsettled == {"6101901234", "6202854321"}


def test_staff_are_read_as_brokers_whatever_the_sheet_says() -> None:
    read = _read(ANNA, staff=[{**MAJA, "Rolle": "Superbruger"}, {**MAJA, "Navn": "To"}, {"E-mail": "x", "Navn": "Y"}])
    assert read.rows.staff == ()
    assert [(problem.row, problem.column) for problem in read.problems] == [(2, "E-mail"), (3, "E-mail"), (4, "E-mail")]
    assert [person.role for person in _read(ANNA, staff=[{**MAJA, "Rolle": "Leder"}]).rows.staff] == ["broker"]


def test_reading_tells_how_far_it_has_come() -> None:
    told: list[tuple[int, int]] = []
    rows = [{**ANNA, "CPR-nr.": f"610190-{number:04}"} for number in range(1200)]
    read_workbook(workbook(rows, history=[]), TODAY, lambda done, total: told.append((done, total)))
    assert told == [(500, 1202), (1000, 1202)]
