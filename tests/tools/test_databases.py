"""Each test gets a database that nobody else writes to."""

from sqlalchemy import create_engine, inspect, text

from tests.support.databases import DatabaseMaker


def _execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _tables(url: str) -> list[str]:
    engine = create_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


def test_fresh_database_has_the_migrated_tables(database_url: str) -> None:
    assert "alembic_version" in _tables(database_url)


def test_empty_database_has_no_tables(empty_database_url: str) -> None:
    assert _tables(empty_database_url) == []


def test_a_change_in_one_database_reaches_no_other(databases: DatabaseMaker) -> None:
    changed, other = databases.fresh(), databases.fresh()
    _execute(changed, "CREATE TABLE only_here (id integer)")
    later = databases.fresh()
    assert "only_here" in _tables(changed)
    assert "only_here" not in _tables(other) + _tables(later)
    for url in (changed, other, later):
        databases.drop(url)


def test_dropping_ends_connections_that_are_still_open(databases: DatabaseMaker) -> None:
    url = databases.fresh()
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
        databases.drop(url)
        connection.invalidate()
    engine.dispose()
