"""Reading every citizen, some hundred at a time, as one moment's picture whatever is changed meanwhile."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Table, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, SQLModel, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.facts import FACT_TABLES
from kanban.domain.readiness import CitizenSign
from kanban.domain.talk import StepConfirmation, Talk
from kanban.domain.transition import StepTransition, StepVisit
from kanban.store.bulk import core, portions
from kanban.store.case_file import CaseFile, Row, open_files, rewrite_derived
from kanban.store.database import Database

_OWNED: tuple[type[SQLModel], ...] = (StepTransition, StepVisit, CitizenSign, Talk, StepConfirmation, *FACT_TABLES)


@dataclass(frozen=True)
class Stored:
    """A citizen's file with the derived rows as they stand in the database."""

    file: CaseFile
    visits: list[Row]
    signs: list[Row]


@contextmanager
def snapshot(database: Database) -> Iterator[Session]:
    """A session in which every statement sees the same moment. SQLite's readers always do; PostgreSQL must be asked."""
    with database.read() as session:
        if database.engine.dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


def everybody(session: Session) -> list[int]:
    """The ids of all citizens of all municipalities."""
    return [found for found in session.exec(select(Citizen.id).order_by(col(Citizen.id))) if found is not None]


def sort_names(session: Session, municipality_id: int) -> list[tuple[int, str, str]]:
    """Id, sort key and sealed CPR number of each of a municipality's citizens, in no order."""
    query = select(Citizen.id, Citizen.sort_name, Citizen.cpr_encrypted)
    found = session.exec(query.where(Citizen.municipality_id == municipality_id))
    return [(citizen_id or 0, name, sealed) for citizen_id, name, sealed in found]


def files(session: Session, citizen_ids: Sequence[int]) -> Iterator[list[CaseFile]]:
    """The citizens' files in the order given; each portion is forgotten by the session when the next is read."""
    for part in portions(citizen_ids):
        citizens = {each.id: each for each in session.exec(select(Citizen).where(col(Citizen.id).in_(part)))}
        yield open_files(session, [citizens[each] for each in part])
        session.expunge_all()


def derive_again(session: Session) -> None:
    """Bring card, stays and signs of every citizen in line with this version's rules; nothing recorded is changed."""
    for part in files(session, everybody(session)):
        rewrite_derived(session, part)


def stored(session: Session, found: Sequence[CaseFile]) -> Iterator[Stored]:
    """The files with the derived rows stored for them."""
    citizen_ids = [file.citizen.id or 0 for file in found]
    visits, signs = (_rows(session, core(table), citizen_ids) for table in (StepVisit, CitizenSign))
    for file, citizen_id in zip(found, citizen_ids, strict=True):
        yield Stored(file, visits.get(citizen_id, []), signs.get(citizen_id, []))


def _rows(session: Session, table: Table, citizen_ids: Sequence[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in session.execute(sql_select(table).where(table.c.citizen_id.in_(citizen_ids))).mappings():
        found.setdefault(row["citizen_id"], []).append(dict(row))
    return found


def orphans(session: Session) -> dict[str, int]:
    """Table -> number of rows whose citizen does not exist; tables without any are left out."""
    owners = sql_select(core(Citizen).c.id)
    found = {}
    for table in map(core, _OWNED):
        query = sql_select(func.count()).select_from(table).where(table.c.citizen_id.not_in(owners))
        number = session.execute(query).scalar_one()
        if number:
            found[table.name] = number
    return found
