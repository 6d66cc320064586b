"""Every table, imported once so that metadata is complete before it is used; and its naming rule."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING

from kanban.domain import (  # noqa: E402 - after the naming rule
    audit,
    board_meeting,
    citizen,
    company,
    facts,
    job_opening,
    live,
    milestone,
    organisation,
    pending_import,
    programme,
    readiness,
    review,
    staff,
    talk,
    targets,
    transition,
    wall,
)

TABLE_MODULES = (
    audit,
    board_meeting,
    citizen,
    company,
    facts,
    job_opening,
    live,
    milestone,
    organisation,
    pending_import,
    programme,
    readiness,
    review,
    staff,
    talk,
    targets,
    transition,
    wall,
)


def metadata() -> MetaData:
    """The complete metadata."""
    return SQLModel.metadata
