"""Screens that listen, board requests and moves at a fixed pace, from one process: load on a server on loopback.

Requests begin when their time has come, whether the one before was answered or not, so that a slow server is seen.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from time import perf_counter
from urllib.parse import urlencode, urlsplit

PATIENCE_SECONDS = 60.0
OPENED_AT_ONCE = 50
Card = tuple[str, int]


@dataclass
class Heard:
    """What the screens were told: by citizen and version, when each screen heard of it."""

    open: int = 0
    refused: int = 0
    broken: int = 0
    at: dict[Card, list[datetime]] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """A server and the cookie of a user who has logged in."""

    url: str
    cookie: str

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection of its own."""
        address = urlsplit(self.url)
        return await asyncio.open_connection(address.hostname, address.port)

    def request(self, method: str, path: str, form: dict[str, str] | None = None) -> bytes:
        """The bytes of a request that ends its connection."""
        body = urlencode(form).encode() if form is not None else b""
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookie}", "Connection: close"]
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "HX-Request: true", "", ""]).encode() + body


async def listen(site: Site, heard: Heard, gate: asyncio.Semaphore, ended: asyncio.Event) -> None:
    """One screen: open a stream and note what it is told until the load ends."""
    async with gate:
        reader, writer = await site.connect()
        writer.write(site.request("GET", "/events"))
        status = await _status(reader)
        await reader.readuntil(b"\r\n\r\n")
    try:
        if status != HTTPStatus.OK:
            heard.refused += status == HTTPStatus.NO_CONTENT
            heard.broken += status != HTTPStatus.NO_CONTENT
            return
        heard.open += 1
        await _follow(reader, heard)
        heard.broken += not ended.is_set()
    finally:
        writer.close()


async def _follow(reader: asyncio.StreamReader, heard: Heard) -> None:
    async for line in reader:
        if line.startswith(b'data: {"citizen'):
            told = json.loads(line.removeprefix(b"data: "))
            heard.at.setdefault((told["citizen"], told["version"]), []).append(datetime.now(UTC))


async def ask(site: Site, request: bytes, expected: HTTPStatus) -> float | None:
    """Seconds to the answer's last byte; None when it was not the expected one."""
    begun = perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await site.connect()
            writer.write(request)
            status = await _status(reader)
            await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return None
    return perf_counter() - begun if status == expected else None


async def paced(count: int, a_second: float, act: Callable[[int], Awaitable[float | None]]) -> list[float | None]:
    """Begin so many a second, each at its time; their seconds in order."""
    loop = asyncio.get_running_loop()
    begun, tasks = loop.time(), []
    for number in range(count):
        await asyncio.sleep(max(0.0, begun + number / a_second - loop.time()))
        tasks.append(asyncio.ensure_future(act(number)))
    return list(await asyncio.gather(*tasks))


def screens(sites: Sequence[Site], count: int, heard: Heard, ended: asyncio.Event) -> Iterator[asyncio.Task[None]]:
    """So many screens, spread over the servers, opening a handful at a time."""
    gate = asyncio.Semaphore(OPENED_AT_ONCE)
    for number in range(count):
        yield asyncio.create_task(listen(sites[number % len(sites)], heard, gate, ended))


async def _status(reader: asyncio.StreamReader) -> int:
    line = await reader.readline()
    return int(line.split()[1]) if line else 0
