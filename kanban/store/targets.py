"""A municipality's targets: the newest version of each."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from kanban.domain.targets import StoredTarget


def newest(session: Session, municipality_id: int) -> dict[int, StoredTarget]:
    """Number -> the version that counts, dropped ones too, in the order of their numbers."""
    own = StoredTarget.municipality_id == municipality_id
    ids = select(func.max(StoredTarget.id)).where(own).group_by(col(StoredTarget.number))
    query = select(StoredTarget).where(col(StoredTarget.id).in_(ids)).order_by(col(StoredTarget.number))
    return {row.number: row for row in session.exec(query)}
