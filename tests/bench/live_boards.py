"""Boards that fetch what they hear of, as browsers do: `python -m tests.bench.live_boards [BOARDS] [BROKERS]`.

Every board has a stream of its own and a connection it fetches on. With BROKERS each board is filtered to one of so
many job brokers, and fetches only what concerns it; without, all boards show everybody and every move concerns all.
"""

import asyncio
import json
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from time import perf_counter

from sqlmodel import col, select

from kanban.domain.citizen import Citizen
from kanban.domain.live import BoardEvent
from kanban.domain.staff import Staff
from kanban.services.accounts import NewUser, add_user
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.runtime import Runtime
from tests.bench.client import EMAIL, PLACE
from tests.bench.live_load import Card, Site, ask, paced
from tests.factories import PASSWORD, move_fields, runtime_on
from tests.integration.brokers import served
from tests.page import SocketWire, Visitor
from tests.support.databases import SqliteDatabases

TOGETHER, PAUSE, LONGEST_PAUSE, PAUSE_FOR_ANSWER = 0.04, 0.6, 4.0, 4
NUMBERS = 10.0
CITIZENS, SECONDS, MOVES_A_SECOND, OTHERS_A_SECOND = 245, 20, 2, 10


@dataclass
class Counted:
    """What all boards together have fetched."""

    open: int = 0
    broken: int = 0
    size: int = 0
    answers: list[float] = field(default_factory=list)
    shown: list[tuple[Card, datetime]] = field(default_factory=list)


@dataclass
class Board:
    """One open board; ``broker`` is the one it is filtered to, 0 for none."""

    site: Site
    counted: Counted
    broker: int
    news: list[dict[str, object]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    heads_at: float = float("inf")
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, gate: asyncio.Semaphore) -> None:
        """Hold a stream and note what concerns the board."""
        async with gate:
            reader, writer = await self.site.connect()
            writer.write(self.site.request("GET", "/events"))
            await reader.readuntil(b"\r\n\r\n")
            self.counted.open += 1
        async for line in reader:
            if line.startswith(b'data: {"citizen'):
                self._note(json.loads(line.removeprefix(b"data: ")))
        writer.close()

    def _note(self, event: dict[str, object]) -> None:
        whose = event["whose"]
        if not self.broker or (isinstance(whose, dict) and whose["broker"] == self.broker):
            self.news.append(event)
        else:
            self.heads |= {str(event["from"]), str(event["to"])}
            self.heads_at = min(self.heads_at, perf_counter() + NUMBERS * (1 + random.random()))  # noqa: S311 - no secret
        self.heard.set()

    async def follow(self) -> None:
        """Fetch what is new, as `static/js/live_board.js` does."""
        wire, next_at = await self.site.connect(), 0.0
        while True:
            await self._wait()
            await asyncio.sleep(max(TOGETHER, next_at - perf_counter()))
            begun, (fresh, self.news) = perf_counter(), (self.news, [])
            try:
                body = await _fetch(wire, self._request(fresh))
            except (OSError, asyncio.IncompleteReadError):
                wire = await self.site.connect()
                body = await _fetch(wire, self._request(fresh))
            taken = perf_counter() - begun
            next_at = begun + min(max(PAUSE, PAUSE_FOR_ANSWER * taken), LONGEST_PAUSE)
            self._count(fresh, body, taken)

    async def _wait(self) -> None:
        while not self.news and perf_counter() < self.heads_at:
            self.heard.clear()
            left = self.heads_at - perf_counter()
            try:
                await asyncio.wait_for(self.heard.wait(), None if left == float("inf") else max(0.0, left))
            except TimeoutError:
                return

    def _request(self, fresh: Sequence[dict[str, object]]) -> bytes:
        lanes = {str(each[name]) for each in fresh for name in ("from", "to")} - {""}
        heads, self.heads, self.heads_at = sorted(self.heads - lanes - {""}), set(), float("inf")
        query = f"lanes={','.join(f'{lane}-30' for lane in sorted(lanes))}&heads={','.join(heads)}"
        query += f"&broker={self.broker}" if self.broker else ""
        lines = (f"GET /board/news?{query} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.site.cookie}")
        return "\r\n".join([*lines, "HX-Request: true", "Accept-Encoding: gzip", "", ""]).encode()

    def _count(self, fresh: Sequence[dict[str, object]], body: int, taken: float) -> None:
        now = datetime.now(UTC)
        self.counted.size += body
        self.counted.broken += body == 0
        self.counted.answers.append(taken)
        self.counted.shown += [((str(each["citizen"]), int(str(each["version"]))), now) for each in fresh]


