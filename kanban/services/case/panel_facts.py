"""Stored facts as the panel shows them, with who recorded them when."""

from kanban.domain.company import Company
from kanban.domain.fact import Fact
from kanban.domain.facts import WorkAgreement
from kanban.domain.staff import Staff
from kanban.domain.views.panel import (
    AgreementView,
    ClosingView,
    ContactView,
    CvView,
    GoalsView,
    HoursPoint,
    OutcomeView,
    Provenance,
)
from kanban.store.case_file import CaseFile


class FactViews:
    """One method per fact; each gives None while nothing is recorded."""

    def __init__(self, file: CaseFile, people: dict[int, Staff]) -> None:
        self._file, self._case, self._people = file, file.case, people

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
            summary=fact.cv_summary,
            recorded=self._recorded(fact),
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
            search_activities=fact.search_activities,
            smart_agreement=fact.smart_agreement,
            recorded=self._recorded(fact),
        )

    def contact(self) -> ContactView | None:
        """The latest company contact."""
        fact = self._case.contact
        if fact is None:
            return None
        company = _company(self._case.company_of(fact))
        return ContactView(
            company=company.name,
            cvr=company.cvr,
            kind=fact.contact_kind,
            contacted_on=fact.contacted_on,
            contact_person=fact.contact_person,
            recorded=self._recorded(fact),
        )

    def agreement(self) -> AgreementView | None:
        """The current version of the work agreement."""
        fact = self._case.agreement
        if fact is None:
            return None
        company = _company(self._case.company_of(fact))
        return AgreementView(
            number=sum(isinstance(each, WorkAgreement) and each.withdrawn_at is None for each in self._file.facts),
            kind=fact.agreement_kind,
            company=company.name,
            cvr=company.cvr,
            contact_person=fact.contact_person,
            starts_on=fact.starts_on,
            ends_on=fact.ends_on,
            internship_minutes=fact.internship_hours,
            paid_minutes=fact.paid_hours,
            tasks=fact.tasks,
            milestone=fact.milestone,
            outlook=fact.paid_hours_outlook,
            paid_hours_from=fact.paid_hours_from,
            follow_up_on=fact.follow_up_on,
            mentor=fact.mentor,
            recorded=self._recorded(fact),
        )

    def hours(self) -> tuple[HoursPoint, ...]:
        """The series of hours, oldest first."""
        return tuple(HoursPoint(each.valid_from, each.paid_hours, each.internship_hours) for each in self._case.hours)

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
            recorded=self._recorded(fact),
        )

    def closing(self) -> ClosingView | None:
        """Why the citizen left."""
        fact = self._case.closing
        if fact is None:
            return None
        return ClosingView(fact.closing_reason, fact.closing_note, fact.closed_on)

    def _recorded(self, fact: Fact) -> Provenance:
        by = self._people.get(fact.recorded_by or 0)
        return Provenance(by.name if by else "", fact.recorded_at)


def _company(company: Company | None) -> Company:
    return company or Company.model_construct(name="", cvr="")
