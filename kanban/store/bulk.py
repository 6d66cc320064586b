"""Storing many citizens at once: the same rows as one at a time, in statements of hundreds.

New citizens are inserted with SQLAlchemy's core, known ones through the session; what is derived comes from
:mod:`kanban.store.case_file` for both.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias, TypeVar

from sqlalchemy import Table, delete, insert, inspect
from sqlmodel import Session, SQLModel, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.fact import Fact
from kanban.domain.organisation import Municipality
from kanban.domain.readiness import CitizenSign
from kanban.domain.staff import Staff
from kanban.domain.transition import StepTransition, StepVisit
from kanban.store import live
from kanban.store.case_codes import give_codes
from kanban.store.case_file import CaseFile, derive, sign_rows, visit_rows

IN_LIST = 500
Ties: TypeAlias = "Sequence[tuple[Fact, StepTransition]]"
T = TypeVar("T")


def portions(items: Sequence[T], size: int = IN_LIST) -> Iterator[Sequence[T]]:
    """Consecutive parts of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def lock_municipality(session: Session, municipality_id: int) -> None:
    """Let one import at a time work on a municipality; moves of cards go on."""
    query = select(Municipality.id).where(Municipality.id == municipality_id)
    session.exec(query.with_for_update(key_share=True)).all()


def has_citizens(session: Session, municipality_id: int) -> bool:
    """Whether the municipality has any citizen."""
    return (
        session.exec(select(Citizen.id).where(Citizen.municipality_id == municipality_id).limit(1)).first() is not None
    )


def known_citizens(session: Session, municipality_id: int, hashes: Sequence[str], *, lock: bool) -> dict[str, Citizen]:
    """The municipality's citizens by CPR hash; with ``lock`` nobody else changes their cards meanwhile."""
    found: dict[str, Citizen] = {}
    for part in portions(hashes):
        query = (
            select(Citizen)
            .where(Citizen.municipality_id == municipality_id, col(Citizen.cpr_hash).in_(part))
            .order_by(col(Citizen.id))
            .execution_options(populate_existing=True)
        )
        found.update((each.cpr_hash, each) for each in session.exec(query.with_for_update() if lock else query))
    return found


def emails_elsewhere(session: Session, municipality_id: int | None, emails: Sequence[str]) -> set[str]:
    """Those of the addresses that belong to employees of other municipalities."""
    found: set[str] = set()
    for part in portions(emails):
        query = select(Staff.email).where(col(Staff.email).in_(part))
        if municipality_id is not None:
            query = query.where(Staff.municipality_id != municipality_id)
        found.update(session.exec(query))
    return found


def insert_files(session: Session, files: Sequence[CaseFile], ties: Ties) -> None:
    """Store citizens who are not stored yet, with moves, facts and everything derived.

    ``ties`` are the facts that came with a move. The citizens get their ids; moves and facts do not. The cards'
    versions rise from none to the first, so that a form opened on that has seen what was imported.
    """
    give_codes(session, [file.citizen for file in files])
    for file in files:
        file.citizen.version += 1
    derived = [derive(file) for file in files]
    _insert_citizens(session, [file.citizen for file in files])
    for file in files:
        for owned in (*file.moves, *file.facts):
            owned.citizen_id = file.citizen.id or 0
    _insert_moves(session, [move for file in files for move in file.moves], ties)
    _insert_facts(session, [fact for file in files for fact in file.facts])
    pairs = list(zip(files, derived, strict=True))
    _insert(session, StepVisit, [row for file, (visits, _) in pairs for row in visit_rows(file.citizen, visits)])
    _insert(session, CitizenSign, [row for file, (_, signs) in pairs for row in sign_rows(file.citizen, signs)])
    _tell(session, files)


def rewrite_files(session: Session, files: Sequence[CaseFile], ties: Ties) -> None:
    """Store what is new in known citizens' files and rewrite what is derived; their cards' versions rise."""
    session.add_all([move for file in files for move in file.moves])
    session.flush()
    for fact, move in ties:
        fact.transition_id = move.id
    session.add_all([fact for file in files for fact in file.facts])
    session.flush()
    visits, signs = [], []
    for file in files:
        file.citizen.version += 1
        stays, found = derive(file)
        visits += visit_rows(file.citizen, stays)
        signs += sign_rows(file.citizen, found)
    ids = [file.citizen.id for file in files]
    for table, rows in ((StepVisit, visits), (CitizenSign, signs)):
        session.execute(delete(table).where(col(table.citizen_id).in_(ids)))
        _insert(session, table, rows)
    session.flush()
    _tell(session, files)


def _tell(session: Session, files: Sequence[CaseFile]) -> None:
    for municipality_id in sorted({file.citizen.municipality_id for file in files}):
        live.tell(session, live.many_changed(municipality_id))


def _insert_facts(session: Session, facts: Iterable[Fact]) -> None:
    by_table: dict[type[Fact], list[dict[str, object]]] = {}
    for fact in facts:
        by_table.setdefault(type(fact), []).append(row_of(fact))
    for table, rows in by_table.items():
        _insert(session, table, rows)


def _insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(core(table)), rows)


def _insert_citizens(session: Session, citizens: Sequence[Citizen]) -> None:
    """Asking for the ids afterwards is faster than having each row return its own."""
    _insert(session, Citizen, [row_of(each) for each in citizens])
    ids: dict[str, int | None] = {}
    for part in portions([each.public_id for each in citizens]):
        query = select(Citizen.public_id, Citizen.id).where(col(Citizen.public_id).in_(part))
        ids.update(session.exec(query).all())
    for each in citizens:
        each.id = ids[each.public_id]


def _insert_moves(session: Session, moves: Sequence[StepTransition], ties: Ties) -> None:
    _insert(session, StepTransition, [row_of(move) for move in moves])
    ids: dict[tuple[int, date, int], int | None] = {}
    for part in portions(sorted({move.citizen_id for _, move in ties})):
        moved = select(StepTransition).where(col(StepTransition.citizen_id).in_(part))
        ids.update({(move.citizen_id, *move.order): move.id for move in session.exec(moved)})
    for fact, move in ties:
        fact.transition_id = ids[move.citizen_id, *move.order]


def core(table: type[SQLModel]) -> Table:
    """The table behind a class, for statements that need no objects."""
    found = inspect(table).local_table
    if not isinstance(found, Table):
        raise TypeError(table)
    return found


def row_of(stored: SQLModel) -> dict[str, object]:
    """What is inserted for an object that has no id yet."""
    return {name: getattr(stored, name) for name in type(stored).model_fields if name != "id"}
