"""Waiting for servers the tests start, without sleeping: the wait ends at once when the process does."""

import socket
import subprocess
from collections.abc import Callable
from time import monotonic

STEP_SECONDS = 0.05


class NotReadyError(RuntimeError):
    """The server ended, or its time ran out, before it answered."""


def free_port() -> int:
    """Return a loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(is_ready: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float) -> None:
    """Return once the server says it is ready; fail when the process ends or the time is out."""
    deadline = monotonic() + seconds
    while not is_ready():
        if ended_within(process, STEP_SECONDS) or monotonic() > deadline:
            raise NotReadyError


def ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of the process, so long at most; tell whether it came."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
