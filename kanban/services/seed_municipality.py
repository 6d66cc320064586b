"""Adding a synthetic municipality, for demos, training and load tests."""

from kanban.domain.danish import fold
from kanban.domain.errors import RefusedError
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.progress import Progress, silent
from kanban.services.load_rows import ImportCounts, load_rows
from kanban.services.runtime import Runtime
from kanban.store import bulk, organisation
from kanban.synthetic.municipality import SyntheticMunicipality


def seed_municipality(
    runtime: Runtime, municipality: str, citizens: int, months: int, seed: int, progress: Progress = silent
) -> ImportCounts:
    """Make citizens with a believable history that ends today; employees get no password.

    Loaded through the same checks and the same code as a workbook, in one transaction. Raises :class:`RefusedError`
    when the municipality has citizens already.
    """
    name = clean(municipality, lines=False)
    synthetic = SyntheticMunicipality(citizens, months, seed, runtime.clock.today(), _domain(name))
    total = ImportCounts()
    with runtime.database.write() as session:
        place = organisation.ensure_municipality(session, name, runtime.clock.now())
        if bulk.has_citizens(session, place.id or 0):
            raise RefusedError(say("%(name)s already has citizens; choose another name", name=name))
        for rows in synthetic.portions():
            counts = load_rows(session, runtime, place, rows)
            total = ImportCounts(**{name: getattr(total, name) + number for name, number in vars(counts).items()})
            progress(total.citizens, citizens)
    return total


def _domain(name: str) -> str:
    """An address part of the municipality's own under the reserved ending ``.example``."""
    first = fold(name).split(" ", maxsplit=1)[0]
    plain = "".join(char for char in first if char.isascii() and char.isalnum())
    return f"{plain or 'kommune'}.example"
