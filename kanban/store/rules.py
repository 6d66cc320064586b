"""The municipality's own rules: the newest row of each name, and every template there has been."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from kanban.domain.organisation import LocalRule
from kanban.domain.talk import ProgressionTemplate


def newest(session: Session, municipality_id: int) -> dict[str, LocalRule]:
    """The row that counts for each rule the municipality has decided on."""
    ids = select(func.max(LocalRule.id)).where(LocalRule.municipality_id == municipality_id).group_by(LocalRule.name)
    return {rule.name: rule for rule in session.exec(select(LocalRule).where(col(LocalRule.id).in_(ids)))}


def templates(session: Session, municipality_id: int) -> list[ProgressionTemplate]:
    """Every progression template the municipality has had, the one in force last."""
    query = select(ProgressionTemplate).where(ProgressionTemplate.municipality_id == municipality_id)
    return list(session.exec(query.order_by(col(ProgressionTemplate.id))))
