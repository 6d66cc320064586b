"""What else follows when a fact is recorded, so that one registration serves all."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from kanban.domain.case import is_over
from kanban.domain.fact import Fact
from kanban.domain.facts import BenefitPeriod, GroupPeriod, HoursEntry, WorkAgreement
from kanban.services.case.record_facts import new_version
from kanban.store.case_file import CaseFile

P = TypeVar("P", BenefitPeriod, GroupPeriod)
_HOURS = ("paid_hours", "internship_hours")


def follow_from(file: CaseFile, fact: Fact, today: date) -> list[Fact]:
    """Further facts that go with a new one, before it is in the file."""
    hours = _hours_of(file, fact, today) if isinstance(fact, WorkAgreement) else None
    return [hours] if hours else []


def bring_in_line(file: CaseFile, before: Fact | None, today: date) -> None:
    """Put on the citizen the benefit and target group that count today, once the file holds what is new.

    ``before`` is what was corrected or removed. A benefit or group that came without a period stays until one counts.
    """
    citizen, case = file.citizen, file.case
    benefit, group = _counting(case.benefits, today), _counting(case.groups, today)
    if benefit or (isinstance(before, BenefitPeriod) and citizen.benefit == before.benefit):
        citizen.benefit = benefit.benefit if benefit else ""
    if group or (isinstance(before, GroupPeriod) and citizen.target_group == before.target_group):
        citizen.target_group = group.target_group if group else None


def _counting(periods: Sequence[P], today: date) -> P | None:
    begun = [each for each in periods if each.valid_from <= today and (each.valid_to is None or each.valid_to > today)]
    return begun[-1] if begun else None


def _hours_of(file: CaseFile, deal: WorkAgreement, today: date) -> HoursEntry | None:
    """The citizen's hours in all placements together, when the agreement changes them (R-STEP-3, R-WA-8).

    A placement that has ended gives no hours from the day after its last; hours that were agreed and no longer are
    become none.
    """
    before = file.case.placement(deal.placement)
    if _stated(deal) == _stated(before):
        return None
    others = [each for each in file.case.placements if each.placement != deal.placement and not is_over(each, today)]
    deals = others if deal.ended_reason else [deal, *others]
    total = {name: _sum(deals, name, was=bool(before and getattr(before, name))) for name in _HOURS}
    newest = file.case.hours[-1] if file.case.hours else None
    if total == {name: getattr(newest, name, None) for name in _HOURS}:
        return None
    begins = _first_day(deal, today)
    valid_from = max(begins, newest.valid_from) if newest else begins
    hours = new_version(HoursEntry, None, {"valid_from": valid_from, **total}, keep_rest=False)
    if hours and newest and newest.valid_from == valid_from:
        hours.replaces_id = newest.id
    return hours


def _stated(deal: WorkAgreement | None) -> tuple[int | None, int | None, bool]:
    return (deal.paid_hours, deal.internship_hours, bool(deal.ended_reason)) if deal else (None, None, False)


def _first_day(deal: WorkAgreement, today: date) -> date:
    if deal.ended_reason:
        return deal.ends_on + timedelta(days=1) if deal.ends_on else today
    return deal.adjusted_on or deal.starts_on or today


def _sum(deals: Sequence[WorkAgreement], name: str, *, was: bool) -> int | None:
    """Minutes in all; 0 when there were some and nobody states any now, None when there never were."""
    known = [minutes for each in deals if (minutes := getattr(each, name)) is not None]
    return sum(known) if known or was else None
