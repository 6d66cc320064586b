"""Adding a synthetic municipality, for demos, training and load tests."""

from kanban.domain.errors import RefusedError
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.progress import Progress, silent
from kanban.services.exchange.load_rows import ImportCounts, load_rows
from kanban.services.runtime import Runtime
from kanban.store import bulk, organisation
from kanban.synthetic.municipality import generate


def seed_municipality(
    runtime: Runtime, municipality: str, citizens: int, months: int, seed: int, progress: Progress = silent
) -> ImportCounts:
    """Make citizens with a believable history that ends today; employees get no password.

    Loaded through the same checks and the same code as a workbook, in one transaction. ``progress`` is told citizens
    done and in all. Raises :class:`RefusedError` when the municipality has citizens already or no name.
    """
    name = clean(municipality, lines=False)
    if not name:
        raise RefusedError(say("Write the municipality's name"))
    total = ImportCounts()
    with runtime.database.write() as session:
        place = organisation.ensure_municipality(session, name, runtime.clock.now())
        if bulk.has_citizens(session, place.id or 0):
            raise RefusedError(say("%(name)s already has citizens; choose another name", name=name))
        for rows in generate(name, citizens, months, seed, runtime.clock.today()):
            counts = load_rows(session, runtime, place, rows, _onward(progress, total.citizens, citizens))
            total = ImportCounts(**{field: getattr(total, field) + number for field, number in vars(counts).items()})
    return total


def _onward(progress: Progress, before: int, total: int) -> Progress:
    """Tells of one portion as part of the whole."""
    return lambda done, _portion: progress(before + done, total)
