"""The municipality's template for measuring progression."""

from collections.abc import Iterable

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


def templates(session: Session, ids: Iterable[int | None]) -> dict[int | None, Template]:
    """The templates that talks were measured on, by id."""
    wanted = {found for found in ids if found is not None}
    query = select(ProgressionTemplate).where(col(ProgressionTemplate.id).in_(wanted))
    rows = session.exec(query) if wanted else ()
    return {None: DEFAULT_TEMPLATE, **{row.id: as_template(row) for row in rows}}


def theme_names(session: Session, municipality_id: int) -> dict[str, str]:
    """What each theme is called, retired ones by their last name; those measured on today come first, in order."""
    query = select(ProgressionTemplate).where(ProgressionTemplate.municipality_id == municipality_id)
    rows = session.exec(query.order_by(col(ProgressionTemplate.id).desc()))
    names: dict[str, str] = {}
    for template in (*map(as_template, rows), DEFAULT_TEMPLATE):
        for theme in template.themes:
            names.setdefault(theme.code, theme.name)
    return names


def as_template(row: ProgressionTemplate) -> Template:
    """A stored template as the domain knows it."""
    themes = tuple(Theme(each["code"], each["name"]) for each in row.themes)
    return Template(themes, tuple(row.words), row.id)
