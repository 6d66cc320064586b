"""What stands in the database, read past the product's services."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import select as select_rows
from sqlmodel import Session, SQLModel, select

from kanban.services.runtime import Runtime
from kanban.store.schema import metadata

T = TypeVar("T", bound=SQLModel)
Dump = dict[str, list[tuple[Any, ...]]]
TOLD = "board_event"


def dump(runtime: Runtime) -> Dump:
    """Every row of every table."""
    with Session(runtime.database.engine) as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select_rows(table))), key=repr)
            for name, table in metadata().tables.items()
        }


def changed(before: Dump, after: Dump) -> set[str]:
    """The tables that differ, apart from what open boards are told of every change."""
    return _differing(before, after) - {TOLD}


def _differing(before: Dump, after: Dump) -> set[str]:
    return {name for name, found in after.items() if found != before[name]}


@contextmanager
def nothing_stored(runtime: Runtime) -> Iterator[None]:
    """The block changes no row of any table, the audit trail included."""
    before = dump(runtime)
    yield
    assert _differing(before, dump(runtime)) == set()


def rows(runtime: Runtime, table: type[T], **where: object) -> list[T]:
    """A table's rows with these values, in the order they were stored."""
    with Session(runtime.database.engine) as session:
        found = session.exec(select(table).filter_by(**where)).all()
        session.expunge_all()
    return sorted(found, key=lambda row: getattr(row, "id", None) or 0)


def one(runtime: Runtime, table: type[T], **where: object) -> T:
    """The only row with these values."""
    (found,) = rows(runtime, table, **where)
    return found
