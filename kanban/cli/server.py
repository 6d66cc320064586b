"""``kanban serve``: gunicorn with threads, never Flask's development server."""

import gc
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from kanban import settings as settings_module
from kanban.app import MOST_STREAMS, create_app, require_keys
from kanban.cli.office import plain_errors
from kanban.services.runtime import is_ready, open_runtime
from kanban.settings import Settings

THREADS = MOST_STREAMS + 160
WORKERS = 2
TIMEOUT_SECONDS = 120


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn on one address, the application made once and shared by the workers' processes."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options given, nothing from files or the environment."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application with its templates read, before the workers begin."""
        app = create_app(self._settings)
        for name in app.jinja_env.list_templates(extensions=["html"]):
            app.jinja_env.get_template(name)
        return app


def _keep_shared(_arbiter: object) -> None:
    """What has been loaded stays in memory that the workers share: collecting garbage would copy it into each."""
    gc.collect()
    gc.freeze()


def _end_streams_with(worker: Any) -> None:  # noqa: ANN401 - gunicorn ships no types
    """Open streams must not hold up a worker that has been told to stop."""
    worker.wsgi.extensions["kanban_live"].ends_when(lambda: not worker.alive)


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
    run(settings, host, port, workers)


def run(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until told to stop; never returns."""
    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": TIMEOUT_SECONDS,
        "graceful_timeout": 10,
        "keepalive": 5,
        "loglevel": "warning",
        "proc_name": "kanban",
        "control_socket_disable": True,
        "worker_connections": 2 * THREADS,
        "preload_app": True,
        "when_ready": _keep_shared,
        "post_worker_init": _end_streams_with,
    }
    Server(settings, options).run()


def _warn_unready(settings: Settings) -> None:
    runtime = open_runtime(settings)
    try:
        reason = is_ready(runtime)
    finally:
        runtime.close()
    if reason:
        click.echo(f"kanban: not ready yet: {reason}", err=True)
