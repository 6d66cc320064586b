"""The board as a workbook in the layout the import reads: exporting and importing again gives the same board."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import NotFoundError, RefusedError
from kanban.domain.inputs.import_rows import StaffRow
from kanban.domain.messages import say
from kanban.domain.organisation import Municipality
from kanban.domain.permissions import Permission, require
from kanban.domain.progress import Progress, silent
from kanban.domain.staff import Actor, Staff
from kanban.excel.files import new_workbook
from kanban.excel.guards import why_not
from kanban.services.exchange.export_rows import (
    FileOnDay,
    Names,
    Talks,
    citizen_row,
    history_rows,
    hours_rows,
    on_day,
    talk_rows,
)
from kanban.services.runtime import Runtime
from kanban.store import audit, organisation, programmes, sweep
from kanban.store import staff as staff_store
from kanban.store import talk_rows as stored_talks

if TYPE_CHECKING:
    from kanban.excel.writer import WorkbookWriter


def export_board(
    runtime: Runtime,
    municipality: str,
    target: Path | BinaryIO,
    as_of: date | None = None,
    progress: Progress = silent,
    *,
    actor: Actor | None = None,
) -> int:
    """Write the municipality's workbook, as the board stands or as it stood at the end of a day; returns the citizens.

    ``progress`` is told citizens done and in all. Raises :class:`NotFoundError` for an unknown municipality,
    :class:`ForbiddenError`, and :class:`RefusedError` for a day to come or a file that can't be written.
    """
    if as_of is not None and as_of > runtime.clock.today():
        raise RefusedError(say("The date %(date)s is in the future. Choose today or earlier", date=as_of))
    if actor is not None:
        require(actor, Permission.EXPORT)
        municipality = actor.municipality
    with sweep.snapshot(runtime.database) as session:
        place = organisation.find_municipality(session, municipality.strip())
        if place is None:
            raise NotFoundError(say("There is no municipality called %(name)s", name=municipality))
        written = _Export(session, runtime, place, as_of).write(target, progress)
    detail = f"citizens={written} as_of={as_of or ''}"
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.EXPORTED, actor or place.id, detail=detail)
    return written


class _Export:
    """One municipality as it stood at one moment."""

    def __init__(self, session: Session, runtime: Runtime, place: Municipality, as_of: date | None) -> None:
        self._session, self._clock, self._vault, self._as_of = session, runtime.clock, runtime.vault, as_of
        self._people = staff_store.of_municipality(session, place.id or 0)
        self._names = Names(
            emails={person.id or 0: person.email for person in self._people},
            teams={team.id or 0: team.name for team in organisation.teams(session, place.id or 0)},
            programmes={each.id or 0: each.name for each in programmes.of_municipality(session, place.id or 0)},
        )
        self._digits = dict(self._in_order(sweep.sort_names(session, place.id or 0)))

    def write(self, target: Path | BinaryIO, progress: Progress) -> int:
        """Write the workbook; returns the number of citizens in it."""
        with new_workbook() as writer:
            writer.add_staff(map(self._staff_row, self._people))
            written = self._add_citizens(writer, progress)
            try:
                writer.save(target)
            except OSError as error:
                raise RefusedError(
                    say("%(file)s can't be written: %(why)s", file=str(target), why=why_not(error))
                ) from None
        return written

    def _in_order(self, found: list[tuple[int, str, str]]) -> list[tuple[int, str]]:
        """Ids with CPR numbers in Danish alphabetical order, those of the same name by CPR number."""
        opened = sorted((name, self._vault.open(sealed), citizen_id) for citizen_id, name, sealed in found)
        return [(citizen_id, digits) for _, digits, citizen_id in opened]

    def _add_citizens(self, writer: "WorkbookWriter", progress: Progress) -> int:
        done = written = 0
        for files in sweep.files(self._session, list(self._digits)):
            talks = self._talks([file.citizen.id or 0 for file in files])
            for file in files:
                written += self._add(writer, on_day(file, talks, self._clock, self._as_of))
            done += len(files)
            progress(done, len(self._digits))
        return written

    def _add(self, writer: "WorkbookWriter", state: FileOnDay) -> bool:
        """Add a citizen unless the citizen came later than the day shown."""
        citizen = state.file.citizen
        if self._as_of is not None and not state.moves and citizen.started_on > self._as_of:
            return False
        digits = self._digits[citizen.id or 0]
        writer.add(
            citizen_row(state, self._names, digits),
            history_rows(state, self._names, digits),
            talk_rows(state, self._names, digits),
            hours_rows(state, digits),
        )
        return True

    def _talks(self, citizen_ids: list[int]) -> Talks:
        confirmed = stored_talks.confirmations(self._session, citizen_ids) if self._as_of else {}
        return Talks(stored_talks.held_talks(self._session, citizen_ids), confirmed)

    def _staff_row(self, person: Staff) -> StaffRow:
        return StaffRow(
            row=0,
            email=person.email,
            name=person.name,
            initials=person.initials,
            role=person.role,
            team=self._names.teams.get(person.team_id or 0, ""),
        )
