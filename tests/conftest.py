"""What every test may ask for: databases of both kinds, a municipality, and a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from kanban.services.runtime import Runtime
from tests.factories import Town, runtime_on
from tests.support.browser import running_browser
from tests.support.databases import DatabaseMaker, PostgresDatabases, SqliteDatabases
from tests.support.postgres import running_postgres


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    with running_postgres() as server_url:
        databases = PostgresDatabases(server_url)
        yield databases
        databases.drop_all()


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> DatabaseMaker:
    """Both kinds in turn; the server of the other kind is not started for a run that never asks for it."""
    name = {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}[request.param]
    maker: DatabaseMaker = request.getfixturevalue(name)
    return maker


@pytest.fixture
def database_url(databases: DatabaseMaker) -> Iterator[str]:
    """A migrated database without rows, for this test alone."""
    url = databases.fresh()
    yield url
    databases.drop(url)


@pytest.fixture
def empty_database_url(databases: DatabaseMaker) -> Iterator[str]:
    """A database without tables, for this test alone."""
    url = databases.empty()
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    """What services work with, on each kind of database."""
    opened = runtime_on(database_url)
    yield opened
    opened.close()


@pytest.fixture
def town(runtime: Runtime) -> Town:
    """A municipality without anybody in it yet."""
    return Town(runtime)
