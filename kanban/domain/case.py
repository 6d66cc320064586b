"""A citizen's current facts together, and which form fields they answer.

Prefilling a form, counting what is already on record, showing what is missing and exporting all ask here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypeVar

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
F = TypeVar("F", bound=Fact)

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

    ``agreement`` is the newest version of any placement, ``placements`` the newest of each, the latest recorded first.
    ``contact`` is the company contact recorded last. ``confirmed_on`` is when the step was last found right without a
    move, and ``arrived_on`` when the board got to know the citizen: deadlines do not begin before.
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

    @property
    def paid_minutes(self) -> int | None:
        """Paid minutes a week by the newest statement; None when there has been none."""
        return next((entry.paid_hours for entry in reversed(self.hours) if entry.paid_hours is not None), None)

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


def gather(
    facts: Iterable[Fact],
    companies: Mapping[int, Company],
    talks: Iterable[TalkMark] = (),
    confirmed_on: date | None = None,
    arrived_on: date | None = None,
) -> CaseFacts:
    """The case as it stands from all versions of a citizen's facts, and from marks of talks and confirmations."""
    current = standing_facts(facts)
    return CaseFacts(
        **_newest_facts(current),
        **_all_series(current),
        placements=_placements(current),
        markings=tuple(fact for fact in current if isinstance(fact, Marking)),
        talks=tuple(sorted(talks, key=lambda talk: talk.held_on)),
        confirmed_on=confirmed_on,
        arrived_on=arrived_on,
        companies=companies,
    )


def _newest_facts(current: list[Fact]) -> dict[str, Any]:
    kinds: dict[str, type[Fact]] = {
        "assignment": BrokerAssignment,
        "cv": Cv,
        "goals": JobGoals,
        "contact": CompanyContact,
        "agreement": WorkAgreement,
        "outcome": Outcome,
        "closing": Closing,
    }
    return {name: _newest(current, kind) for name, kind in kinds.items()}


def _all_series(current: list[Fact]) -> dict[str, Any]:
    kinds: dict[str, tuple[type[Fact], str]] = {
        "contacts": (CompanyContact, "contacted_on"),
        "hours": (HoursEntry, "valid_from"),
        "benefits": (BenefitPeriod, "valid_from"),
        "groups": (GroupPeriod, "valid_from"),
        "follow_ups": (FollowUp, "held_on"),
        "payslips": (Payslip, "month"),
        "actions": (AgreedAction, "due_on"),
    }
    return {name: _series(current, kind, day) for name, (kind, day) in kinds.items()}


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts neither withdrawn nor replaced by a standing one, in the order of recording."""
    kept = sorted((fact for fact in facts if fact.withdrawn_at is None), key=lambda fact: fact.id or 0)
    replaced = {(type(fact), fact.replaces_id) for fact in kept if fact.replaces_id}
    return [fact for fact in kept if (type(fact), fact.id) not in replaced]


def _series(current: list[Fact], kind: type[F], day: str) -> tuple[F, ...]:
    found = (fact for fact in current if isinstance(fact, kind))
    return tuple(sorted(found, key=lambda fact: (getattr(fact, day) or date.min, fact.id or 0)))


def _placements(current: list[Fact]) -> tuple[WorkAgreement, ...]:
    newest = {fact.placement: fact for fact in current if isinstance(fact, WorkAgreement)}
    return tuple(sorted(newest.values(), key=lambda fact: fact.id or 0, reverse=True))


def _newest(facts: list[Fact], kind: type[F]) -> F | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, kind)), None)


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
        newest = next(entry for entry in reversed(case.hours) if entry.paid_hours is not None)
        found["paid_hours"] = Known(case.paid_minutes, newest)
    return found


def known_for(case: CaseFacts, to_step: int, today: date) -> dict[str, Known]:
    """What counts towards a move to a step without being typed again.

    An agreement that has ended lends its company and contact person but not its dates and hours, and an internship
    does not lend its dates to an agreement on paid hours. More paid hours (step 2) and leaving the board are
    always stated anew.
    """
    stated_anew = set(_STATED_ANEW.get(to_step, ()))
    agreement = case.agreement
    if agreement and agreement.ends_on and agreement.ends_on < today:
        stated_anew.update(_SCHEDULE)
    if agreement and to_step == 3 and agreement.paid_hours is None:
        stated_anew.update(("starts_on", "ends_on"))
    return {name: known for name, known in recorded(case, to_step).items() if name not in stated_anew or to_step == 1}


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
