"""What the next step is judged by: the facts its needs read, of many citizens at once.

The case made here is good for :func:`kanban.domain.readiness.readiness` alone: moves, talks, markings and benefits,
which no need asks about, are not read. A test holds it together with the whole case.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from kanban.domain.case import CaseFacts
from kanban.domain.company import Company
from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BrokerAssignment,
    CompanyContact,
    Cv,
    HoursEntry,
    JobGoals,
    Outcome,
    WorkAgreement,
)
from kanban.domain.follow_up import FollowUp
from kanban.domain.gathering import gather
from kanban.store.bulk import portions
from kanban.store.database import zone_of

_NEEDED: tuple[type[Fact], ...] = (
    BrokerAssignment,
    Cv,
    JobGoals,
    CompanyContact,
    WorkAgreement,
    HoursEntry,
    Outcome,
    FollowUp,
)


def cases(session: Session, citizen_ids: Sequence[int]) -> dict[int, CaseFacts]:
    """Citizen id -> the case as far as needs read it; nine statements for every five hundred citizens."""
    return {number: case for part in portions(citizen_ids) for number, case in _portion(session, part).items()}


def _portion(session: Session, citizen_ids: Sequence[int]) -> dict[int, CaseFacts]:
    facts: dict[int, list[Fact]] = {number: [] for number in citizen_ids}
    for table in _NEEDED:
        for fact in session.exec(select(table).where(col(table.citizen_id).in_(citizen_ids))):
            facts[fact.citizen_id].append(fact)
    companies = _companies(session, (fact for own in facts.values() for fact in own))
    return {number: gather(own, companies, zone=zone_of(session)) for number, own in facts.items()}


def _companies(session: Session, facts: Iterable[Fact]) -> dict[int, Company]:
    wanted = {getattr(fact, "company_id", None) for fact in facts} - {None}
    found = session.exec(select(Company).where(col(Company.id).in_(wanted)))
    return {company.id: company for company in found if company.id}
