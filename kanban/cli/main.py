"""All commands."""

import click

from kanban import __version__
from kanban.cli.data import export_workbook, import_workbook, seed, verify
from kanban.cli.demo import demo
from kanban.cli.flow import flow
from kanban.cli.office import office
from kanban.cli.server import serve
from kanban.cli.users import user


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kanban")
def main() -> None:
    """Produktionstavlen: the board for STAR's eight production steps."""


@click.command()
def migrate() -> None:
    """Create or upgrade the schema; safe to run again."""
    with office():
        click.echo("The schema is up to date")


for command in (demo, export_workbook, flow, import_workbook, migrate, seed, serve, user, verify):
    main.add_command(command)