async def _fetch(wire: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes) -> int:
    """The size of a 200 answer, 0 for any other."""
    reader, writer = wire
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    size = int(head.partition("content-length:")[2].split("\r\n")[0])
    body = await reader.readexactly(size)
    return len(body) if " 200 " in head.split("\r\n")[0] else 0


class Load:
    """Boards that follow while citizens are moved and others read the board, on one server with default settings."""

    def __init__(self, runtime: Runtime, url: str) -> None:
        self._runtime, wire = runtime, SocketWire(url)
        visitor = Visitor(wire)
        visitor.log_in(EMAIL)
        found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/board").text)
        wire.close()
        self._token = found[1] if found else ""
        self._site = Site(url, "; ".join(f"{name}={value}" for name, value in wire.cookies.items()))

    async def run(self, boards: int, brokers: int) -> str:
        """The figures in words."""
        counted, gate = Counted(), asyncio.Semaphore(50)
        whose = self._brokers()[:brokers] or [0]
        tasks = []
        for number in range(boards):
            board = Board(self._site, counted, whose[number % len(whose)])
            tasks += [asyncio.create_task(board.listen(gate)), asyncio.create_task(board.follow())]
        while counted.open < boards:
            await asyncio.sleep(0.1)
        others, moves = await asyncio.gather(self._others(), self._moves())
        await asyncio.sleep(4)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return self._figures(boards, counted, others, moves)

    def _brokers(self) -> list[int]:
        with self._runtime.database.read() as session:
            return [number for number in session.exec(select(Staff.id).where(Staff.role == "broker")) if number]

    async def _others(self) -> list[float | None]:
        request = self._site.request("GET", "/board")
        return await paced(
            SECONDS * OTHERS_A_SECOND, OTHERS_A_SECOND, lambda _: ask(self._site, request, HTTPStatus.OK)
        )

    async def _moves(self) -> list[float | None]:
        with self._runtime.database.read() as session:
            query = select(Citizen.public_id, Citizen.version).where(
                Citizen.current_step == 7, col(Citizen.step_since) < self._runtime.clock.today()
            )
            known = list(session.exec(query))

        async def move(number: int) -> float | None:
            turn, place = divmod(number, len(known))
            citizen, version = known[place]
            fields = move_fields(6 + turn % 2, version + turn, reason="Måling", csrf_token=self._token)
            request = self._site.request("POST", f"/citizens/{citizen}/moves", fields)
            return await ask(self._site, request, HTTPStatus.OK)

        return await paced(SECONDS * MOVES_A_SECOND, MOVES_A_SECOND, move)

    def _figures(self, boards: int, counted: Counted, others: list[float | None], moves: list[float | None]) -> str:
        with self._runtime.database.read() as session:
            rows = session.exec(select(BoardEvent).where(BoardEvent.citizen != ""))
            told = {(row.citizen, row.version): row.at for row in rows}
        shown = [(at - told[card]).total_seconds() for card, at in counted.shown if card in told]
        whole = [taken for taken in others if taken is not None]
        wrong = counted.broken + others.count(None) + moves.count(None)
        return (
            f"{boards} boards, {len(told)} moves, {wrong} errors: {len(counted.answers)} answers of"
            f" {counted.size / max(1, len(counted.answers)) / 1000:.1f} kB, {_said(counted.answers)};"
            f" from commit to fetched {_said(shown)}; other board requests {_said(whole)}"
        )


def _said(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return "none"
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return f"median {statistics.median(seconds) * 1000:.0f} ms, p95 {cuts[-1] * 1000:.0f} ms"


def main(boards: int = 200, brokers: int = 0) -> None:
    """Measure on a fresh SQLite database."""
    with tempfile.TemporaryDirectory() as folder, closing(runtime_on(SqliteDatabases(Path(folder)).fresh())) as runtime:
        seed_municipality(runtime, PLACE, CITIZENS, months=12, seed=1)
        add_user(runtime, NewUser(EMAIL, "Mads Måler", "broker", PLACE, password=PASSWORD))
        with served(runtime, workers=2) as server:
            print(asyncio.run(Load(runtime, server.url).run(boards, brokers)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
