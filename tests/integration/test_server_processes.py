"""The processes of `kanban serve`: one that only watches over the others, and those that serve."""

import os
import signal
from pathlib import Path

from tests.factories import Town
from tests.integration.brokers import served, visitors
from tests.support.processes import wait_until
from tests.support.server import RunningServer

LIBRARY = "pydantic_core"


def workers(server: RunningServer) -> list[int]:
    pid = server.process.pid
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def holds_the_program(pid: int) -> bool:
    return LIBRARY in Path(f"/proc/{pid}/maps").read_text()


def test_first_process_keeps_its_number_and_nothing_of_the_program(town: Town) -> None:
    with served(town.runtime, workers=2) as server, visitors(town, server.url, ["Ane"]) as (ane,):
        assert ane.get("/board").status == 200
        wait_until(lambda: all(map(holds_the_program, workers(server))), server.process, 60)
        assert len(workers(server)) == 2
        assert not holds_the_program(server.process.pid)


def test_worker_that_ends_is_followed_by_another(town: Town) -> None:
    with served(town.runtime, workers=1) as server:
        (first,) = workers(server)
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: workers(server) not in ([first], []), server.process, 60)
        with visitors(town, server.url, ["Ane"]) as (ane,):
            assert ane.get("/board").status == 200
