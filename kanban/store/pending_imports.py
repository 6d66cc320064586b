"""Workbooks that wait for confirmation: one a user, taken once."""

from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from kanban.domain.pending_import import PendingImport
from kanban.domain.staff import Staff


def discard(session: Session, staff_id: int, uploaded_before: datetime) -> None:
    """Delete the user's own, and everybody's that are older than that."""
    mine, old = col(PendingImport.staff_id) == staff_id, col(PendingImport.uploaded_at) < uploaded_before
    session.exec(delete(PendingImport).where(or_(mine, old)))


def put(session: Session, pending: PendingImport) -> None:
    """Keep a workbook in place of the user's earlier one."""
    session.exec(select(Staff.id).where(Staff.id == pending.staff_id).with_for_update())
    session.exec(delete(PendingImport).where(col(PendingImport.staff_id) == pending.staff_id))
    session.add(pending)


def take(session: Session, staff_id: int, public_id: str, uploaded_since: datetime) -> PendingImport | None:
    """The user's workbook of that id, deleted at once so that nobody takes it again; None when there is none."""
    found = session.exec(
        select(PendingImport)
        .where(
            PendingImport.staff_id == staff_id,
            PendingImport.public_id == public_id,
            PendingImport.uploaded_at >= uploaded_since,
        )
        .with_for_update()
    ).first()
    if found is not None:
        session.delete(found)
    return found
