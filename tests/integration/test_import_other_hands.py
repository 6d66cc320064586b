"""History in whatever order it stands, hours told twice, and what the figures make of history taken in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from kanban.domain.citizen import Citizen
from kanban.excel.columns import HOURS
from kanban.services.exchange.import_workbook import preview_import
from kanban.services.flow.flow_report import municipality_flow
from kanban.services.runtime import Runtime
from kanban.store import stays
from tests.support.flow_answers import Answers, asked
from tests.support.workbooks import (
    ANNA,
    BO,
    PLACE,
    TODAY,
    Cells,
    case_file,
    move,
    open_runtime,
    proven_runtime,
    sheet_values,
    take_in,
    taken_out,
    workbook,
)

CITIZENS = 20


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


def _steps(runtime: Runtime) -> list[tuple[str, int]]:
    moves = sorted(case_file(runtime, ANNA).moves, key=lambda each: each.order)
    return [(each.effective_on.isoformat(), each.to_step) for each in moves]


def test_rows_count_by_day_and_those_of_one_day_in_sheet_order(runtime: Runtime) -> None:
    rows = [
        move(ANNA, "01-03-2026", 5, {"Fra trin": 6}),
        move(BO, "01-02-2026", 8),
        move(ANNA, "01-02-2026", 7, {"Fra trin": 8}),
        move(ANNA, "01-02-2026", 6, {"Fra trin": 7}),
        move(ANNA, "05-01-2026", 8),
    ]
    data = workbook([{**ANNA, "Trin": 5}, {**BO, "Trin": 8}], history=rows)
    assert take_in(runtime, data).moves == len(rows)
    assert _steps(runtime) == [("2026-01-05", 8), ("2026-02-01", 7), ("2026-02-01", 6), ("2026-03-01", 5)]
    assert take_in(runtime, data).moves == 0


def test_rows_without_a_step_to_agree_with_count_by_day_too(runtime: Runtime) -> None:
    rows = [move(ANNA, "01-03-2026", 7), move(ANNA, "05-01-2026", 8)]
    take_in(runtime, workbook([ANNA], history=rows, without=["Trin"]))
    assert _steps(runtime) == [("2026-01-05", 8), ("2026-03-01", 7)]


def test_a_date_that_would_end_the_history_elsewhere_is_refused(runtime: Runtime) -> None:
    rows = [move(ANNA, "05-01-2026", 8), move(ANNA, "04-01-2026", 7)]
    problems = preview_import(runtime, PLACE, workbook([{**ANNA, "Trin": 7}], history=rows)).problems
    assert [(each.sheet, each.row, each.column) for each in problems] == [("Trinhistorik", 3, "Dato")]


def test_hours_told_twice_come_back_as_they_were_exported(runtime: Runtime) -> None:
    said = [("01-03-2026", 10), ("01-03-2026", 12), ("01-03-2026", 10)]
    hours = [{"CPR-nr.": ANNA["CPR-nr."], "Fra": day, "Praktiktimer": number} for day, number in said]
    data = workbook([{**ANNA, "Trin": 4}], hours=hours)
    take_in(runtime, data)
    exported = taken_out(runtime)
    assert len(sheet_values(exported, HOURS)) == 1 + len(said)
    take_in(runtime, exported)
    take_in(runtime, data)
    assert sheet_values(taken_out(runtime), HOURS) == sheet_values(exported, HOURS)
    take_in(runtime, exported, "En anden kommune")
    assert sheet_values(taken_out(runtime, "En anden kommune"), HOURS) == sheet_values(exported, HOURS)


def _twenty(ended: date | None) -> bytes:
    """Twenty citizens who came 1 … 20 days before ``TODAY``, all of whom left step 8 on a day if it is given."""
    people: list[Cells] = [{**ANNA, "CPR-nr.": f"610190-{1000 + number}"} for number in range(1, CITIZENS + 1)]
    came = [TODAY - timedelta(days=number) for number in range(1, CITIZENS + 1)]
    rows = [move(person, day, 8) for person, day in zip(people, came, strict=True)]
    rows += [move(person, ended, 7) for person in people if ended]
    return workbook([{**person, "Trin": 7 if ended else 8} for person in people], history=rows)


def _figures(runtime: Runtime, **raw: str) -> Answers:
    first = (TODAY - timedelta(days=CITIZENS)).isoformat()
    return asked(municipality_flow(runtime, PLACE, {"from": first, "to": TODAY.isoformat(), **raw}))


@pytest.mark.parametrize("known_at", [{}, {"known_at": TODAY.isoformat()}], ids=["now", "then"])
def test_history_that_ends_on_the_day_it_is_taken_in_counts_from_each_first_day(
    runtime: Runtime, known_at: dict[str, str]
) -> None:
    take_in(runtime, _twenty(TODAY))
    row = _figures(runtime, **known_at).row("time_in_step", 8)
    assert (row["finished"], row["km_median_days"], row["km_p85_days"]) == (20, 10, 17)
    assert (row["median_finished_days"], row["p85_finished_days"]) == (10, 17)


def test_nobody_is_counted_as_standing_still_where_no_limit_is_known(runtime: Runtime) -> None:
    take_in(runtime, _twenty(None))
    found = _figures(runtime)
    assert [found.row("ageing", step)["stalled"] for step in (8, 7, 1)] == [0, 0, 0]
    assert found.row("time_in_step", 8)["km_p85_days"] is None


def test_records_begin_on_the_local_day(database_url: str) -> None:
    runtime = open_runtime(database_url)
    take_in(runtime, workbook([ANNA]))
    with runtime.database.write() as session:
        citizen = session.exec(select(Citizen)).one()
        citizen.created_at = datetime(2026, 7, 15, 0, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    with runtime.database.read() as session:
        assert stays.records_begin(session, citizen.municipality_id) == date(2026, 7, 15)
    runtime.close()
