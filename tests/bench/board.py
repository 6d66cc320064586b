"""The board's and a move's server time, through the real application."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlmodel import col, select

from kanban.domain.citizen import Citizen
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from tests.bench.client import PLACE, bench, counted, median_ms
from tests.factories import move_fields

BOARDS = 15
MOVES = 25


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
    with bench(url, lambda runtime: seed_municipality(runtime, PLACE, citizens, months=12, seed=1)) as found:
        engine, client = found.runtime.database.engine, found.client
        page = client.get("/board").data
        with counted(engine) as board_statements:
            client.get("/board")
        board_ms = median_ms(lambda: client.get("/board"), BOARDS)
        moves = _moves(found.runtime, client, found.token)
        with counted(engine) as move_statements:
            next(moves)
        move_ms = median_ms(lambda: next(moves), MOVES)
    return Measured(board_ms, move_ms, len(page), len(gzip.compress(page)), len(board_statements), len(move_statements))


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
