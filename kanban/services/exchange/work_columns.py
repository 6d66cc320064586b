"""The workbook's one set of company columns: which of the case's facts with a company they hold.

They show what the board shows: the job on step 1, the agreement on steps 4 to 2, and otherwise whichever of contact and
agreement was recorded last. The import reads them the same way.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kanban.domain.case import CaseFacts
from kanban.domain.company import Company
from kanban.domain.steps import OUT

ON_AGREEMENT = frozenset({4, 3, 2})


@dataclass(frozen=True)
class WorkColumns:
    """The columns about a company; ``agreement_kind`` may be the outcome's kind, ``starts_on`` the job's first day."""

    company: Company | None = None
    contact_person: str = ""
    agreement_kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    internship_hours: int | None = None
    tasks: str = ""
    milestone: str = ""
    follow_up_on: date | None = None
    contact_kind: str | None = None
    contacted_on: date | None = None
    paid_hours_outlook: str | None = None
    paid_hours_from: date | None = None
    adjusted_on: date | None = None
    mentor: str = ""
    agreement_form: str | None = None
    ended_reason: str = ""


def work_columns(case: CaseFacts, step: int | None) -> WorkColumns:
    """What the company columns show for a citizen on this step (0 when out, None when not placed)."""
    if _shows_outcome(case, step):
        return _outcome_columns(case)
    contact, agreement = case.contact, case.agreement
    if agreement is None or (step not in ON_AGREEMENT and contact and contact.recorded_at > agreement.recorded_at):
        return _contact_columns(case)
    company = case.company_of(agreement) or case.company_of(contact)
    return WorkColumns(
        company=company,
        contact_person=agreement.contact_person or (contact.contact_person if contact else ""),
        agreement_kind=agreement.agreement_kind,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        internship_hours=agreement.internship_hours,
        tasks=agreement.tasks,
        milestone=agreement.milestone,
        follow_up_on=agreement.follow_up_on,
        paid_hours_outlook=agreement.paid_hours_outlook,
        paid_hours_from=agreement.paid_hours_from,
        adjusted_on=agreement.adjusted_on,
        mentor=agreement.mentor,
        agreement_form=agreement.agreement_form,
        ended_reason=agreement.ended_reason,
        **_contact_beside(case, company),
    )


def _shows_outcome(case: CaseFacts, step: int | None) -> bool:
    outcome, agreement = case.outcome, case.agreement
    if step == 1:
        return outcome is not None or not (agreement and agreement.agreement_kind)
    if step != OUT or outcome is None or outcome.outcome is None:
        return False
    return agreement is None or outcome.recorded_at >= agreement.recorded_at


def _contact_columns(case: CaseFacts) -> WorkColumns:
    contact = case.contact
    if contact is None:
        return WorkColumns()
    return WorkColumns(
        company=case.company_of(contact),
        contact_person=contact.contact_person,
        contact_kind=contact.contact_kind,
        contacted_on=contact.contacted_on,
    )


def _contact_beside(case: CaseFacts, company: Company | None) -> dict[str, Any]:
    """How and when the contact was that led to an agreement or a job at the same company."""
    contact, place = case.contact, case.company_of(case.contact)
    if contact is None or (place and (company is None or place.id != company.id)):
        return {}
    return {"contact_kind": contact.contact_kind, "contacted_on": contact.contacted_on}


def _outcome_columns(case: CaseFacts) -> WorkColumns:
    outcome, agreement, company = case.outcome, case.agreement, case.company_for(1)
    place = case.company_of(agreement)
    same_place = agreement if place is None or (company and place.id == company.id) else None
    return WorkColumns(
        company=company,
        contact_person=same_place.contact_person if same_place else "",
        agreement_kind=outcome.outcome if outcome else None,
        starts_on=outcome.starts_on if outcome else None,
        tasks=same_place.tasks if same_place else "",
        milestone=same_place.milestone if same_place else "",
        follow_up_on=outcome.retention_follow_up_on if outcome else None,
        **_contact_beside(case, company),
    )
