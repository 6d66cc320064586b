"""Storing many citizens at once: the same rows as one at a time, in statements of hundreds.

New citizens are inserted with SQLAlchemy's core, known ones through the session; what is derived comes from
:mod:`kanban.store.case_file` for both.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias, TypeVar

from sqlalchemy import Table, delete, insert, inspect, or_
from sqlmodel import Session, SQLModel, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.danish import fold
from kanban.domain.facts import Company, Fact
from kanban.domain.organisation import Municipality
from kanban.domain.readiness import CitizenSign
from kanban.domain.staff import Staff
from kanban.domain.transition import StepTransition, StepVisit
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

    ``ties`` are the facts that came with a move. Ids are set on citizens and moves.
    """
    derived = [derive(file) for file in files]
    _insert_with_ids(session, Citizen, [file.citizen for file in files])
    for file in files:
        for owned in (*file.moves, *file.facts):
            owned.citizen_id = file.citizen.id or 0
    _insert_with_ids(session, StepTransition, [move for file in files for move in file.moves])
    for fact, move in ties:
        fact.transition_id = move.id
    _insert_facts(session, [fact for file in files for fact in file.facts])
    pairs = list(zip(files, derived, strict=True))
    _insert(session, StepVisit, [row for file, (visits, _) in pairs for row in visit_rows(file.citizen, visits)])
    _insert(session, CitizenSign, [row for file, (_, signs) in pairs for row in sign_rows(file.citizen, signs)])


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


def _insert_facts(session: Session, facts: Iterable[Fact]) -> None:
    by_table: dict[type[Fact], list[dict[str, object]]] = {}
    for fact in facts:
        by_table.setdefault(type(fact), []).append(_row(fact))
    for table, rows in by_table.items():
        _insert(session, table, rows)


def _insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, object]]) -> None:
    if rows:
        session.execute(insert(core(table)), rows)


def _insert_with_ids(
    session: Session, table: type[SQLModel], objects: Sequence[Citizen] | Sequence[StepTransition]
) -> None:
    if not objects:
        return
    statement = insert(core(table)).returning(core(table).c.id, sort_by_parameter_order=True)
    ids = session.execute(statement, [_row(each) for each in objects]).scalars()
    for each, new_id in zip(objects, ids, strict=True):
        each.id = new_id


def core(table: type[SQLModel]) -> Table:
    """The table behind a class, for statements that need no objects."""
    found = inspect(table).local_table
    if not isinstance(found, Table):
        raise TypeError(table)
    return found


def _row(stored: SQLModel) -> dict[str, object]:
    return {name: getattr(stored, name) for name in type(stored).model_fields if name != "id"}


class CompanyRegister:
    """The companies that a set of rows names, found as :func:`kanban.store.companies.ensure` finds one at a time."""

    def __init__(self, session: Session, municipality_id: int, now: datetime) -> None:
        self._session, self._municipality_id, self._now = session, municipality_id, now
        self.by_id: dict[int, Company] = {}
        self._by_cvr: dict[str, Company] = {}
        self._by_name: dict[str, list[Company]] = {}

    def ensure(self, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """(name, CVR number) -> id; missing companies are made, and a number that was unknown is filled in."""
        wanted = list(dict.fromkeys(named))
        self._load(wanted)
        found = {each: self._find_or_make(*each) for each in wanted}
        self._session.add_all(found.values())
        self._session.flush()
        self.by_id.update((company.id, company) for company in found.values() if company.id)
        return {each: company.id or 0 for each, company in found.items()}

    def _load(self, wanted: Sequence[tuple[str, str]]) -> None:
        self._by_cvr.clear()
        self._by_name.clear()
        companies: dict[int, Company] = {}
        for part in portions(wanted):
            names, numbers = {fold(name) for name, _ in part}, {cvr for _, cvr in part if cvr}
            same = or_(col(Company.search_name).in_(names), col(Company.cvr).in_(numbers))
            query = select(Company).where(Company.municipality_id == self._municipality_id, same)
            companies.update((company.id or 0, company) for company in self._session.exec(query))
        for _, company in sorted(companies.items()):
            self._index(company)

    def _index(self, company: Company) -> None:
        self._by_name.setdefault(company.search_name, []).append(company)
        if company.cvr:
            self._by_cvr.setdefault(company.cvr, company)

    def _find_or_make(self, name: str, cvr: str) -> Company:
        same_name = self._by_name.get(fold(name), [])
        if cvr:
            found = self._by_cvr.get(cvr) or next((company for company in same_name if not company.cvr), None)
        else:
            found = next(iter(same_name), None)
        if found is None:
            found = Company(
                municipality_id=self._municipality_id, name=name, search_name=fold(name), cvr=cvr, created_at=self._now
            )
            self._index(found)
        elif cvr and not found.cvr:
            found.cvr = cvr
            self._by_cvr[cvr] = found
        return found
