"""``kanban import``, ``export``, ``verify`` and ``seed``: the board's data in and out, and made up."""

from datetime import date
from pathlib import Path

import click

from kanban.cli.office import Office, RefusedJobError, WrongUsageError, office, progress_bar
from kanban.domain.danish import parse_date
from kanban.domain.inputs.import_rows import RowProblem
from kanban.domain.messages import Message, say, say_count
from kanban.services.exchange.export_board import export_board
from kanban.services.exchange.import_workbook import ImportPreview, apply_import, preview_import
from kanban.services.exchange.load_rows import ImportCounts, ImportRefusedError
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.verify_board import verify_board

MOST_CITIZENS = 1_000_000
MOST_MONTHS = 240


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD or dd-mm-yyyy."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        day = value if isinstance(value, date) else parse_date(str(value))
        if day is None:
            self.fail(f"{value!r} is no date; write it as YYYY-MM-DD", param, ctx)
        return day


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--municipality", required=True)
@click.option("--dry-run", is_flag=True, help="Only check and tell.")
def import_workbook(file: Path, municipality: str, dry_run: bool) -> None:
    """Take in a workbook; nothing is stored unless every row is taken."""
    if not file.is_file():
        raise WrongUsageError(f"There is no file {file}")
    with office() as at:
        with progress_bar("Reading") as progress:
            preview = preview_import(at.runtime, municipality, file, progress)
        _tell(at, preview)
        if not preview.is_accepted:
            raise ImportRefusedError(preview.problems)
        if dry_run:
            at.say(say("Nothing has been stored: this was only a check"))
            return
        with progress_bar("Storing") as progress:
            apply_import(at.runtime, preview, progress)
        at.say(say("Everything has been stored"))


@click.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--municipality", required=True)
@click.option("--as-of", type=Day(), default=None, help="The board as it stood at the end of this day.")
def export_workbook(file: Path, municipality: str, as_of: date | None) -> None:
    """Write the board as a workbook in the layout the import reads."""
    if not file.resolve().parent.is_dir():
        raise WrongUsageError(f"There is no folder {file.parent}")
    with office() as at, progress_bar("Writing") as progress:
        written = export_board(at.runtime, municipality, file, as_of, progress)
        at.say(
            say_count(
                "%(count)s citizen written to %(file)s",
                "%(count)s citizens written to %(file)s",
                written,
                file=str(file),
            )
        )


@click.command()
def verify() -> None:
    """Replay every citizen's moves and compare with what the board shows; exit status 1 if anything differs."""
    with office() as at:
        with progress_bar("Replaying") as progress:
            differences = verify_board(at.runtime, progress)
        for difference in differences:
            click.echo(f"{difference.citizen_id or '-'}: {at.text(difference.message)}")
        if differences:
            counted = say_count("%(count)s difference", "%(count)s differences", len(differences))
            raise RefusedJobError(at.text(counted))
        at.say(say("The board shows what the history says"))


@click.command()
@click.option("--municipality", required=True)
@click.option("--citizens", required=True, type=click.IntRange(1, MOST_CITIZENS))
@click.option("--months", default=18, show_default=True, type=click.IntRange(1, MOST_MONTHS))
@click.option("--seed", "number", default=1, show_default=True, type=click.IntRange(0))
def seed(municipality: str, citizens: int, months: int, number: int) -> None:
    """Add a synthetic municipality; the same seed gives the same data."""
    with office() as at, progress_bar("Making citizens") as progress:
        counts = seed_municipality(at.runtime, municipality, citizens, months, number, progress)
        at.say(_counted(counts))


def _tell(at: Office, preview: ImportPreview) -> None:
    for problem in preview.warnings:
        at.say(_where(problem))
    for problem in preview.problems:
        at.say(_where(problem), error=True)
    at.say(_counted(preview.counts))


def _where(problem: RowProblem) -> Message:
    return say(
        "%(sheet)s, row %(row)s, %(column)s: %(reason)s",
        sheet=problem.sheet,
        row=problem.row,
        column=problem.column,
        reason=problem.reason,
    )


def _counted(counts: ImportCounts) -> Message:
    return say(
        "Citizens: %(new)s new, %(updated)s updated, %(unchanged)s unchanged. Moves: %(moves)s. Talks: %(talks)s. "
        "Staff: %(staff)s new",
        new=counts.new,
        updated=counts.updated,
        unchanged=counts.unchanged,
        moves=counts.moves,
        talks=counts.talks,
        staff=counts.staff,
    )
