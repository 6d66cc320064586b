"""The real server on a database of its own, and what stands in that database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from kanban.services.exchange.prepare_demo import prepare_demo
from kanban.services.runtime import Runtime
from tests.factories import FIELD_KEY, TODAY, Town, runtime_on
from tests.support.databases import DatabaseMaker
from tests.support.programs import ROOT
from tests.support.server import serving

SEED = ROOT / "seed" / "fjordby.xlsx"
SECRET_KEY = "only-for-the-browser-tests"


@dataclass(frozen=True)
class Site:
    """A running server, and the services on the same database for preparing and checking."""

    url: str
    runtime: Runtime
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def town(self) -> Town:
        """A municipality of its own, so that tests sharing the server never see each other's citizens."""
        return Town(self.runtime, f"Fjordby{next(self.numbers)} Kommune")


def load_demo(runtime: Runtime) -> None:
    """Load the demo municipality, as `kanban demo` does: some 250 citizens in every state a card can be in."""
    prepare_demo(runtime, SEED)


def no_preparation(_runtime: Runtime) -> None:
    """Leave the database empty; each test makes its own municipality."""


@contextmanager
def running_site(databases: DatabaseMaker, prepare: Callable[[Runtime], None] = no_preparation) -> Iterator[Site]:
    """Serve a fresh database, prepared first, until the block ends."""
    database_url = databases.fresh()
    runtime = runtime_on(database_url)
    prepare(runtime)
    environment = {
        "KANBAN_DATABASE_URL": database_url,
        "KANBAN_SECRET_KEY": SECRET_KEY,
        "KANBAN_FIELD_KEY": FIELD_KEY,
        "KANBAN_TODAY": TODAY.isoformat(),
    }
    try:
        with serving(environment) as server:
            yield Site(server.url, runtime)
    finally:
        runtime.close()
        databases.drop(database_url)
