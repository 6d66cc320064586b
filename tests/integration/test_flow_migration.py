"""Stays stored before the figures came say where they stand in the citizen's course once the schema is upgraded."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

import kanban.store
from kanban.domain.citizen import Citizen
from kanban.domain.transition import StepTransition, StepVisit, replay
from kanban.services.runtime import Runtime
from kanban.store.database import Database
from tests.factories import runtime_on
from tests.support.flow_logs import log, store
from tests.support.stored import dump, rows

BEFORE = ("citizen_id", "seq", "municipality_id", "team_id", "step", "prev_step", "next_step", "enter_date")
HISTORIES = ("8@0,7@10,8@20,0@25,8@25,5@40", "0@3,8@9", "8@0")


@pytest.fixture
def migrations(empty_database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(kanban.store.__file__).parent / "migrations"))
    config.attributes["url"] = empty_database_url
    return config


def test_upgrade_gives_known_stays_their_course(migrations: Config, empty_database_url: str) -> None:
    command.upgrade(migrations, "head")
    runtime = runtime_on(empty_database_url)
    store(runtime, log(*HISTORIES))
    before = stays(runtime)
    runtime.close()
    command.downgrade(migrations, "0002")
    command.upgrade(migrations, "head")
    runtime = runtime_on(empty_database_url)
    assert stays(runtime) == before
    check_courses(runtime)
    check_programmes(runtime)
    runtime.close()


def stays(runtime: Runtime) -> list[dict[str, Any]]:
    """All of them, without the programme: the old schema forgets which one citizens are in."""
    return sorted((each.model_dump(exclude={"programme_id"}) for each in rows(runtime, StepVisit)), key=repr)


def check_programmes(runtime: Runtime) -> None:
    of_citizen = {citizen.id: citizen.programme_id for citizen in rows(runtime, Citizen)}
    assert None not in of_citizen.values()
    assert {stay.citizen_id: stay.programme_id for stay in rows(runtime, StepVisit)} == of_citizen


def test_upgrade_gives_known_stays_their_programme(migrations: Config, empty_database_url: str) -> None:
    command.upgrade(migrations, "head")
    runtime = runtime_on(empty_database_url)
    store(runtime, log(*HISTORIES))
    before = dump(runtime)["step_visit"]
    runtime.close()
    command.downgrade(migrations, "0008")
    command.upgrade(migrations, "head")
    runtime = runtime_on(empty_database_url)
    assert dump(runtime)["step_visit"] == before
    runtime.close()


def check_courses(runtime: Runtime) -> None:
    moves = rows(runtime, StepTransition)
    for citizen in {move.citizen_id for move in moves}:
        visits = replay(move for move in moves if move.citizen_id == citizen)
        stored = sorted(rows(runtime, StepVisit, citizen_id=citizen), key=lambda visit: visit.seq)
        assert [visit.begun_on for visit in stored] == [visit.course.begun_on for visit in visits]
        assert [visit.left_again_on for visit in stored] == [visit.course.left_again_on for visit in visits]


def test_old_schema_has_no_trace_of_the_course(migrations: Config, empty_database_url: str) -> None:
    command.upgrade(migrations, "0002")
    database = Database(empty_database_url)
    with database.engine.connect() as connection:
        names = _columns(connection)
    database.close()
    assert set(BEFORE) <= names
    assert "begun_on" not in names


def _columns(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT * FROM step_visit")).keys())
