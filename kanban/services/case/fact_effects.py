"""What else follows when a fact is recorded, so that one registration serves all."""

from datetime import date

from kanban.domain.fact import Fact
from kanban.domain.facts import BenefitPeriod, GroupPeriod, HoursEntry, WorkAgreement
from kanban.services.case.record_facts import new_version
from kanban.store.case_file import CaseFile


def follow_from(file: CaseFile, fact: Fact, today: date) -> list[Fact]:
    """Further facts that go with a new one, and the citizen's own columns brought into line."""
    if isinstance(fact, WorkAgreement):
        hours = _hours_of(file, fact, today)
        return [hours] if hours else []
    if isinstance(fact, BenefitPeriod):
        file.citizen.benefit = fact.benefit if _counts(fact, today) else file.citizen.benefit
    if isinstance(fact, GroupPeriod) and _counts(fact, today):
        file.citizen.target_group = fact.target_group
    return []


def _counts(period: BenefitPeriod | GroupPeriod, today: date) -> bool:
    return period.valid_from <= today and (period.valid_to is None or period.valid_to > today)


def _hours_of(file: CaseFile, deal: WorkAgreement, today: date) -> HoursEntry | None:
    """The citizen's hours in all placements together, when the agreement changes them (R-STEP-3, R-WA-8)."""
    others = [each for each in file.case.placements if each.placement != deal.placement and not _over(each, today)]
    before = file.case.placement(deal.placement)
    stated = (deal.paid_hours, deal.internship_hours)
    if stated == ((before.paid_hours, before.internship_hours) if before else (None, None)):
        return None
    total = {
        name: _sum([getattr(each, name) for each in (deal, *others)]) for name in ("paid_hours", "internship_hours")
    }
    begins = deal.adjusted_on or deal.starts_on or today
    newest = file.case.hours[-1].valid_from if file.case.hours else begins
    return new_version(HoursEntry, None, {"valid_from": max(begins, newest), **total}, keep_rest=False)


def _over(deal: WorkAgreement, today: date) -> bool:
    return bool(deal.ended_reason) or (deal.ends_on is not None and deal.ends_on < today)


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
