"""A workbook uploaded in the browser: checked and shown first, stored only when its user confirms."""

import json
from dataclasses import asdict, dataclass

from kanban.domain.errors import NotFoundError, RefusedError
from kanban.domain.inputs.import_rows import ImportRows, RowProblem
from kanban.domain.messages import Message, say
from kanban.domain.pending_import import KEPT_FOR, PendingImport, is_pending_id, new_pending_id
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.excel.files import read_workbook
from kanban.services.exchange.import_workbook import ImportPreview, apply_import, preview_import
from kanban.services.exchange.load_rows import ImportCounts, ImportRefusedError
from kanban.services.runtime import Runtime
from kanban.store import pending_imports

MOST_TOLD = 500


@dataclass(frozen=True)
class Told:
    """Problems or remarks: the first :data:`MOST_TOLD` of them, how many there are, and in how many rows."""

    shown: tuple[RowProblem, ...]
    total: int
    rows: int


@dataclass(frozen=True)
class CheckedUpload:
    """What an uploaded workbook would do.

    ``refusal`` sums up what is wrong while rows are refused; otherwise ``pending`` is what confirms the workbook.
    """

    counts: ImportCounts
    problems: Told
    remarks: Told
    refusal: Message | None = None
    pending: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether the board knows all of it already."""
        counts = self.counts
        made = counts.staff or counts.teams or counts.programmes
        return not (counts.new or counts.updated or counts.moves or counts.talks or made)


def check_upload(runtime: Runtime, actor: Actor, data: bytes) -> CheckedUpload:
    """Check a workbook and, when every row is taken, keep it sealed for an hour or until the user's next upload.

    Nothing reaches the board. Raises :class:`RefusedError` when the file is no workbook or says nothing, and
    :class:`ForbiddenError` for an actor who may not import.
    """
    require(actor, Permission.IMPORT)
    with runtime.database.write() as session:
        pending_imports.discard(session, actor.id, runtime.clock.now() - KEPT_FOR)
    preview = preview_import(runtime, actor.municipality, data, actor=actor)
    if preview.is_accepted and _is_blank(preview.rows):
        raise RefusedError(say("The workbook has headings but no rows"))
    problems, remarks = _told(preview.problems), _told(preview.warnings)
    if preview.problems:
        return CheckedUpload(preview.counts, problems, remarks, refusal=ImportRefusedError(preview.problems).message)
    pending = _keep(runtime, actor, data, preview.counts)
    return CheckedUpload(preview.counts, problems, remarks, pending=pending)


def confirm_upload(runtime: Runtime, actor: Actor, pending: str) -> ImportCounts:
    """Store a workbook exactly as it was shown when it was checked; it can be confirmed once.

    Raises :class:`NotFoundError` when no such workbook of this user waits, and :class:`ConflictError` when the
    board has changed since so that the outcome would be another; nothing is stored then.
    """
    require(actor, Permission.IMPORT)
    held = _take(runtime, actor, pending)
    read = read_workbook(runtime.vault.open_file(held.sealed), runtime.clock.today())
    shown = ImportPreview(
        municipality=actor.municipality,
        rows=read.rows,
        counts=ImportCounts(**json.loads(held.counts)),
        problems=read.problems,
        warnings=read.warnings,
    )
    return apply_import(runtime, shown, actor=actor)


def _keep(runtime: Runtime, actor: Actor, data: bytes, counts: ImportCounts) -> str:
    pending = PendingImport(
        staff_id=actor.id,
        public_id=new_pending_id(),
        uploaded_at=runtime.clock.now(),
        counts=json.dumps(asdict(counts)),
        sealed=runtime.vault.seal_file(data),
    )
    with runtime.database.write() as session:
        pending_imports.put(session, pending)
    return pending.public_id


def _take(runtime: Runtime, actor: Actor, pending: str) -> PendingImport:
    found = None
    if is_pending_id(pending):
        with runtime.database.write() as session:
            found = pending_imports.take(session, actor.id, pending, runtime.clock.now() - KEPT_FOR)
    if found is None:
        raise NotFoundError(
            say("The workbook no longer waits: it is stored, replaced by another, or was checked over an hour ago")
        )
    return found


def _told(found: tuple[RowProblem, ...]) -> Told:
    return Told(found[:MOST_TOLD], len(found), len({(each.sheet, each.row) for each in found}))


def _is_blank(rows: ImportRows) -> bool:
    return not (rows.citizens or rows.history or rows.talks or rows.hours or rows.staff)
