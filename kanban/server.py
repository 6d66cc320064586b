"""The server's processes: gunicorn with threads, never Flask's development server.

``kanban serve`` turns into this module when it has seen that all is well. The process that watches over the workers
is kept small so: it holds gunicorn and the settings, 25 MB, and nothing of the program, which each worker loads.
"""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

from kanban import settings as settings_module
from kanban.settings import MOST_STREAMS, Settings

if TYPE_CHECKING:
    from flask import Flask

THREADS = MOST_STREAMS + 160
TIMEOUT_SECONDS = 120


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn on one address."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Take the options given, nothing from files or the environment."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "Flask":
        """The application with its templates read, made by a worker: nothing waits for them later."""
        from kanban.app import create_app  # noqa: PLC0415 - for the workers alone, see above

        app = create_app(self._settings)
        for name in app.jinja_env.list_templates(extensions=["html"]):
            app.jinja_env.get_template(name)
        return app


def _is_loaded(worker: Any) -> None:  # noqa: ANN401 - gunicorn ships no types
    """What has been loaded stays, so that collecting garbage need not look at it; streams end with the worker."""
    gc.collect()
    gc.freeze()
    worker.wsgi.extensions["kanban_live"].ends_when(lambda: not worker.alive)


def main(arguments: Sequence[str]) -> None:
    """Serve on a host and port with so many workers until told to stop; never returns."""
    host, port, workers = arguments
    options = {
        "bind": f"{host}:{port}",
        "workers": int(workers),
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": TIMEOUT_SECONDS,
        "graceful_timeout": 10,
        "keepalive": 5,
        "loglevel": "warning",
        "proc_name": "kanban",
        "control_socket_disable": True,
        "worker_connections": 2 * THREADS,
        "post_worker_init": _is_loaded,
    }
    Server(settings_module.with_keys(settings_module.from_environment(), create=False), options).run()


if __name__ == "__main__":
    main(sys.argv[1:])
