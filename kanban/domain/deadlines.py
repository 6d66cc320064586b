"""What has a due date in a case: talks, follow-ups, agreements, aftercare, payslips and agreed next steps.

Due dates follow from what was agreed; where nothing was, from the programme's own cadence: a talk every four to six
weeks (R-CAD-1), a visit to the company every fourth week (R-CAD-2, R-CAD-3), four follow-ups in the first six months
of a flex job (R-CAD-4), aftercare after step 1 (R-SUP-1), the payslip soon after the month (R-HOURS-6).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kanban.domain.case import CaseFacts
from kanban.domain.facts import WorkAgreement
from kanban.domain.sign import Sign, overdue

ENDS_SOON = timedelta(days=7)
TALK_EVERY = timedelta(weeks=6)
FOLLOW_UP_EVERY = timedelta(weeks=4)
FLEXJOB_PLAN = tuple(timedelta(weeks=weeks) for weeks in (6, 12, 18, 24))
PAYSLIP_DAY = 10
FLEXJOB = "flexjob"
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
    """The placements that are followed up: the one recorded last, and others that nobody has ended."""
    return [each for each in case.placements if each is case.agreement or not each.ended_reason]


def follow_up_due(placement: WorkAgreement, case: CaseFacts) -> date | None:
    """When company and citizen are next followed up on a placement: as agreed, else by the cadence."""
    if placement.follow_up_on:
        return placement.follow_up_on
    held = [each.held_on for each in case.follow_ups if each.placement == placement.placement]
    if placement.agreement_kind == FLEXJOB and placement.starts_on:
        begun = placement.starts_on
        number = sum(day >= begun for day in held)
        return begun + FLEXJOB_PLAN[number] if number < len(FLEXJOB_PLAN) else None
    known = [day for day in (placement.starts_on, case.arrived_on, *held) if day]
    return _before_end(placement, max(known) + FOLLOW_UP_EVERY) if known else None


def _before_end(placement: WorkAgreement, due: date) -> date | None:
    return None if placement.ends_on and due > placement.ends_on else due


def talk_due(case: CaseFacts) -> date | None:
    """When the next talk is to be held: as agreed at the latest one, else six weeks after it or after arrival."""
    if case.talks:
        latest = case.talks[-1]
        return latest.next_talk_on or latest.held_on + TALK_EVERY
    return case.arrived_on + TALK_EVERY if case.arrived_on else None


def payslip_due(case: CaseFacts) -> date | None:
    """When the first payslip that has not come in was due: the tenth of the month after.

    Payslips are expected from the month in which paid hours were registered here, or from the first one noted, until
    the hours end; imported hours alone expect none.
    """
    month = _first_payslip(case)
    if month is None:
        return None
    received = {each.month for each in case.payslips}
    while month in received:
        month = next_month(month)
    stopped = next((each.valid_from for each in reversed(case.hours) if each.paid_hours is not None), None)
    if not case.paid_minutes and (stopped is None or stopped <= month):
        return None
    return next_month(month).replace(day=PAYSLIP_DAY)


def _first_payslip(case: CaseFacts) -> date | None:
    registered = [
        max(each.valid_from, each.recorded_at.date()) for each in case.hours if each.paid_hours and each.recorded_by
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
