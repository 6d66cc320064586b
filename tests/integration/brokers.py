"""Brokers at work on a real server, several at the same time."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http import HTTPStatus
from threading import Barrier
from typing import TypeVar

from kanban.services.runtime import Runtime
from tests.factories import FIELD_KEY, TODAY, Town, move_fields
from tests.page import Page, SocketWire, Visitor
from tests.support.server import RunningServer, serving

NAMES = ("Ane", "Bo", "Carla", "Dan", "Eva", "Finn", "Gry", "Hans")
T = TypeVar("T")


@contextmanager
def served(runtime: Runtime, workers: int = 4) -> Iterator[RunningServer]:
    """`kanban serve` on the runtime's database."""
    environment = {
        "KANBAN_DATABASE_URL": runtime.database.url,
        "KANBAN_SECRET_KEY": "only-for-this-test",
        "KANBAN_FIELD_KEY": FIELD_KEY,
        "KANBAN_TODAY": TODAY.isoformat(),
    }
    with serving(environment, workers=workers) as server:
        yield server


@contextmanager
def visitors(town: Town, url: str, names: Sequence[str]) -> Iterator[list[Visitor]]:
    """Brokers of these names, each logged in on a connection of their own."""
    with ExitStack() as stack:
        wires = [stack.enter_context(closing(SocketWire(url))) for _ in names]
        found = [Visitor(wire) for wire in wires]
        for visitor, name in zip(found, names, strict=True):
            assert visitor.log_in(town.email(town.user(name=f"{name} Broker"))).status == HTTPStatus.SEE_OTHER
        yield found


def at_once(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """Begin all tasks at the same moment; their results in order."""
    start = Barrier(len(tasks))

    def begin(task: Callable[[], T]) -> T:
        start.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(begin, tasks))


def move_all(visitor: Visitor, citizens: Sequence[str], to_step: str) -> list[Page]:
    """Move citizens one after another, none of whom has been moved before; the answers."""
    return [visitor.post(f"/citizens/{citizen}/moves", move_fields(to_step, 1)) for citizen in citizens]
