"""``kanban demo``: prepare the demo municipality and serve it on this machine only."""

from pathlib import Path

import click

from kanban.app import resource
from kanban.cli.office import Office, office, progress_bar
from kanban.cli.server import WORKERS, run
from kanban.domain.messages import say
from kanban.services.exchange.prepare_demo import PASSWORD, DemoUser, prepare_demo

HOST = "127.0.0.1"
WORKBOOK = "fjordby.xlsx"
MOST_CITIZENS = 100_000


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--citizens", default=None, type=click.IntRange(1, MOST_CITIZENS), help="Make up this many citizens.")
def demo(port: int, citizens: int | None) -> None:
    """Prepare and serve the demo; what has been changed in it stays until var/ is removed."""
    with office() as at:
        with progress_bar("Preparing the demo") as progress:
            users = prepare_demo(at.runtime, Path(resource("seed")) / WORKBOOK, citizens, progress)
        _tell(at, port, users)
    run(HOST, port, WORKERS)


def _tell(at: Office, port: int, users: list[DemoUser]) -> None:
    at.say(say("The board is served on %(address)s", address=f"http://{HOST}:{port}"))
    for user in users:
        click.echo(f"log-in: {user.email} {PASSWORD} {user.role}")
