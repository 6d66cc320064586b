"""``kanban flow``: the flow figures on standard output."""

import click

from kanban.cli.office import WrongUsageError, office
from kanban.domain.errors import InvalidInputError
from kanban.services.flow.flow_json import flow_json
from kanban.services.flow.flow_report import municipality_flow


@click.command()
@click.option("--municipality", required=True)
@click.option("--team", default="", help="Only this team's part.")
@click.option("--broker", default="", help="Only this job broker's citizens: id or e-mail address.")
@click.option("--programme", default="", help="Only the citizens of this programme: name or id.")
@click.option("--from", "first", default="", help="First day, YYYY-MM-DD; by default twelve months to the last day.")
@click.option("--to", "last", default="", help="Last day; by default today.")
@click.option("--known-at", default="", help="As it was known at this moment; by default now.")
@click.option("--format", type=click.Choice(["json"]), default="json", show_default=True)
def flow(municipality: str, first: str, last: str, **asked: str) -> None:
    """Print the figures of how citizens move between the steps."""
    asked |= {"from": first, "to": last}
    with office() as at:
        try:
            report = municipality_flow(at.runtime, municipality, asked)
        except InvalidInputError as error:
            raise WrongUsageError(at.text(error.message)) from None
        click.echo(flow_json(report))
