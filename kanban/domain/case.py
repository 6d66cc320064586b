"""A citizen's current facts together, and which form fields they answer.

Prefilling a form, counting what is already on record, showing what is missing and exporting all ask here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import TypeAlias

from kanban.domain.company import Company
from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BenefitPeriod,
    BrokerAssignment,
    Closing,
    CompanyContact,
    Cv,
    GroupPeriod,
    HoursEntry,
    JobGoals,
    Marking,
    Outcome,
    WorkAgreement,
)
from kanban.domain.follow_up import AgreedAction, FollowUp, Payslip
from kanban.domain.messages import Message, say
from kanban.domain.steps import step
from kanban.domain.talk import TalkMark

FieldValue: TypeAlias = "str | int | bool | date | None"

OF_THE_COMPANY = {"company_cvr", "contact_person"}
_STATED_ANEW: dict[int, tuple[str, ...]] = {2: ("paid_hours", "adjusted_on"), 0: ("closing_reason", "closing_note")}
_SCHEDULE = ("starts_on", "ends_on", "internship_hours", "follow_up_on", "paid_hours_outlook", "paid_hours_from")


@dataclass(frozen=True)
class Known:
    """A value on record and the fact it comes from."""

    value: FieldValue
    fact: Fact


@dataclass(frozen=True)
class CaseFacts:
    """The newest standing version of each fact, and series in the order of the days they are about.

    ``placements`` are the newest version of each, the latest recorded first, and ``agreement`` the first of them that
    nobody has ended. ``contact`` is the company contact recorded last. ``confirmed_on`` is when the step was last found
    right without a move, and ``arrived_on`` when the board got to know the citizen: deadlines do not begin before.
    ``known_on`` tells when a fact that has been corrected was first recorded, by table and id; ``zone`` is where the
    days on which something was recorded are counted.
    """

    assignment: BrokerAssignment | None = None
    cv: Cv | None = None
    goals: JobGoals | None = None
    contact: CompanyContact | None = None
    contacts: tuple[CompanyContact, ...] = ()
    agreement: WorkAgreement | None = None
    placements: tuple[WorkAgreement, ...] = ()
    hours: tuple[HoursEntry, ...] = ()
    outcome: Outcome | None = None
    closing: Closing | None = None
    markings: tuple[Marking, ...] = ()
    benefits: tuple[BenefitPeriod, ...] = ()
    groups: tuple[GroupPeriod, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    payslips: tuple[Payslip, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    talks: tuple[TalkMark, ...] = ()
    confirmed_on: date | None = None
    arrived_on: date | None = None
    companies: Mapping[int, Company] = field(default_factory=dict)
    known_on: Mapping[tuple[str, int], date] = field(default_factory=dict)
    zone: tzinfo = UTC

    @property
    def paid(self) -> tuple[HoursEntry, ...]:
        """The statements of paid hours, one a day: what was said last about a day is what it was."""
        by_day = {entry.valid_from: entry for entry in self.hours if entry.paid_hours is not None}
        return tuple(by_day.values())

    @property
    def paid_minutes(self) -> int | None:
        """Paid minutes a week by the newest statement; None when there has been none."""
        return self.paid[-1].paid_hours if self.paid else None

    def company_of(self, fact: CompanyContact | WorkAgreement | Outcome | None) -> Company | None:
        """The company a fact names."""
        return self.companies.get(fact.company_id) if fact and fact.company_id else None

    def placement(self, number: int | None) -> WorkAgreement | None:
        """The newest version of the agreement on one placement."""
        return next((each for each in self.placements if each.placement == number), None)

    def markings_on(self, day: date) -> list[Marking]:
        """The markings that count on a day (R-MARK-1): begun by then and not ended."""
        return [
            marking
            for marking in self.markings
            if (marking.valid_from is None or marking.valid_from <= day)
            and (marking.valid_to is None or marking.valid_to > day)
        ]

    def company_for(self, step_number: int | None) -> Company | None:
        """The company that stands for the citizen's case on a step: where the job, agreement or contact is."""
        order = {1: (self.outcome, self.agreement, self.contact), 5: (self.contact, self.agreement)}
        facts = order.get(step_number or 0, (self.agreement, self.contact))
        return next((company for company in map(self.company_of, facts) if company), None)


