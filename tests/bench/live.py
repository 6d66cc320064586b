"""Live boards under load: screens that listen, while boards are read and citizens moved, on `kanban serve`."""

import asyncio
import re
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from sqlmodel import col, select

from kanban.domain.citizen import Citizen
from kanban.domain.live import BoardEvent
from kanban.services.accounts import NewUser, add_user
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from tests.bench.client import EMAIL, PLACE
from tests.bench.live_load import Card, Heard, Site, ask, paced, screens
from tests.factories import PASSWORD, move_fields, runtime_on
from tests.integration.brokers import served
from tests.page import SocketWire, Visitor
from tests.support.server import RunningServer

CITIZENS = 245
SECONDS = 20
BOARDS_A_SECOND = 20
MOVES_A_SECOND = 2
T = TypeVar("T", float, datetime)


@dataclass(frozen=True)
class LiveFigures:
    """Seconds at the 50th and 95th percentile; ``heard`` of what was expected; memory of all server processes."""

    screens: int
    open: int
    refused: int
    errors: int
    board: tuple[float, float]
    told: tuple[float, float]
    heard: int
    expected: int
    held_mb: float
    resident_mb: float


def live_figures(url: str, wanted: int, servers: int = 1) -> LiveFigures:
    """Load on one server with default settings, or on several that share the database, all moves made on the first."""
    runtime = runtime_on(url)
    seed_municipality(runtime, PLACE, CITIZENS, months=12, seed=1)
    add_user(runtime, NewUser(EMAIL, "Mads Måler", "broker", PLACE, password=PASSWORD))
    with ExitStack() as stack:
        running = [stack.enter_context(served(runtime, workers=2)) for _ in range(servers)]
        found = asyncio.run(_Load(runtime, running).run(wanted))
    runtime.close()
    return found


class _Load:
    def __init__(self, runtime: Runtime, servers: Sequence[RunningServer]) -> None:
        self._runtime, self._servers = runtime, servers
        entered = [_enter(server.url) for server in servers]
        self._sites, self._token = [site for site, _ in entered], entered[0][1]

    async def run(self, wanted: int) -> LiveFigures:
        heard, ended = Heard(), asyncio.Event()
        listening = list(screens(self._sites[1:] or self._sites, wanted, heard, ended))
        while heard.open + heard.refused + heard.broken < wanted:
            await asyncio.sleep(0.1)
        boards, moves = await asyncio.gather(self._boards(), self._moves())
        await asyncio.sleep(1)
        memory = self._memory()
        ended.set()
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        return self._figures(wanted, heard, boards, moves, memory)

    async def _boards(self) -> list[float | None]:
        site = self._sites[0]
        request = site.request("GET", "/board")
        return await paced(SECONDS * BOARDS_A_SECOND, BOARDS_A_SECOND, lambda _: ask(site, request, HTTPStatus.OK))

    async def _moves(self) -> list[float | None]:
        site, forms = self._sites[0], list(self._forms(SECONDS * MOVES_A_SECOND))

        async def move(number: int) -> float | None:
            citizen, fields = forms[number]
            return await ask(site, site.request("POST", f"/citizens/{citizen}/moves", fields), HTTPStatus.OK)

        return await paced(len(forms), MOVES_A_SECOND, move)

    def _forms(self, count: int) -> Iterator[tuple[str, dict[str, str]]]:
        """Citizens of step 7 moved to 6 and back, each at most twice a round."""
        with self._runtime.database.read() as session:
            query = select(Citizen.public_id, Citizen.version).where(
                Citizen.current_step == 7, col(Citizen.step_since) < self._runtime.clock.today()
            )
            known = list(session.exec(query))
        for number in range(count):
            turn, place = divmod(number, len(known))
            citizen, version = known[place]
            fields = move_fields(6 + turn % 2, version + turn, reason="Måling", csrf_token=self._token)
            yield citizen, fields

    def _memory(self) -> tuple[float, float]:
        pids = [pid for server in self._servers for pid in _family(server.process.pid)]
        return _megabytes(pids, "Pss"), _megabytes(pids, "Rss")

    def _figures(
        self,
        wanted: int,
        heard: Heard,
        boards: list[float | None],
        moves: list[float | None],
        memory: tuple[float, float],
    ) -> LiveFigures:
        told = self._told()
        delays = [(at - told[card]).total_seconds() for card, times in heard.at.items() for at in times]
        good = [taken for taken in boards if taken is not None]
        return LiveFigures(
            screens=wanted,
            open=heard.open,
            refused=heard.refused,
            errors=heard.broken + boards.count(None) + moves.count(None),
            board=_percentiles(good),
            told=_percentiles(delays),
            heard=len(delays),
            expected=heard.open * len(told),
            held_mb=memory[0],
            resident_mb=memory[1],
        )

    def _told(self) -> dict[Card, datetime]:
        """When each change was written, just before its transaction was committed."""
        with self._runtime.database.read() as session:
            rows = session.exec(select(BoardEvent).where(BoardEvent.citizen != ""))
            return {(row.citizen, row.version): row.at for row in rows}


def _enter(url: str) -> tuple[Site, str]:
    wire = SocketWire(url)
    visitor = Visitor(wire)
    visitor.log_in(EMAIL)
    found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/board").text)
    wire.close()
    assert found is not None
    return Site(url, "; ".join(f"{name}={value}" for name, value in wire.cookies.items())), found[1]


def _percentiles(values: Sequence[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return statistics.median(values), cuts[-1]


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _megabytes(pids: Sequence[int], name: str) -> float:
    total = 0
    for pid in pids:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name}:"))
    return total / 1024
