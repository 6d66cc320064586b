"""The municipality's register of companies."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from kanban.domain.company import Company, CompanyPerson, CompanyWord, words_of
from kanban.domain.danish import fold
from kanban.domain.errors import NotFoundError
from kanban.domain.staff import Actor
from kanban.store.bulk import portions

LARGEST_ID = 2**31 - 1


def ensure(session: Session, municipality_id: int, name: str, cvr: str, now: datetime) -> int:
    """The id of one company, made when missing; a number it lacks is filled in."""
    return CompanyRegister(session, municipality_id, now).ensure([(name, cvr)])[name, cvr]


def get(session: Session, actor: Actor, company_id: int, *, lock: bool = False) -> Company:
    """The company within the actor's municipality.

    Raises :class:`NotFoundError`, the same for unknown ids and for other municipalities' companies.
    """
    query = select(Company).where(Company.id == company_id, Company.municipality_id == actor.municipality_id)
    found = session.exec(query.with_for_update() if lock else query).first() if company_id <= LARGEST_ID else None
    if found is None:
        raise NotFoundError
    return found


def by_ids(session: Session, company_ids: Iterable[int]) -> list[Company]:
    """The companies with these ids, in no order."""
    return list(session.exec(select(Company).where(col(Company.id).in_(company_ids))))


def person(session: Session, company_id: int, person_id: int) -> CompanyPerson:
    """Somebody at a company. Raises :class:`NotFoundError` for others."""
    query = select(CompanyPerson).where(CompanyPerson.id == person_id, CompanyPerson.company_id == company_id)
    found = session.exec(query).first() if person_id <= LARGEST_ID else None
    if found is None:
        raise NotFoundError
    return found


def people_at(session: Session, company_ids: Iterable[int | None]) -> dict[int, list[CompanyPerson]]:
    """Company id -> those one talks with there, by name; companies without any are left out."""
    found: dict[int, list[CompanyPerson]] = {}
    for part in portions(sorted(each for each in set(company_ids) if each)):
        query = select(CompanyPerson).where(col(CompanyPerson.company_id).in_(part))
        for person in session.exec(query.order_by(col(CompanyPerson.search_name), col(CompanyPerson.id))):
            found.setdefault(person.company_id, []).append(person)
    return found


def rename(session: Session, company: Company, name: str) -> None:
    """Call a company something else: it is found by the words of its new name from now on."""
    company.name, company.search_name = name, fold(name)
    session.execute(delete(CompanyWord).where(col(CompanyWord.company_id) == company.id))
    session.add_all(
        CompanyWord(company_id=company.id or 0, municipality_id=company.municipality_id, word=word)
        for word in words_of(name)
    )
    session.flush()


def same_named(session: Session, municipality_id: int, name: str) -> list[Company]:
    """The companies called the same, whatever the case."""
    query = select(Company).where(Company.municipality_id == municipality_id, Company.search_name == fold(name))
    return list(session.exec(query))


def ensure_person(session: Session, company_id: int, name: str, now: datetime) -> None:
    """Remember somebody one talks with at a company; a known name is left as it is."""
    same = select(CompanyPerson.id).where(
        CompanyPerson.company_id == company_id, CompanyPerson.search_name == fold(name)
    )
    if session.exec(same.limit(1)).first() is None:
        session.add(CompanyPerson(company_id=company_id, name=name, search_name=fold(name), created_at=now))


class CompanyRegister:
    """The companies that a form or a whole workbook names: found by name whatever its case, made when missing.

    The same name under another number is another company, and so is another name under the same number: chains
    share one, and what somebody typed is never replaced by what somebody else did.
    """

    def __init__(self, session: Session, municipality_id: int, now: datetime) -> None:
        self._session, self._municipality_id, self._now = session, municipality_id, now
        self.by_id: dict[int, Company] = {}

    def ensure(self, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """(name, CVR number) -> id; missing companies are made, and a number that was unknown is filled in."""
        wanted = list(dict.fromkeys(named))
        by_name = self._load({fold(name) for name, _ in wanted})
        found = {each: self._find_or_make(by_name, *each) for each in wanted}
        self._session.add_all(found.values())
        self._session.flush()
        self._add_words(company for company in found.values() if company.id not in self.by_id)
        self.by_id.update((company.id, company) for company in found.values() if company.id)
        return {each: company.id or 0 for each, company in found.items()}

    def _add_words(self, found: Iterable[Company]) -> None:
        """The words by which companies are found as one types; those that have theirs are left alone."""
        new = {company.id or 0: company for company in found}
        for part in portions(sorted(new)):
            query = select(CompanyWord.company_id).where(col(CompanyWord.company_id).in_(part))
            known = set(self._session.exec(query))
            rows = [
                {"company_id": each, "municipality_id": self._municipality_id, "word": word}
                for each in part
                if each not in known
                for word in words_of(new[each].name)
            ]
            if rows:
                self._session.execute(insert(CompanyWord), rows)

    def _load(self, names: set[str]) -> dict[str, list[Company]]:
        by_name: dict[str, list[Company]] = {name: [] for name in names}
        for part in portions(sorted(names)):
            query = select(Company).where(
                Company.municipality_id == self._municipality_id, col(Company.search_name).in_(part)
            )
            for company in self._session.exec(query.order_by(col(Company.id))):
                by_name[company.search_name].append(company)
        return by_name

    def _find_or_make(self, by_name: dict[str, list[Company]], name: str, cvr: str) -> Company:
        same_name = by_name[fold(name)]
        same = (company for number in (cvr, "") for company in same_name if company.cvr == number)
        found = next(same if cvr else iter(same_name), None)
        if found is None:
            found = Company(
                municipality_id=self._municipality_id, name=name, search_name=fold(name), created_at=self._now
            )
            same_name.append(found)
        found.cvr = found.cvr or cvr
        return found
