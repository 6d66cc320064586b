"""An open event stream of the real server, read event by event."""

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

PATIENCE_SECONDS = 20


class NothingToldError(AssertionError):
    """No event came in the time a board would wait for one."""


@dataclass(frozen=True)
class Heard:
    """One event."""

    name: str
    id: str
    data: dict[str, Any]


class Stream:
    """A GET of an event stream with a visitor's cookie, open until the block ends."""

    def __init__(self, url: str, path: str, cookies: dict[str, str], last_id: str = "") -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_SECONDS)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers = {"Accept": "text/event-stream", **({"Cookie": cookie} if cookie else {})}
        self._connection.request("GET", path, headers={**headers, **({"Last-Event-ID": last_id} if last_id else {})})
        self._answer = self._connection.getresponse()
        self.status, self.type = self._answer.status, self._answer.headers.get("Content-Type", "")
        self._events, self._deadline = self._read(), 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave."""
        self._answer.close()
        self._connection.close()

    def next(self) -> Heard:
        """The next event. Raises :class:`NothingToldError` when none comes, :class:`StopIteration` at the end."""
        self._deadline = monotonic() + PATIENCE_SECONDS
        try:
            return next(self._events)
        except TimeoutError:
            raise NothingToldError from None

    def _read(self) -> Iterator[Heard]:
        parts: dict[str, str] = {}
        for raw in self._answer:
            if monotonic() > self._deadline:
                raise NothingToldError
            line = raw.decode().rstrip("\n")
            if line:
                name, _, value = line.partition(": ")
                parts[name] = value
                continue
            if "event" in parts:
                yield Heard(parts["event"], parts.get("id", ""), json.loads(parts["data"]))
            parts = {}
