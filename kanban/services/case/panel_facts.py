"""Stored facts as the panel shows them, with who recorded them when."""

from collections.abc import Mapping, Sequence
from datetime import date

from kanban.domain.case import is_over
from kanban.domain.company import Company, CompanyPerson
from kanban.domain.danish import fold
from kanban.domain.fact import Fact
from kanban.domain.fact_form import FACT_FORMS
from kanban.domain.facts import WorkAgreement
from kanban.domain.views.case_entries import ShownField
from kanban.domain.views.panel import (
    AgreementView,
    ClosingView,
    ContactView,
    CvView,
    GoalsView,
    HoursPoint,
    OutcomeView,
)
from kanban.services.case.shown_facts import FactWords

_GOAL_HEADS = frozenset({"goal_a", "goal_b", "goal_c", "goal_registered_on"})
_GOAL_ANSWERS = frozenset({"goal_grounded_in_citizen", "goal_grounded_in_market"})
_CONTACT_HEADS = frozenset({"company", "company_cvr", "contact_kind", "contacted_on", "contact_person"})
_AGREEMENT_HEADS = frozenset(
    {
        "company",
        "company_cvr",
        "contact_person",
        "agreement_kind",
        "starts_on",
        "ends_on",
        "internship_hours",
        "paid_hours",
        "paid_hours_outlook",
        "paid_hours_from",
    }
)


class FactViews:
    """One method per fact; each gives None, or nothing, while nothing is recorded."""

    def __init__(self, words: FactWords, today: date, people: Mapping[int, Sequence[CompanyPerson]]) -> None:
        self._words, self._file, self._case, self._today = words, words.file, words.case, today
        self._people = people

    def cv(self) -> CvView | None:
        """The current CV."""
        fact = self._case.cv
        if fact is None:
            return None
        return CvView(
            kind=fact.cv_kind,
            prepared_on=fact.cv_prepared_on,
            approved=fact.cv_approved,
            profile_job_directed=fact.cv_profile_job_directed,
            qualifications_filled=fact.cv_qualifications_filled,
            made_with=fact.cv_made_with,
            summary=fact.cv_summary,
            recorded=self._words.recorded(fact),
        )

    def goals(self) -> GoalsView | None:
        """The current job goals."""
        fact = self._case.goals
        if fact is None:
            return None
        return GoalsView(
            goal_a=fact.goal_a,
            goal_b=fact.goal_b,
            goal_c=fact.goal_c,
            registered_on=fact.goal_registered_on,
            grounded_in_citizen=fact.goal_grounded_in_citizen,
            grounded_in_market=fact.goal_grounded_in_market,
            more=self._more("goals", fact, _GOAL_HEADS | _GOAL_ANSWERS),
            recorded=self._words.recorded(fact),
        )

    def contacts(self) -> tuple[ContactView, ...]:
        """The company contacts, newest first."""
        found = []
        for fact in reversed(self._case.contacts):
            company = _company(self._case.company_of(fact))
            found.append(
                ContactView(
                    id=fact.id or 0,
                    company=company.name,
                    cvr=company.cvr,
                    kind=fact.contact_kind,
                    contacted_on=fact.contacted_on,
                    contact_person=fact.contact_person,
                    more=self._more("contacts", fact, _CONTACT_HEADS),
                    recorded=self._words.recorded(fact),
                )
            )
        return tuple(found)

    def agreements(self) -> tuple[AgreementView, ...]:
        """The agreement on each placement as it stands: those that run first, the latest recorded first."""
        found = [self._agreement(fact) for fact in self._case.placements]
        return tuple(sorted(found, key=lambda view: view.over))

    def _agreement(self, fact: WorkAgreement) -> AgreementView:
        company = _company(self._case.company_of(fact))
        person = self._person(fact)
        return AgreementView(
            id=fact.id or 0,
            placement=fact.placement,
            over=is_over(fact, self._today),
            number=self._versions(fact.placement),
            kind=fact.agreement_kind,
            company=company.name,
            cvr=company.cvr,
            contact_person=fact.contact_person,
            title=person.title if person else "",
            phone=person.phone if person else "",
            starts_on=fact.starts_on,
            ends_on=fact.ends_on,
            internship_minutes=fact.internship_hours,
            paid_minutes=fact.paid_hours,
            outlook=fact.paid_hours_outlook,
            paid_hours_from=fact.paid_hours_from,
            follow_up_on=fact.follow_up_on,
            more=self._more("agreement", fact, _AGREEMENT_HEADS),
            recorded=self._words.recorded(fact),
        )

    def _person(self, fact: WorkAgreement) -> CompanyPerson | None:
        """The contact person as the register of companies knows them."""
        there = self._people.get(fact.company_id or 0, ())
        return next((each for each in there if each.search_name == fold(fact.contact_person)), None)

    def _versions(self, placement: int) -> int:
        return sum(
            isinstance(each, WorkAgreement) and each.placement == placement and each.withdrawn_at is None
            for each in self._file.facts
        )

    def hours(self) -> tuple[HoursPoint, ...]:
        """The series of hours, oldest first."""
        return tuple(
            HoursPoint(each.valid_from, each.paid_hours, each.internship_hours, each.id or 0)
            for each in self._case.hours
        )

    def outcome(self) -> OutcomeView | None:
        """Job or education."""
        fact = self._case.outcome
        if fact is None:
            return None
        return OutcomeView(
            kind=fact.outcome,
            company=_company(self._case.company_of(fact)).name,
            starts_on=fact.starts_on,
            retention_follow_up_on=fact.retention_follow_up_on,
            recorded=self._words.recorded(fact),
        )

    def closing(self) -> ClosingView | None:
        """Why the citizen left."""
        fact = self._case.closing
        if fact is None:
            return None
        return ClosingView(fact.closing_reason, fact.closing_note, fact.closed_on)

    def _more(self, kind: str, fact: Fact, heads: frozenset[str]) -> tuple[ShownField, ...]:
        return tuple(field for field in self._words.said(FACT_FORMS[kind], fact) if field.name not in heads)


def _company(company: Company | None) -> Company:
    return company or Company.model_construct(name="", cvr="")
