from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import delete, insert, update
from sqlmodel import SQLModel, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.readiness import CitizenSign
from kanban.domain.transition import StepTransition, StepVisit
from kanban.services.runtime import Runtime
from kanban.services.verify_board import verify_board
from tests.support.workbooks import ANNA, BO, move, open_runtime, take_in, workbook

_ORPHANING = {
    "sqlite": ("PRAGMA foreign_keys=OFF", "DELETE FROM citizen", "PRAGMA foreign_keys=ON"),
    "postgresql": (
        *(
            f"ALTER TABLE {table} DROP CONSTRAINT fk_{table}_citizen_id_citizen"
            for table in ("step_transition", "step_visit", "citizen_sign", "cv")
        ),
        "DELETE FROM citizen",
    ),
}


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    opened = open_runtime(database_url)
    rows = [move(ANNA, "05-01-2026", 8), move(ANNA, "01-02-2026", 7), move(ANNA, "01-02-2026", 6)]
    take_in(opened, workbook([{**ANNA, "Trin": 6, "CV dato": "01-02-2026"}, BO], history=rows))
    assert verify_board(opened) == []
    yield opened
    opened.close()


def _public_id(runtime: Runtime) -> str:
    with runtime.database.read() as session:
        return session.exec(select(Citizen.public_id).where(col(Citizen.name) == "Anna Ågesen")).one()


def _found(runtime: Runtime) -> list[tuple[str, str]]:
    anna = _public_id(runtime)
    return [("Anna" if each.citizen_id == anna else "?", each.message.text) for each in verify_board(runtime)]


def _tamper(runtime: Runtime, table: type[SQLModel], **values: object) -> None:
    with runtime.database.write() as session:
        session.execute(update(table).values(**values))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("current_step", 1),
        ("step_since", date(2026, 2, 2)),
        ("paid_minutes", 60),
        ("context", "Et andet sted"),
        ("search_text", "anna"),
    ],
)
def test_a_card_that_was_tampered_with_is_found(runtime: Runtime, column: str, value: object) -> None:
    with runtime.database.write() as session:
        session.execute(update(Citizen).where(col(Citizen.public_id) == _public_id(runtime)).values({column: value}))
    assert _found(runtime) == [("Anna", "The card does not show what the history gives: %(columns)s")]
    assert verify_board(runtime)[0].message.params == {"columns": column}


def test_a_stay_that_was_changed_or_removed_is_found(runtime: Runtime) -> None:
    expected = [("Anna", "The stored stays are not those the moves give")]
    _tamper(runtime, StepVisit, days=3)
    assert _found(runtime) == expected
    with runtime.database.write() as session:
        session.execute(delete(StepVisit))
    assert _found(runtime) == expected


def test_a_stay_of_another_programme_than_the_citizens_is_found(runtime: Runtime) -> None:
    _tamper(runtime, StepVisit, programme_id=None)
    assert _found(runtime) == [("Anna", "The stored stays are not those the moves give")]


def test_a_move_that_was_changed_or_removed_is_found_in_card_and_stays(runtime: Runtime) -> None:
    with runtime.database.write() as session:
        session.execute(update(StepTransition).where(col(StepTransition.to_step) == 6).values(to_step=5))
    assert [text for _, text in _found(runtime)] == [
        "The card does not show what the history gives: %(columns)s",
        "The stored stays are not those the moves give",
        "The stored signs are not those the facts give",
    ]


def test_signs_that_were_tampered_with_are_found(runtime: Runtime) -> None:
    _tamper(runtime, CitizenSign, from_date=date(2026, 11, 1))
    assert _found(runtime) == [("Anna", "The stored signs are not those the facts give")]


def test_a_name_sorted_wrongly_is_found(runtime: Runtime) -> None:
    with runtime.database.write() as session:
        session.execute(update(Citizen).where(col(Citizen.name) == "Anna Ågesen").values(sort_name="anna aagesen"))
    assert _found(runtime) == [("Anna", "The name is not sorted in its place")]


def test_two_moves_in_the_same_place_of_a_day_are_found(runtime: Runtime) -> None:
    with runtime.database.write() as session:
        first = (
            session.exec(select(StepTransition).where(col(StepTransition.to_step) == 7))
            .one()
            .model_dump(exclude={"id"})
        )
        session.execute(insert(StepTransition), [first])
    assert _found(runtime) == [("Anna", "Two moves have the same place in a day's order")]


def test_rows_without_a_citizen_are_found(runtime: Runtime) -> None:
    connection = runtime.database.engine.raw_connection()
    cursor = connection.cursor()
    for statement in _ORPHANING[runtime.database.engine.dialect.name]:
        cursor.execute(statement)
    connection.commit()
    connection.close()
    found = verify_board(runtime)
    assert [(each.citizen_id, each.message.params["table"], each.message.count) for each in found] == [
        ("", "step_transition", 3),
        ("", "step_visit", 3),
        ("", "citizen_sign", 4),
        ("", "cv", 1),
    ]


def test_what_is_told_names_nobody(runtime: Runtime) -> None:
    _tamper(runtime, Citizen, current_step=1)
    told = repr(verify_board(runtime))
    assert "Anna" not in told
    assert "6101901234" not in told


def test_verifying_tells_how_far_it_has_come(runtime: Runtime) -> None:
    told: list[tuple[int, int]] = []
    verify_board(runtime, lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]
