"""The real server, `kanban serve`, in processes of its own as the operator runs it."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from tests.support.processes import NotReadyError, ended_within, free_port, wait_until

START_SECONDS = 120
STOP_SECONDS = 20


class StillRunningError(RuntimeError):
    """The server did not end in the time an operator would grant it."""


@dataclass(frozen=True)
class RunningServer:
    """A server that answered /readyz with 200."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def serving(
    environment: Mapping[str, str], *arguments: str, workers: int = 2, port: int | None = None
) -> Iterator[RunningServer]:
    """Run `kanban serve` with these settings until the block ends.

    Args:
        environment: `KANBAN_…` settings, on top of this process's environment.
        arguments: further arguments of `kanban serve`.
        workers: number of server processes.
        port: where, for a server that takes another's place; else any free one.

    Raises:
        NotReadyError: the server ended or was not ready in time; the text holds what it wrote.
        StillRunningError: it did not end after SIGTERM.
    """
    port = port or free_port()
    program = str(Path(sys.executable).with_name("kanban"))
    command = [program, "serve", "--port", str(port), "--workers", str(workers)]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [*command, *arguments], env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(process, port, output)
            yield RunningServer(f"http://127.0.0.1:{port}", process)
        finally:
            _stop(process)


def signalled(server: RunningServer, number: signal.Signals) -> None:
    """Send a signal to the server's processes, the master first: stop them, let them go on, or end them at once."""
    workers = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    for process in (server.process.pid, *map(int, workers)):
        os.kill(process, number)


def kill(server: RunningServer) -> None:
    """End the server and its workers as a power cut would."""
    signalled(server, signal.SIGKILL)
    server.process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, output: IO[bytes]) -> None:
    try:
        wait_until(partial(_is_ready, port), process, START_SECONDS)
    except NotReadyError:
        output.seek(0)
        message = f"kanban serve did not become ready: {output.read().decode(errors='replace')}"
        raise NotReadyError(message) from None


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    if not ended_within(process, STOP_SECONDS):
        process.kill()
        process.wait()
        message = f"kanban serve was still running {STOP_SECONDS} seconds after SIGTERM"
        raise StillRunningError(message)
