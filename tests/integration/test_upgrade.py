"""A database filled by the schema of the version before: upgraded, taken back and upgraded again, nothing is lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, insert, select

from kanban.domain.citizen import Citizen, read_case_code
from kanban.domain.clock import Clock
from kanban.domain.facts import CompanyContact, Cv, HoursEntry, JobGoals, Marking, WorkAgreement
from kanban.domain.readiness import CitizenSign
from kanban.domain.transition import StepVisit
from kanban.services.case.edit_fact import edit_fact
from kanban.services.runtime import Runtime, upgrade_schema
from kanban.services.verify_board import verify_board
from kanban.store import migrate
from kanban.store import staff as staff_store
from kanban.store.database import Database
from kanban.store.vault import CprVault
from tests.factories import FIELD_KEY, TODAY, synthetic_cpr
from tests.support.stored import one, rows

NOW = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
Rows = dict[str, list[dict[str, Any]]]
HOUSEKEEPING = {"citizen_id": 1, "recorded_at": NOW, "recorded_by": 1, "transition_id": None}
LOGIN = {"failed_logins": 0}
FACTS: Rows = {
    "cv": [{"cv_prepared_on": date(2026, 9, 1), "cv_kind": "jobnet", "cv_approved": True, "cv_summary": "Ti år"}],
    "job_goals": [{"goal_a": "Stuepige", "goal_b": "Kok", "goal_registered_on": date(2026, 9, 2)}],
    "company_contact": [{"company_id": 1, "contact_kind": "visit", "contacted_on": date(2026, 9, 3)}],
    "work_agreement": [
        {"company_id": 1, "agreement_kind": "internship", "internship_hours": 900, "starts_on": date(2026, 9, 14)},
        {"company_id": 1, "paid_hours": 390, "starts_on": date(2026, 9, 14), "follow_up_on": date(2026, 11, 2)},
    ],
    "hours_entry": [{"valid_from": date(2026, 9, 14), "paid_hours": 390}],
    "marking": [{"name": "Step up", "valid_from": date(2026, 9, 1)}],
    "broker_assignment": [{"broker_id": 1, "assigned_on": date(2026, 9, 1)}],
    "outcome": [{"outcome": "job", "company_id": 1, "starts_on": date(2026, 8, 1)}],
    "closing": [{"closing_reason": "moved", "closed_on": date(2026, 8, 1)}],
}


def _alembic(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config


@pytest.fixture
def former(empty_database_url: str) -> Iterator[Runtime]:
    """A database of version 0002 with one citizen on step 3 and one fact of every kind."""
    command.upgrade(_alembic(empty_database_url), "0002")
    runtime = Runtime(Database(empty_database_url), Clock(fixed_today=TODAY), CprVault(FIELD_KEY))
    try:
        with runtime.database.engine.begin() as connection:
            _fill(connection, runtime.vault)
        yield runtime
    finally:
        runtime.close()


def _fill(connection: Connection, vault: CprVault) -> None:
    cpr = synthetic_cpr(7)
    derived = {"broker_id": 1, "current_step": 3, "step_since": date(2026, 9, 15), "paid_minutes": 390, "version": 9}
    stay = {"citizen_id": 1, "municipality_id": 1, "seq": 1}
    move = {"citizen_id": 1, "recorded_at": NOW, "recorded_by": 1, "day_order": 1, "scheme": "star8"}
    first = {"step": 8, "enter_date": date(2026, 9, 1), "leave_date": date(2026, 9, 15), "next_step": 3, "days": 14}
    second = {"step": 3, "enter_date": date(2026, 9, 15), "prev_step": 8}
    stored: Rows = {
        "municipality": [{"name": "Fjordby Kommune", "created_at": NOW}],
        "team": [{"municipality_id": 1, "name": "Team Havn"}],
        "staff": [
            {"municipality_id": 1, "team_id": 1, "name": "Maja Juhl", "role": "broker", "created_at": NOW, **LOGIN}
        ],
        "company": [{"municipality_id": 1, "name": "Strandhotellet Å", "created_at": NOW}],
        "citizen": [
            {
                "public_id": "abcdefghijkl",
                "municipality_id": 1,
                "cpr_encrypted": vault.seal(cpr),
                "cpr_hash": vault.recognise(cpr),
                "name": "Amina Warsame",
                "sort_name": "amina warsame",
                "name_protected": False,
                "started_on": date(2026, 8, 1),
                "created_at": NOW,
                "context": "Strandhotellet Å",
                "search_text": "amina warsame strandhotellet aa",
                **derived,
            }
        ],
        "step_transition": [
            {**move, "to_step": 8, "effective_on": date(2026, 9, 1)},
            {**move, "to_step": 3, "effective_on": date(2026, 9, 15)},
        ],
        "step_visit": [{**stay, **first}, {**stay, **second, "seq": 2}],
        "citizen_sign": [
            {"citizen_id": 1, "code": "follow_up", "kind": "late", "from_date": date(2026, 11, 3), "due_on": TODAY}
        ],
        **{table: [{**HOUSEKEEPING, **row} for row in found] for table, found in FACTS.items()},
    }
    metadata = MetaData()
    metadata.reflect(connection)
    for name, found in stored.items():
        table = metadata.tables[name]
        blank = {column.name: "" for column in table.columns if not column.nullable and _is_text(column.type)}
        for row in found:
            connection.execute(insert(table), [{**blank, **row}])


def _is_text(kind: Any) -> bool:  # noqa: ANN401 - a reflected type of any database
    try:
        return kind.python_type is str
    except NotImplementedError:
        return False


def _stored(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables this version began with, derived ones aside."""
    metadata = MetaData()
    metadata.reflect(engine)
    names = (*FACTS, "citizen", "company", "staff", "team", "municipality", "step_transition")
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(metadata.tables[name]).order_by("id")).mappings()]
            for name in names
        }


