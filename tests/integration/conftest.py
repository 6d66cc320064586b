"""A runtime and a municipality on each kind of database."""

from collections.abc import Iterator

import pytest

from kanban.services.runtime import Runtime
from tests.factories import Town, runtime_on


@pytest.fixture
def runtime(database_url: str) -> Iterator[Runtime]:
    opened = runtime_on(database_url)
    yield opened
    opened.close()


@pytest.fixture
def town(runtime: Runtime) -> Town:
    return Town(runtime)
