"""A logged-in broker with a seeded municipality, and how the bench measures requests."""

import re
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event

from kanban.app import build
from kanban.services.accounts import NewUser, add_user
from kanban.services.runtime import Runtime
from kanban.settings import Settings
from tests.factories import PASSWORD, runtime_on

PLACE = "Målby Kommune"
EMAIL = "maaler@maalby.example"
WARM_UP = 3


@dataclass(frozen=True)
class Bench:
    """The application on one database, and a user who has logged in; ``token`` goes with every form."""

    runtime: Runtime
    client: FlaskClient
    token: str


@contextmanager
def bench(url: str, prepare: Callable[[Runtime], object], role: str = "broker") -> Iterator[Bench]:
    """The application on a fresh database, filled by ``prepare`` before the user logs in."""
    runtime = runtime_on(url)
    prepare(runtime)
    add_user(runtime, NewUser(EMAIL, "Mads Måler", role, PLACE, password=PASSWORD))
    client = build(Settings(database_url=url, secret_key="bench" * 8), runtime).test_client()
    yield Bench(runtime, client, _log_in(client))
    runtime.close()


def _log_in(client: FlaskClient) -> str:
    login = client.get("/login").text
    client.post("/login", data={"email": EMAIL, "password": PASSWORD, "csrf_token": _token(login)})
    return _token(client.get("/board").text)


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements sent while the block runs."""
    statements: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def median_ms(action: Callable[[], object], times: int) -> float:
    """The median of so many runs, in milliseconds, after a warm-up."""
    taken = []
    for _ in range(WARM_UP + times):
        begun = perf_counter()
        action()
        taken.append((perf_counter() - begun) * 1000)
    return statistics.median(taken[WARM_UP:])
