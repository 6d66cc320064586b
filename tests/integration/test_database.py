"""Connections, transactions and the schema, on both kinds of database."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InternalError
from sqlmodel import func, select

from kanban.domain.citizen import Citizen
from kanban.domain.organisation import Setting, Team
from kanban.services.runtime import Runtime, is_ready, open_runtime
from kanban.settings import Settings
from kanban.store import migrate
from kanban.store.database import Database, DatabaseUnavailableError
from kanban.store.migrate import is_current, newest, upgrade
from kanban.store.organisation import remember, setting
from kanban.store.schema import metadata
from tests.factories import FIELD_KEY, Town
from tests.support.databases import DatabaseMaker, PostgresDatabases
from tests.support.stored import rows


def test_schema_of_the_migrations_is_the_schema_of_the_code(runtime: Runtime) -> None:
    with runtime.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata()) == []


def test_newest_version_by_its_files_name_is_alembics() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    assert scripts.get_current_head() == newest()


@pytest.mark.parametrize("change", ["UPDATE alembic_version SET version_num = '0001'", "DELETE FROM alembic_version"])
def test_schema_of_another_version_is_not_current(runtime: Runtime, change: str) -> None:
    with runtime.database.engine.begin() as connection:
        connection.execute(text(change))
    assert not is_current(runtime.database)


def test_upgrade_can_be_run_again_and_keeps_the_data(town: Town) -> None:
    town.citizen("Amina Warsame")
    upgrade(town.runtime.database.url)
    upgrade(town.runtime.database.url)
    assert [citizen.name for citizen in rows(town.runtime, Citizen)] == ["Amina Warsame"]


def test_empty_database_is_not_ready_until_it_is_migrated(empty_database_url: str) -> None:
    runtime = open_runtime(Settings(database_url=empty_database_url, field_key=FIELD_KEY))
    assert "kanban migrate" in is_ready(runtime)
    upgrade(empty_database_url)
    assert is_ready(runtime) == ""
    assert is_current(runtime.database)
    runtime.close()


def test_transaction_that_fails_leaves_nothing(runtime: Runtime) -> None:
    def write_and_fail() -> None:
        with runtime.database.write() as session:
            remember(session, "left", "behind")
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert rows(runtime, Setting, name="left") == []


def test_foreign_keys_are_enforced(runtime: Runtime) -> None:
    with pytest.raises(IntegrityError), runtime.database.write() as session:
        session.add(Team(municipality_id=999, name="Ingen"))


def test_reader_sees_one_moment_whatever_is_written_meanwhile(runtime: Runtime) -> None:
    with runtime.database.read() as reader:
        before = reader.exec(select(func.count()).select_from(Setting)).one()
        with runtime.database.write() as writer:
            remember(writer, "meanwhile", "written")
        assert reader.exec(select(func.count()).select_from(Setting)).one() == before
        assert setting(reader, "meanwhile") is None
    with runtime.database.read() as later:
        assert setting(later, "meanwhile") == "written"


def test_postgresql_readers_write_nothing(postgres_databases: PostgresDatabases) -> None:
    url = postgres_databases.fresh()
    database = Database(url)
    with pytest.raises(InternalError, match="read-only"), database.read() as reader:
        reader.execute(text("DELETE FROM setting"))
    with database.write() as writer:
        remember(writer, "after", "a reader")
    database.close()
    postgres_databases.drop(url)


def test_sqlite_waits_for_writers_and_loses_nothing_in_a_power_cut(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'made' / 'kanban.db'}")
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with database.engine.connect() as connection:
        found = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]
    database.close()
    assert found == ["wal", 2, 1, 30_000]


@pytest.mark.parametrize("url", ["sqlite:////proc/kanban/kanban.db", "sqlite:////dev/null/kanban.db"])
def test_folder_that_cannot_be_made_is_told_in_one_line(url: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match="can't be opened"):
        Database(url)


@pytest.mark.parametrize("address", ["postgresql+psycopg://u:hemmelig@127.0.0.1:1/d", "sqlite:////proc/version"])
def test_database_that_does_not_answer_is_told_without_its_password(address: str) -> None:
    with pytest.raises(DatabaseUnavailableError) as told:
        upgrade(address)
    assert "hemmelig" not in str(told.value)


def test_server_that_does_not_answer_is_not_ready() -> None:
    settings = Settings(database_url="postgresql+psycopg://u@127.0.0.1:1/d", field_key=FIELD_KEY)
    runtime = open_runtime(settings)
    assert is_ready(runtime) == "the database does not answer"
    runtime.close()


def test_databases_of_two_installations_do_not_mix(databases: DatabaseMaker) -> None:
    here, there = databases.fresh(), databases.fresh()
    for url, name in ((here, "Her"), (there, "Der")):
        database = Database(url)
        with database.write() as session:
            remember(session, "name", name)
        database.close()
    database = Database(here)
    with database.read() as session:
        assert setting(session, "name") == "Her"
    database.close()
    for url in (here, there):
        databases.drop(url)
