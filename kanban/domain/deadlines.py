"""What has a due date in a case: talks, follow-ups, agreements, aftercare, payslips and agreed next steps.

Due dates follow from what was agreed; where nothing was, from the programme's own cadence: a talk every four to six
weeks (R-CAD-1), a visit to the company every fourth week (R-CAD-2, R-CAD-3), four follow-ups in the first six months
of a flex job (R-CAD-4), aftercare after step 1 (R-SUP-1), the payslip soon after the month (R-HOURS-6).
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from kanban.domain.case import CaseFacts
from kanban.domain.facts import HoursEntry, WorkAgreement
from kanban.domain.sign import Sign, overdue

ENDS_SOON = timedelta(days=7)
TALK_EVERY = timedelta(weeks=6)
FOLLOW_UP_EVERY = timedelta(weeks=4)
FLEXJOB_PLAN = tuple(timedelta(weeks=weeks) for weeks in (6, 12, 18, 24))
PAYSLIP_DAY = 10
FLEXJOB = "flexjob"
AD_HOC = "ad_hoc"
_AT_WORK = frozenset({4, 3, 2})


def deadlines(current_step: int, case: CaseFacts) -> Iterator[Sign]:
    """Everything with a due date on this step, overdue or still to come."""
    if current_step in _AT_WORK:
        follow_ups = [due for each in running(case) if (due := follow_up_due(each, case))]
        if follow_ups:
            yield overdue("follow_up", min(follow_ups))
    if current_step == 4 and case.agreement and case.agreement.ends_on:
        ends_on = case.agreement.ends_on
        yield overdue("ends", ends_on, from_date=ends_on - ENDS_SOON)
    if current_step == 1 and case.outcome and case.outcome.retention_follow_up_on:
        yield overdue("aftercare", case.outcome.retention_follow_up_on)
    others = [("action", action_due(case))]
    if current_step != 1:
        others += [("talk", talk_due(case)), ("payslip", payslip_due(case))]
    yield from (overdue(code, day) for code, day in others if day)


def running(case: CaseFacts) -> list[WorkAgreement]:
    """The placements that are followed up: those that nobody has ended."""
    return [each for each in case.placements if not each.ended_reason]


def follow_up_due(placement: WorkAgreement, case: CaseFacts) -> date | None:
    """When company and citizen are next followed up on a placement: as agreed, else by the cadence.

    What was agreed counts until a follow-up has been held on that day or later; contacts in between count for none.
    """
    about = (each for each in case.follow_ups if each.placement == placement.placement)
    held = [each.held_on for each in about if each.follow_up_kind != AD_HOC]
    agreed = placement.follow_up_on
    if agreed and not any(day >= agreed for day in held):
        return agreed
    if placement.agreement_kind == FLEXJOB and placement.starts_on:
        return _flexjob_due(placement.starts_on, held, case.arrived_on)
    known = [day for day in (placement.starts_on, case.arrived_on, *held) if day]
    return _before_end(placement, max(known) + FOLLOW_UP_EVERY) if known else None


def _flexjob_due(begun: date, held: list[date], arrived_on: date | None) -> date | None:
    """The next of the plan's follow-ups; those planned before the citizen came to the board are not asked for."""
    planned = [begun + wait for wait in FLEXJOB_PLAN[sum(day >= begun for day in held) :]]
    return next((day for day in planned if arrived_on is None or day >= arrived_on), None)


def _before_end(placement: WorkAgreement, due: date) -> date | None:
    return None if placement.ends_on and due > placement.ends_on else due


def talk_due(case: CaseFacts) -> date | None:
    """When the next talk is to be held: as last agreed, else six weeks after the latest one or after arrival.

    A phone call in between does not cancel the talk that was agreed for a later day.
    """
    if case.talks:
        latest = case.talks[-1].held_on
        agreed = [each.next_talk_on for each in case.talks if each.next_talk_on and each.next_talk_on > latest]
        return agreed[-1] if agreed else latest + TALK_EVERY
    return case.arrived_on + TALK_EVERY if case.arrived_on else None


def payslip_due(case: CaseFacts) -> date | None:
    """When the first payslip that has not come in was due: the tenth of the month after.

    Payslips are expected from the month in which paid hours were registered here, or from the first one noted, for
    every month with paid hours in it; imported hours alone expect none.
    """
    month, paid = _first_payslip(case), case.paid
    if month is None or not paid:
        return None
    received = {each.month for each in case.payslips}
    last = None if case.paid_minutes else paid[-1].valid_from
    while month in received or not _is_paid(paid, month):
        month = next_month(month)
        if last and month >= last:
            return None
    return payslip_day(month)


def payslip_day(month: date) -> date:
    """When a month's payslip is due: the tenth of the month after."""
    return next_month(month).replace(day=PAYSLIP_DAY)


def payslip_months(case: CaseFacts, today: date) -> tuple[date, ...]:
    """The months whose payslip is expected or has been noted, the first day of each, until this month."""
    month, noted = _first_payslip(case), {each.month for each in case.payslips}
    months = []
    while month is not None and month <= today:
        if month in noted or (case.paid and _is_paid(case.paid, month)):
            months.append(month)
        month = next_month(month)
    return tuple(months)


def _is_paid(paid: Sequence[HoursEntry], month: date) -> bool:
    """Whether there were paid hours on any day of the month."""
    after = next_month(month)
    ends = [*(each.valid_from for each in paid[1:]), date.max]
    return any(
        each.paid_hours and each.valid_from < after and end > month for each, end in zip(paid, ends, strict=True)
    )


def _first_payslip(case: CaseFacts) -> date | None:
    registered = [
        max(each.valid_from, each.recorded_at.astimezone(case.zone).date())
        for each in case.hours
        if each.paid_hours and each.recorded_by
    ]
    return min((day.replace(day=1) for day in (*registered, *(each.month for each in case.payslips))), default=None)


def payslip_month(due_on: date) -> date:
    """The first day of the month whose payslip was due then."""
    return (due_on.replace(day=1) - timedelta(days=1)).replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def action_due(case: CaseFacts) -> date | None:
    """When the first agreed next step that has not been taken is due."""
    return min((each.due_on for each in case.actions if each.due_on and not each.done_on), default=None)
