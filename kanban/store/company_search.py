"""Finding companies and the people one talks with there, as one types.

The first letters of any word are looked up as a range of words in an index, so that the answer takes as long among
twenty thousand companies as among two hundred.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kanban.domain.citizen import Citizen
from kanban.domain.company import MOST_WORDS, Company, CompanyPerson, CompanyWord, words_of
from kanban.domain.danish import fold
from kanban.domain.facts import BenefitPeriod, Marking

_LAST = "\U0010ffff"


def starting_with(session: Session, municipality_id: int, typed: str, limit: int) -> list[Company]:
    """Companies whose CVR number or some word of the name begins with what is typed, the shortest such word first.

    Of several typed words the longest is looked up and the others must occur in the name.
    """
    numbered = _by_number(session, municipality_id, "".join(typed.split()), limit)
    words = sorted(words_of(typed), key=len, reverse=True)
    ids = list(dict.fromkeys([*numbered, *_by_words(session, municipality_id, words, limit)]))[:limit]
    found = {each.id: each for each in session.exec(select(Company).where(col(Company.id).in_(ids)))}
    return [found[each] for each in ids]


def matching(session: Session, municipality_id: int, typed: str) -> list[tuple[int, str]]:
    """Id and name of every company that :func:`starting_with` would find, in no order; all of them for no text."""
    words = sorted(words_of(typed), key=len, reverse=True)
    query = select(Company.id, Company.name).where(Company.municipality_id == municipality_id)
    if words:
        named = select(CompanyWord.company_id).where(CompanyWord.municipality_id == municipality_id, *_begins(words[0]))
        by_name = col(Company.id).in_(named)
        number = "".join(typed.split())
        by_number = col(Company.cvr).startswith(number, autoescape=True)
        query = query.where((by_name | by_number) if number.isdigit() else by_name, *_contain(words[1:]))
    elif typed.strip():
        return []
    return [(company_id or 0, name) for company_id, name in session.exec(query)]


def people_starting_with(
    session: Session, municipality_id: int, company: str, typed: str, limit: int
) -> list[CompanyPerson]:
    """Those one talks with at the companies of that name, with a word of their name beginning with what is typed."""
    query = (
        select(CompanyPerson)
        .join(Company, col(Company.id) == col(CompanyPerson.company_id))
        .where(Company.municipality_id == municipality_id, Company.search_name == fold(company))
        .order_by(col(CompanyPerson.search_name), col(CompanyPerson.id))
    )
    wanted = fold(typed)
    found = (each for each in session.exec(query) if f" {each.search_name}".find(f" {wanted}") >= 0)
    return list({each.search_name: each for each in found}.values())[:limit]


def markings_in_use(session: Session, municipality_id: int) -> list[str]:
    """Every marking's name the municipality has on record."""
    query = select(Marking.name).join(Citizen, col(Citizen.id) == col(Marking.citizen_id))
    found = session.exec(query.where(Citizen.municipality_id == municipality_id, col(Marking.withdrawn_at).is_(None)))
    return sorted(set(found))


def benefits_in_use(session: Session, municipality_id: int) -> list[str]:
    """Every benefit the municipality has on record."""
    periods = select(BenefitPeriod.benefit).join(Citizen, col(Citizen.id) == col(BenefitPeriod.citizen_id))
    mine = Citizen.municipality_id == municipality_id
    found = {*session.exec(periods.where(mine, col(BenefitPeriod.withdrawn_at).is_(None)))}
    return sorted({*found, *session.exec(select(Citizen.benefit).where(mine).distinct())} - {""})


def _by_number(session: Session, municipality_id: int, number: str, limit: int) -> list[int]:
    if not (number.isascii() and number.isdigit()):
        return []
    query = select(col(Company.id)).where(Company.municipality_id == municipality_id)
    query = query.where(col(Company.cvr) >= number, col(Company.cvr) <= number + "9" * 8)
    return [each for each in session.exec(query.order_by(col(Company.cvr), col(Company.id)).limit(limit)) if each]


def _by_words(session: Session, municipality_id: int, words: Sequence[str], limit: int) -> list[int]:
    """A company may be found by several of its words: a few rows more are read than asked for, all only if needed."""
    if not words:
        return []
    query = select(CompanyWord.company_id).where(CompanyWord.municipality_id == municipality_id, *_begins(words[0]))
    if words[1:]:
        query = query.join(Company, col(Company.id) == col(CompanyWord.company_id)).where(*_contain(words[1:]))
    query = query.order_by(col(CompanyWord.word), col(CompanyWord.company_id))
    found: list[int] = []
    for most in (2 * limit, MOST_WORDS * limit):
        read = session.exec(query.limit(most)).all()
        found = list(dict.fromkeys(read))
        if len(found) >= limit or len(read) < most:
            break
    return found


def _begins(word: str) -> tuple[ColumnElement[bool], ...]:
    return col(CompanyWord.word) >= word, col(CompanyWord.word) <= word + _LAST


def _contain(words: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    return tuple(col(Company.search_name).contains(word, autoescape=True) for word in words)
