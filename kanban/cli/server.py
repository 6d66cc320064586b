"""``kanban serve``: looks that all is well and becomes the server."""

import os
import sys
from typing import NoReturn

import click

from kanban import settings as settings_module
from kanban.app import require_keys
from kanban.cli.office import plain_errors
from kanban.services.runtime import is_ready, open_runtime
from kanban.settings import Settings

WORKERS = 2
# Hundreds of threads would otherwise leave their leavings in up to 16 heaps of the C library.
HEAPS = {"MALLOC_ARENA_MAX": "2"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the board."""
    with plain_errors():
        settings = settings_module.with_keys(settings_module.from_environment(), create=False)
        require_keys(settings)
        _warn_unready(settings)
    run(host, port, workers)


def run(host: str, port: int, workers: int) -> NoReturn:
    """Serve on the environment's settings until told to stop.

    This process becomes the server's first, under its own number, and keeps nothing of what it has loaded.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    program = [sys.executable, "-P", "-m", "kanban.server", host, str(port), str(workers)]
    os.execve(sys.executable, program, {**HEAPS, **os.environ})  # noqa: S606 - this very interpreter, and no shell


def _warn_unready(settings: Settings) -> None:
    runtime = open_runtime(settings)
    try:
        reason = is_ready(runtime)
    finally:
        runtime.close()
    if reason:
        click.echo(f"kanban: not ready yet: {reason}", err=True)
