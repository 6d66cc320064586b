"""The board's and a move's server time, through the real application."""

import gzip
import re
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event
from sqlmodel import col, select

from kanban.app import build
from kanban.domain.citizen import Citizen
from kanban.services.accounts import NewUser, add_user
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from kanban.settings import Settings
from tests.factories import PASSWORD, move_fields, runtime_on

PLACE = "Målby Kommune"
EMAIL = "maaler@maalby.example"
BOARDS = 15
MOVES = 25
WARM_UP = 3


@dataclass(frozen=True)
class Measured:
    """Medians in milliseconds, sizes in bytes, statements per request."""

    board_ms: float
    move_ms: float
    html_bytes: int
    gzip_bytes: int
    board_statements: int
    move_statements: int


def measure(url: str, citizens: int) -> Measured:
    """Seed a municipality of this size with a year of history and time the board and moves on it."""
    runtime = runtime_on(url)
    seed_municipality(runtime, PLACE, citizens, months=12, seed=1)
    add_user(runtime, NewUser(EMAIL, "Mads Måler", "broker", PLACE, password=PASSWORD))
    client = build(Settings(database_url=url, secret_key="bench" * 8), runtime).test_client()
    token = _log_in(client)
    page = client.get("/board").data
    with counted(runtime.database.engine) as board_statements:
        client.get("/board")
    board_ms = _median_ms(lambda: client.get("/board"), BOARDS)
    moves = _moves(runtime, client, token)
    with counted(runtime.database.engine) as move_statements:
        next(moves)
    move_ms = _median_ms(lambda: next(moves), MOVES)
    runtime.close()
    return Measured(board_ms, move_ms, len(page), len(gzip.compress(page)), len(board_statements), len(move_statements))


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements sent while the block runs."""
    statements: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def _log_in(client: FlaskClient) -> str:
    login = client.get("/login").text
    client.post("/login", data={"email": EMAIL, "password": PASSWORD, "csrf_token": _token(login)})
    citizen = re.search(r'href="(/citizens/[^"/]+/moves/new)', client.get("/board").text)
    assert citizen is not None
    return _token(client.get(citizen[1]).text)


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _moves(runtime: Runtime, client: FlaskClient, token: str) -> Iterator[None]:
    """Citizens moved from step 7 to 6 one after the other, as the dialog does it."""
    with runtime.database.read() as session:
        ready = session.exec(
            select(Citizen).where(Citizen.current_step == 7, col(Citizen.step_since) < runtime.clock.today())
        )
        citizens = [(citizen.public_id, citizen.version) for citizen in ready]
    while True:
        for place, (citizen, version) in enumerate(citizens):
            step = 6 if version % 2 == 1 else 7
            fields = move_fields(step, version, reason="Måling", csrf_token=token)
            answer = client.post(f"/citizens/{citizen}/moves", data=fields, headers={"HX-Request": "true"})
            assert answer.status_code == 200, answer.text
            citizens[place] = (citizen, version + 1)
            yield


def _median_ms(action: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(WARM_UP + times):
        begun = perf_counter()
        action()
        taken.append((perf_counter() - begun) * 1000)
    return statistics.median(taken[WARM_UP:])
