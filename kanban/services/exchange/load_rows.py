"""Loading typed rows into a municipality, from a workbook or made up."""

from dataclasses import dataclass, field

from sqlmodel import Session

from kanban.domain.errors import RefusedError
from kanban.domain.inputs.import_rows import ImportRows, RowProblem
from kanban.domain.messages import say_count
from kanban.domain.organisation import Municipality
from kanban.domain.progress import Progress, silent
from kanban.services.exchange.import_context import ImportContext, open_context, store_surroundings
from kanban.services.exchange.import_plan import CitizenPlan, Planner
from kanban.services.exchange.import_store import ImportStore
from kanban.services.runtime import Runtime
from kanban.store import bulk


@dataclass
class ImportCounts:
    """What an import does or would do: citizens by what happens to them, moves, talks, and who and what is made."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    moves: int = 0
    staff: int = 0
    teams: int = 0
    talks: int = 0
    programmes: int = 0

    @property
    def citizens(self) -> int:
        """All citizens in the workbook that could be judged."""
        return self.new + self.updated + self.unchanged

    def add(self, plan: CitizenPlan) -> None:
        """Count one citizen whose rows were taken."""
        self.new += plan.file is None
        self.updated += plan.file is not None and plan.changes
        self.unchanged += plan.file is not None and not plan.changes
        self.moves += len(plan.moves)
        self.talks += len(plan.talks)


class ImportRefusedError(RefusedError):
    """Rows are refused and nothing has been stored; ``problems`` tells which and why."""

    def __init__(self, problems: tuple[RowProblem, ...]) -> None:
        refused = len({(problem.sheet, problem.row) for problem in problems})
        super().__init__(
            say_count(
                "%(count)s row is refused. Nothing has been stored",
                "%(count)s rows are refused. Nothing has been stored",
                refused,
            )
        )
        self.problems = problems


@dataclass
class Judgement:
    """What the board says about the rows."""

    counts: ImportCounts = field(default_factory=ImportCounts)
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    def take(self, plan: CitizenPlan) -> None:
        """Note what comes of one citizen's rows."""
        self.problems += plan.problems
        self.warnings += plan.warnings
        if not plan.problems:
            self.counts.add(plan)


def judge(
    session: Session, runtime: Runtime, municipality_id: int | None, rows: ImportRows, unsettled: frozenset[str]
) -> Judgement:
    """Check all rows against the board; nothing is stored."""
    context = open_context(session, runtime, municipality_id, rows)
    found = _begin(context)
    for plans in Planner(session, runtime, context, rows).to_judge(unsettled):
        for plan in plans:
            found.take(plan)
        session.expunge_all()
    return found


def load_rows(
    session: Session, runtime: Runtime, municipality: Municipality, rows: ImportRows, progress: Progress = silent
) -> ImportCounts:
    """Store all rows in the caller's transaction, with teams, programmes and employees that are missing.

    Can be called again with further citizens. ``progress`` is told citizens done and in all. Raises
    :class:`ImportRefusedError` with every refused row; the caller's transaction must then be undone.
    """
    bulk.lock_municipality(session, municipality.id or 0)
    context = open_context(session, runtime, municipality.id, rows)
    found = _begin(context)
    if not found.problems:
        store_surroundings(session, context)
    store = ImportStore(session, runtime.vault, context)
    for plans in Planner(session, runtime, context, rows).to_store():
        for plan in plans:
            found.take(plan)
        if not found.problems:
            store.store(plans)
        progress(found.counts.citizens, len(rows.citizens))
    if found.problems:
        raise ImportRefusedError(tuple(found.problems))
    return found.counts


def _begin(context: ImportContext) -> Judgement:
    counts = ImportCounts(
        staff=len(context.new_staff), teams=len(context.new_teams), programmes=len(context.new_programmes)
    )
    return Judgement(counts, list(context.problems))