def _kept(before: Rows, after: Rows) -> Rows:
    return {
        name: [{column: row[column] for column in old} for old, row in zip(before[name], after[name], strict=True)]
        for name in before
    }


def test_upgrade_keeps_every_row_and_leaves_a_board_that_verifies(former: Runtime) -> None:
    before = _stored(former.database.engine)
    upgrade_schema(former)
    assert _kept(before, _stored(former.database.engine)) == before
    assert verify_board(former) == []
    assert one(former, WorkAgreement, id=2).placement == 1
    for table in (Cv, JobGoals, CompanyContact, WorkAgreement, HoursEntry, Marking):
        for fact in rows(former, table):
            assert (fact.base_version, fact.replaces_id, fact.withdrawn_by, fact.withdrawn_reason) == (
                0,
                None,
                None,
                "",
            )


def test_upgrade_gives_known_cards_the_signs_and_stays_of_this_version(former: Runtime) -> None:
    upgrade_schema(former)
    codes = {sign.code for sign in rows(former, CitizenSign)}
    assert {"follow_up", "talk", "step_unconfirmed", "contact_person"} <= codes
    assert len(rows(former, StepVisit)) == 2
    assert one(former, Citizen).version == 9


def test_upgrade_can_be_taken_back_and_made_again(former: Runtime) -> None:
    before, url = _stored(former.database.engine), former.database.url
    upgrade_schema(former)
    former.database.close()
    command.downgrade(_alembic(url), "0002")
    assert _stored(former.database.engine) == before
    former.database.close()
    upgrade_schema(former)
    assert _kept(before, _stored(former.database.engine)) == before
    assert verify_board(former) == []


def test_fact_stored_before_the_upgrade_can_be_corrected_after_it(former: Runtime) -> None:
    upgrade_schema(former)
    with former.database.read() as session:
        maja = staff_store.actor(session, 1, "")
    assert maja is not None
    sent = {"version": "9", "cv_summary": "Tolv år"}
    assert edit_fact(former, maja, "abcdefghijkl", "cv", sent).changed
    assert [cv.cv_summary for cv in rows(former, Cv)] == ["Ti år", "Tolv år"]
    assert verify_board(former) == []


def test_upgrade_gives_every_citizen_a_case_code(former: Runtime) -> None:
    upgrade_schema(former)
    code = one(former, Citizen).case_code
    assert read_case_code(code) == code != ""
