"""Taking in a workbook: first everything is checked and told, then all of it is stored or nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, RefusedError
from kanban.domain.inputs.import_rows import ImportRows, ReadWorkbook, RowProblem
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission, require
from kanban.domain.progress import Progress, silent
from kanban.domain.staff import Actor
from kanban.excel.columns import LAYOUTS
from kanban.excel.files import read_workbook
from kanban.services.exchange.load_rows import ImportCounts, ImportRefusedError, judge, load_rows
from kanban.services.runtime import Runtime
from kanban.store import audit, organisation

_SHEET_ORDER = {sheet.title: place for place, sheet in enumerate(LAYOUTS)}


@dataclass(frozen=True)
class ImportPreview:
    """What a workbook would do, and every row that is refused (``problems``) or remarked upon (``warnings``)."""

    municipality: str
    rows: ImportRows
    counts: ImportCounts
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether every row was taken, so that the whole may be stored."""
        return not self.problems

    @property
    def refused_rows(self) -> int:
        """How many rows are refused."""
        return len({(problem.sheet, problem.row) for problem in self.problems})


def preview_import(
    runtime: Runtime, municipality: str, data: bytes | Path, progress: Progress = silent, *, actor: Actor | None = None
) -> ImportPreview:
    """Read and check the whole workbook; nothing is stored. ``progress`` is told rows read and in all.

    Raises :class:`RefusedError` when the file is no workbook or the municipality has no name, and
    :class:`ForbiddenError` for an actor who may not import. Without an actor the operator works at the command line.
    """
    name = _municipality(municipality, actor)
    return preview_rows(runtime, name, read_workbook(data, runtime.clock.today(), progress))


def preview_rows(runtime: Runtime, name: str, read: ReadWorkbook) -> ImportPreview:
    """What typed rows would do to a municipality; nothing is stored."""
    with runtime.database.read() as session:
        found = organisation.find_municipality(session, name)
        judged = judge(session, runtime, found.id if found else None, read.rows, read.unsettled)
    return ImportPreview(
        municipality=name,
        rows=read.rows,
        counts=judged.counts,
        problems=_in_sheet_order([*read.problems, *judged.problems]),
        warnings=_in_sheet_order([*read.warnings, *judged.warnings]),
    )


def apply_import(
    runtime: Runtime, preview: ImportPreview, progress: Progress = silent, *, actor: Actor | None = None
) -> ImportCounts:
    """Store what was previewed, in one transaction. ``progress`` is told citizens done and in all.

    Raises :class:`ImportRefusedError` when the preview refused rows, and :class:`ConflictError` when the board has
    changed since in a way that makes the outcome another; nothing is stored then.
    """
    _municipality(preview.municipality, actor)
    if preview.problems:
        raise ImportRefusedError(preview.problems)
    try:
        return _store(runtime, preview, progress, actor)
    except (ImportRefusedError, IntegrityError):
        raise ConflictError(_changed()) from None


def _store(runtime: Runtime, preview: ImportPreview, progress: Progress, actor: Actor | None) -> ImportCounts:
    with runtime.database.write() as session:
        place = organisation.ensure_municipality(session, preview.municipality, runtime.clock.now())
        counts = load_rows(session, runtime, place, preview.rows, progress)
        if counts != preview.counts:
            raise ConflictError(_changed())
        detail = " ".join(f"{name}={number}" for name, number in vars(counts).items())
        audit.write(session, runtime.clock, AuditAction.IMPORTED, actor or place.id, detail=detail)
    return counts


def _municipality(name: str, actor: Actor | None) -> str:
    if actor is not None:
        require(actor, Permission.IMPORT)
        return actor.municipality
    cleaned = clean(name, lines=False)
    if not cleaned:
        raise RefusedError(say("Write the municipality's name"))
    return cleaned


def _changed() -> Message:
    return say("The board has changed since the workbook was checked. Check it again")


def _in_sheet_order(problems: list[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted(problems, key=lambda problem: (_SHEET_ORDER[problem.sheet], problem.row)))
