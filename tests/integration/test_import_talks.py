"""Talks and hours by workbook: taken in, known again, and refused with sheet, row, column and reason."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.domain.talk import StepConfirmation, Talk
from kanban.i18n import Translator
from kanban.services.exchange.import_workbook import ImportPreview, preview_import
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.runtime import Runtime
from kanban.store.case_file import open_file, save
from tests.support.workbooks import (
    ANNA,
    BO,
    MAJA,
    PLACE,
    TODAY,
    Cells,
    case_file,
    move,
    proven_runtime,
    stored_talks,
    table,
    take_in,
    talk,
    workbook,
)

ON_STEP_7: Cells = {**ANNA, "Trin": 7, "Trin siden": "01-02-2026"}
SAID: Cells = {
    "Art": "treparts",
    "Sted": "Biblioteket",
    "Deltagere": "Kaj Bak",
    "Går godt": "Møder hver dag",
    "Udfordringer": "Bussen",
    "Bemærkning": "- ringer mandag\n=1+1",
    "Trin bekræftet": "ja",
    "Næste samtale": "01-12-2026",
    "Registreret af": "Maja.Juhl@fjordby.example",
    "Progression: Privat netværk": 4,
    "Progression: Dit helbred": "2",
}


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


def _told(preview: ImportPreview) -> list[tuple[str, int, str, str]]:
    translator = Translator("en")
    return [(each.sheet, each.row, each.column, translator.render(each.reason)) for each in preview.problems]


def _preview(runtime: Runtime, **sheets: Any) -> ImportPreview:  # noqa: ANN401 - the arguments of workbook()
    return preview_import(runtime, PLACE, workbook(**{"citizens": [ON_STEP_7], "staff": [MAJA], **sheets}))


def _hours(person: Cells, day: str, paid: object = None, internship: object = None) -> Cells:
    return {"CPR-nr.": person["CPR-nr."], "Fra": day, "Lønnede timer": paid, "Praktiktimer": internship}


def test_talk_is_stored_with_all_it_says(runtime: Runtime) -> None:
    counts = take_in(runtime, workbook([ON_STEP_7], staff=[MAJA], talks=[talk(ANNA, "02-11-2026", SAID)]))
    assert (counts.new, counts.talks) == (1, 1)
    (held,) = stored_talks(runtime, ANNA)
    found = held.talk
    assert (found.held_on, found.talk_kind, found.talk_place) == (date(2026, 11, 2), "three_party", "Biblioteket")
    assert (found.participants, found.resources, found.challenges) == ("Kaj Bak", "Møder hver dag", "Bussen")
    assert (found.note, found.next_talk_on, found.step) == ("- ringer mandag\n=1+1", date(2026, 12, 1), 7)
    assert held.levels == {"network": 4, "health": 2}
    assert found.recorded_by is not None
    with runtime.database.read() as session:
        confirmed = session.exec(select(StepConfirmation)).one()
    assert (confirmed.confirmed_on, confirmed.step, confirmed.talk_id) == (found.held_on, 7, found.id)
    assert case_file(runtime, ANNA).confirmed_on == found.held_on


def test_same_workbook_again_adds_no_talk(runtime: Runtime) -> None:
    twice = [talk(ANNA, "02-11-2026"), talk(ANNA, "02-11-2026"), talk(ANNA, "02-11-2026", {"Art": "Telefon"})]
    data = workbook([ON_STEP_7], talks=twice, hours=[_hours(ANNA, "01-11-2026", 5)])
    assert take_in(runtime, data).talks == 3
    assert take_in(runtime, data) == ImportCounts(unchanged=1)
    assert len(stored_talks(runtime, ANNA)) == 3


def test_talk_corrected_on_the_board_is_known_by_what_it_was_and_by_what_it_is(runtime: Runtime) -> None:
    data = workbook([ON_STEP_7], talks=[talk(ANNA, "02-11-2026")])
    take_in(runtime, data)
    with runtime.database.write() as session:
        before = session.exec(select(Talk)).one()
        values = before.model_dump(exclude={"id", "held_on", "replaces_id"})
        session.add(Talk(**values, held_on=date(2026, 11, 3), replaces_id=before.id))
        session.flush()
        save(session, open_file(session, session.exec(select(Citizen)).one()))
    assert take_in(runtime, data) == ImportCounts(unchanged=1)
    assert take_in(runtime, workbook([ON_STEP_7], talks=[talk(ANNA, "03-11-2026")])) == ImportCounts(unchanged=1)


def test_new_talk_of_a_known_citizen_is_added_and_the_card_follows(runtime: Runtime) -> None:
    take_in(runtime, workbook([ON_STEP_7], talks=[talk(ANNA, "02-11-2026")]))
    counts = take_in(runtime, workbook([ANNA], talks=[talk(ANNA, "09-11-2026", {"Næste samtale": "01-12-2026"})]))
    assert (counts.updated, counts.talks) == (1, 1)
    assert case_file(runtime, ANNA).citizen.version == 2
    assert case_file(runtime, ANNA).case.talks[-1].next_talk_on == date(2026, 12, 1)


def test_talk_of_somebody_on_the_board_needs_no_row_in_the_first_sheet(runtime: Runtime) -> None:
    take_in(runtime, workbook([ON_STEP_7]))
    counts = take_in(runtime, workbook([BO], talks=[talk(ANNA, "02-11-2026")]))
    assert (counts.new, counts.updated, counts.talks) == (1, 1, 1)
    assert case_file(runtime, ANNA).citizen.current_step == 7


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"Dato": "20-11-2026"}, "Dato", "The date 20-11-2026 is in the future. Choose today or earlier"),
        ({"Dato": None}, "Dato", "The cell is empty"),
        ({"Art": "kaffe"}, "Art", "Write one of these: Samtale, Trepartssamtale, Telefon, Virksomhedsbesøg, Andet"),
        ({"Bemærkning": "=1+1"}, "Bemærkning", "The cell holds a formula. Write the value itself"),
        ({"Registreret af": "ingen@fjordby.example"}, "Registreret af", "Nobody in the municipality has this e-mail"),
        ({"Registreret af": "Maja"}, "Registreret af", "Write an e-mail address"),
        ({"Næste samtale": "01-11-2026"}, "Næste samtale", "The next talk lies before this one, 02-11-2026"),
        ({"Trin bekræftet": "måske"}, "Trin bekræftet", "Answer yes or no"),
        (
            {"Progression: Privat netværk": 6},
            "Progression: Privat netværk",
            "Progression is a whole number from 1 to 5",
        ),
        ({"CPR-nr.": "010190"}, "CPR-nr.", "A CPR number is ten digits and begins with a date, DDMMYY-SSSS"),
    ],
)
def test_talk_that_cannot_be_right_is_refused_where_it_stands(
    runtime: Runtime, cells: Cells, column: str, reason: str
) -> None:
    rows = [talk(ANNA, "02-11-2026"), {**talk(ANNA, "02-11-2026"), **cells}]
    assert _told(_preview(runtime, talks=rows)) == [("Samtaler", 3, column, reason)]


def test_talk_of_nobody_and_confirmation_without_a_step_are_refused(runtime: Runtime) -> None:
    unknown = "The citizen has no row in the sheet Borgere and is not on the board"
    assert _told(_preview(runtime, talks=[talk(BO, "02-11-2026")])) == [("Samtaler", 2, "CPR-nr.", unknown)]
    confirmed = [talk(ANNA, "02-11-2026", {"Trin bekræftet": "ja"})]
    nowhere = "The citizen stands on no step to confirm"
    assert _told(_preview(runtime, citizens=[ANNA], talks=confirmed)) == [("Samtaler", 2, "Trin bekræftet", nowhere)]
    row = {**ANNA, "Trin bekræftet": "01-11-2026"}
    assert _told(_preview(runtime, citizens=[row])) == [("Borgere", 2, "Trin bekræftet", nowhere)]


def test_workbook_without_the_new_sheets_is_taken_and_a_missing_heading_told(runtime: Runtime) -> None:
    take_in(runtime, workbook([ON_STEP_7]))
    book = table("Borgere", [["CPR-nr.", "Navn", "Indsats start"], list(ANNA.values())])
    assert take_in(runtime, book) == ImportCounts(unchanged=1)
    told = _told(_preview(runtime, talks=[talk(ANNA, "02-11-2026")], without=["Dato"]))
    assert ("Samtaler", 1, "Dato", "The heading is missing in row 1") in told


def test_talk_knows_the_step_of_its_day(runtime: Runtime) -> None:
    moves = [move(ANNA, "05-01-2026", 8), move(ANNA, "01-03-2026", "ud"), move(ANNA, "01-06-2026", 6)]
    days = ["04-01-2026", "05-01-2026", "01-04-2026", "02-06-2026"]
    confirmed = {"Art": "Telefon", "Trin bekræftet": "ja"}
    talks = [talk(ANNA, day, more) for day in days for more in ({}, confirmed)]
    take_in(runtime, workbook([{**ANNA, "Trin": 6}], history=moves, talks=talks))
    steps = [(each.talk.talk_kind, each.talk.step) for each in stored_talks(runtime, ANNA)]
    assert [step for kind, step in steps if kind == "conversation"] == [None, 8, None, 6]
    assert [step for kind, step in steps if kind == "phone"] == [8, 8, 8, 6]


def test_hours_become_the_series_and_the_row_adds_only_what_it_says_otherwise(runtime: Runtime) -> None:
    listed = [_hours(ANNA, "01-03-2026", 0, 15), _hours(ANNA, "01-06-2026", "4,5"), _hours(ANNA, "01-09-2026", 8, 20)]
    row = {**ANNA, "Trin": 3, "Trin siden": "01-06-2026", "Lønnede timer": 8, "Praktiktimer": 12}
    take_in(runtime, workbook([row], hours=listed))
    found = [(each.valid_from, each.paid_hours, each.internship_hours) for each in case_file(runtime, ANNA).case.hours]
    assert found == [
        (date(2026, 3, 1), 0, 900),
        (date(2026, 6, 1), 270, None),
        (date(2026, 9, 1), 480, 1200),
    ]
    assert take_in(runtime, workbook([{**row, "Lønnede timer": 10}], hours=listed)).updated == 1
    newest = case_file(runtime, ANNA).case.hours[-1]
    assert (newest.valid_from, newest.paid_hours) == (TODAY, 600)


def test_hours_before_the_newest_on_the_board_are_remarked_and_left_out(runtime: Runtime) -> None:
    take_in(runtime, workbook([ON_STEP_7], hours=[_hours(ANNA, "01-09-2026", 8)]))
    preview = _preview(runtime, hours=[_hours(ANNA, "01-08-2026", 6), _hours(ANNA, "01-10-2026")])
    assert [(each.sheet, each.row, each.column) for each in preview.warnings] == [("Timer", 2, "Fra")]
    assert _told(preview) == [("Timer", 3, "Lønnede timer", "Write paid hours, internship hours or both")]


def test_row_tells_arrival_confirmation_agreed_step_and_payslips(runtime: Runtime) -> None:
    cells = {
        "På tavlen siden": "01-03-2026",
        "Trin bekræftet": "01-11-2026",
        "Aftalt skridt": "Ringe til Kaj",
        "Aftalt skridt senest": "24-11-2026",
        "Lønsedler til og med": date(2026, 9, 1),
    }
    data = workbook([{**ON_STEP_7, **cells}], hours=[_hours(ANNA, "01-08-2026", 8)])
    take_in(runtime, data)
    file = case_file(runtime, ANNA)
    assert (file.case.arrived_on, file.case.confirmed_on) == (date(2026, 3, 1), date(2026, 11, 1))
    assert [(each.action, each.due_on) for each in file.case.actions] == [("Ringe til Kaj", date(2026, 11, 24))]
    assert [each.month for each in file.case.payslips] == [date(2026, 9, 1)]
    assert take_in(runtime, data) == ImportCounts(unchanged=1)
    later = {**cells, "Aftalt skridt senest": "01-12-2026", "Lønsedler til og med": "11-2026"}
    assert take_in(runtime, workbook([{**ON_STEP_7, **later}])).updated == 1
    case = case_file(runtime, ANNA).case
    assert [(each.action, each.due_on) for each in case.actions] == [("Ringe til Kaj", date(2026, 12, 1))]
    assert [each.month.month for each in case.payslips] == [9, 10, 11]
    assert take_in(runtime, data) == ImportCounts(unchanged=1)


def test_talks_of_one_citizen_do_not_count_for_another(runtime: Runtime) -> None:
    days = [TODAY - timedelta(days=each) for each in (30, 10)]
    take_in(runtime, workbook([ON_STEP_7, BO], talks=[talk(ANNA, days[0]), talk(BO, days[1])]))
    assert [each.talk.held_on for each in stored_talks(runtime, ANNA)] == [days[0]]
    with runtime.database.read() as session:
        assert len(session.exec(select(Citizen)).all()) == 2
