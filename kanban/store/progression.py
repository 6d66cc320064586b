"""The municipality's template for measuring progression."""

from sqlmodel import Session, col, select

from kanban.domain.progression import DEFAULT_TEMPLATE, Template, Theme
from kanban.domain.talk import ProgressionTemplate


def current_template(session: Session, municipality_id: int) -> Template:
    """The template new talks are measured on."""
    query = select(ProgressionTemplate).where(ProgressionTemplate.municipality_id == municipality_id)
    found = session.exec(query.order_by(col(ProgressionTemplate.id).desc()).limit(1)).first()
    return as_template(found) if found else DEFAULT_TEMPLATE


def template_of(session: Session, template_id: int | None) -> Template:
    """The template a talk was measured on, whatever has been changed since."""
    found = session.get(ProgressionTemplate, template_id) if template_id else None
    return as_template(found) if found else DEFAULT_TEMPLATE


def as_template(row: ProgressionTemplate) -> Template:
    """A stored template as the domain knows it."""
    themes = tuple(Theme(each["code"], each["name"]) for each in row.themes)
    return Template(themes, tuple(row.words), row.id)