def recorded(case: CaseFacts, to_step: int) -> dict[str, Known]:
    """What is on record for each field of a step; fields without a value are left out."""
    found: dict[str, Known] = {}
    sources = _sources(case, to_step)
    for name in step(to_step).fields:
        for fact in _of_one_company(sources) if name in OF_THE_COMPANY else sources:
            value = _value(case, fact, name, to_step)
            if value not in (None, ""):
                found.setdefault(name, Known(value, fact))
    if "paid_hours" in step(to_step).fields and case.paid_minutes:
        found["paid_hours"] = Known(case.paid_minutes, case.paid[-1])
    return found


def known_for(case: CaseFacts, to_step: int, today: date) -> dict[str, Known]:
    """What counts towards a move to a step without being typed again.

    An agreement that has ended lends its company and contact person but not its dates and hours, and an internship
    does not lend its dates to an agreement on paid hours. A choice that the step does not offer is made anew. More
    paid hours (step 2) and leaving the board are always stated anew.
    """
    stated_anew = set(_STATED_ANEW.get(to_step, ()))
    agreement = case.agreement
    if agreement and is_over(agreement, today):
        stated_anew.update(_SCHEDULE)
    if agreement and to_step == 3 and agreement.paid_hours is None:
        stated_anew.update(("starts_on", "ends_on"))
    found = recorded(case, to_step)
    stated_anew.update(name for name, values in step(to_step).choices.items() if _of(found, name) not in values)
    return {name: known for name, known in found.items() if name not in stated_anew or to_step == 1}


def _of(found: Mapping[str, Known], name: str) -> FieldValue:
    return found[name].value if name in found else None


def is_over(deal: WorkAgreement, today: date) -> bool:
    """Whether a placement has ended: its last day lies behind, or somebody has written why it ended."""
    if deal.ends_on is not None:
        return deal.ends_on < today or (bool(deal.ended_reason) and deal.ends_on == today)
    return bool(deal.ended_reason)


def source_of(known: Known) -> Message:
    """Where a prefilled value comes from, as the hint above its field."""
    fact = known.fact
    if isinstance(fact, CompanyContact) and fact.contacted_on:
        return say("From the company contact on %(date)s", date=fact.contacted_on)
    if isinstance(fact, WorkAgreement) and fact.starts_on:
        return say("From the agreement of %(date)s", date=fact.starts_on)
    if isinstance(fact, HoursEntry):
        return say("On record since %(date)s", date=fact.valid_from)
    return say("Already on record")


def _sources(case: CaseFacts, to_step: int) -> list[Fact]:
    by_step: dict[int, tuple[Fact | None, ...]] = {
        8: (case.assignment,),
        7: (case.cv,),
        6: (case.goals,),
        5: (case.contact, case.agreement),
        4: (case.agreement, case.contact),
        3: (case.agreement, case.contact),
        2: (case.agreement,),
        1: (case.outcome, case.agreement),
        0: (case.closing,),
    }
    return [fact for fact in by_step[to_step] if fact]


def _of_one_company(facts: list[Fact]) -> list[Fact]:
    """The facts about the company the first of them names: numbers and people of different companies never mix."""
    named = [getattr(fact, "company_id", None) for fact in facts]
    first = next(filter(None, named), None)
    return [fact for fact, company in zip(facts, named, strict=True) if company in {None, first}]


def _value(case: CaseFacts, fact: Fact, name: str, to_step: int) -> FieldValue:
    if name in {"company", "company_cvr"}:
        if not isinstance(fact, CompanyContact | WorkAgreement | Outcome):
            return None
        company = case.company_of(fact)
        return (company.name if name == "company" else company.cvr) if company else None
    if to_step == 1 and isinstance(fact, WorkAgreement):
        return None
    value: FieldValue = getattr(fact, name, None)
    return value
