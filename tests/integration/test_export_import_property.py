from collections.abc import Iterator
from io import BytesIO
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from kanban.domain.citizen import Citizen
from kanban.domain.organisation import Municipality
from kanban.domain.readiness import CitizenSign
from kanban.excel.columns import CITIZENS, HISTORY, HOURS, TALKS
from kanban.excel.writer import WorkbookWriter
from kanban.services.exchange.load_rows import ImportCounts
from kanban.services.runtime import Runtime
from tests.support.random_rows import Case, cases
from tests.support.workbooks import proven_runtime, sheet_values, take_in, taken_out

CITIZENS_AT_ONCE = 2
_numbers = count()


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    with proven_runtime(database_url) as opened:
        yield opened


def _written(rows: list[Case]) -> bytes:
    file = BytesIO()
    with WorkbookWriter() as writer:
        for case in rows:
            writer.add(*case)
        writer.save(file)
    return file.getvalue()


def _signs(runtime: Runtime, place: str) -> list[tuple[object, ...]]:
    """Every sign of a municipality's citizens: what it is about, since when, and by when."""
    query = select(CitizenSign, Citizen.cpr_hash).join(Citizen, col(Citizen.id) == col(CitizenSign.citizen_id))
    with runtime.database.read() as session:
        found = session.exec(query.join(Municipality).where(Municipality.name == place)).all()
    return sorted((whose, sign.code, sign.kind, sign.from_date, str(sign.due_on)) for sign, whose in found)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(rows=st.tuples(*(cases(number) for number in range(CITIZENS_AT_ONCE))))
def test_any_possible_board_comes_back_as_it_was_exported(runtime: Runtime, rows: tuple[Case, ...]) -> None:
    first_place, second_place = f"By {next(_numbers)}", f"By {next(_numbers)}"
    written = _written(list(rows))
    take_in(runtime, written, first_place)
    exported = taken_out(runtime, first_place)
    assert take_in(runtime, written, first_place) == ImportCounts(unchanged=CITIZENS_AT_ONCE)
    assert take_in(runtime, exported, first_place) == ImportCounts(unchanged=CITIZENS_AT_ONCE)
    take_in(runtime, exported, second_place)
    again = taken_out(runtime, second_place)
    for sheet in (CITIZENS, HISTORY, TALKS, HOURS):
        assert sheet_values(again, sheet) == sheet_values(exported, sheet)
    assert _signs(runtime, first_place) == _signs(runtime, second_place)
    stated = [(row[0], row[1], row[3], row[4], row[6]) for row in sheet_values(written, HISTORY)]
    kept = [(row[0], row[1], row[3], row[4], row[6]) for row in sheet_values(exported, HISTORY)]
    assert sorted(kept, key=lambda row: str(row[0])) == sorted(stated, key=lambda row: str(row[0]))
