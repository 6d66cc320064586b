"""When facts and step disagree: which step the facts speak for (R-STEP-10). The broker decides.

Hours speak for themselves: whoever is paid belongs on step 3 or nearer the goal. The other facts speak only when they
are newer than the stay on the step: after a setback the older ones are known and have been set aside.
"""

from collections.abc import Iterator
from datetime import date

from kanban.domain.case import CaseFacts
from kanban.domain.fact import Fact
from kanban.domain.facts import HoursEntry
from kanban.domain.messages import Message, say
from kanban.domain.sign import SUGGESTION_RANK, Sign
from kanban.domain.views.board import SignKind

_PREFIX = "step_"


def suggestions(current_step: int, since: date | None, case: CaseFacts) -> list[Sign]:
    """The step the facts speak for, if it is another than the citizen's: at most one, the nearest the goal."""
    spoken = [*_towards_goal(current_step, since or date.min, case), *_unpaid(current_step, case)]
    return [
        Sign(SUGGESTION_RANK, date.max, f"{_PREFIX}{number}", SignKind.SUGGESTION, day) for number, day in spoken[:1]
    ]


def suggested_step(code: str) -> int | None:
    """The step that a sign's code suggests; None for other signs."""
    return int(code.removeprefix(_PREFIX)) if code.startswith(_PREFIX) else None


def reason(number: int, current_step: int, from_date: date) -> Message:
    """Why that step is suggested."""
    if number > current_step:
        return say("No paid hours since %(date)s", date=from_date)
    return {
        1: say("Job or education begun on %(date)s", date=from_date),
        2: say("The paid hours have grown since %(date)s", date=from_date),
        3: say("Has had paid hours since %(date)s", date=from_date),
        4: say("Has an agreement on a placement from %(date)s", date=from_date),
        5: say("A company was contacted on %(date)s", date=from_date),
        6: say("Has had a job goal since %(date)s", date=from_date),
    }.get(number, say("Has had a CV since %(date)s", date=from_date))


def _towards_goal(current: int, since: date, case: CaseFacts) -> Iterator[tuple[int, date]]:
    outcome, agreement = case.outcome, case.agreement
    if current > 1 and outcome and outcome.starts_on and outcome.starts_on >= since:
        yield 1, outcome.starts_on
    paid = [each for each in case.hours if each.paid_hours is not None]
    if current == 3 and (grown := _grown(paid, since)):
        yield 2, grown
    if current > 3 and paid and paid[-1].paid_hours:
        yield 3, paid[-1].valid_from
    newer = (
        (4, agreement, agreement.starts_on if agreement and agreement.agreement_kind in _UNPAID_KINDS else None),
        (5, case.contact, case.contact.contacted_on if case.contact else None),
        (6, case.goals, case.goals.goal_registered_on if case.goals and case.goals.goal_a else None),
        (7, case.cv, case.cv.cv_prepared_on if case.cv else None),
    )
    for number, fact, own_day in newer:
        day = _day(fact, own_day)
        if current > number and day and day > since:
            yield number, own_day or day


_UNPAID_KINDS = frozenset({"internship", "wage_subsidy"})


def _day(fact: Fact | None, own_day: date | None) -> date | None:
    """The day a fact came to be known here; imported ones and those a move registered count from their own day."""
    if fact is None or own_day is None or fact.recorded_by is None or fact.transition_id is not None:
        return own_day
    return max(own_day, fact.recorded_at.date())


def _grown(paid: list[HoursEntry], since: date) -> date | None:
    """The day the paid hours grew while on the step (R-STEP-2)."""
    if len(paid) < 2 or paid[-1].valid_from <= since:
        return None
    return paid[-1].valid_from if (paid[-1].paid_hours or 0) > (paid[-2].paid_hours or 0) > 0 else None


def _unpaid(current: int, case: CaseFacts) -> Iterator[tuple[int, date]]:
    paid = [each for each in case.hours if each.paid_hours is not None]
    if current in {3, 2} and paid and paid[-1].paid_hours == 0:
        unpaid = paid[-1].internship_hours or (case.agreement and case.agreement.agreement_kind in _UNPAID_KINDS)
        yield (4 if unpaid else 5), paid[-1].valid_from
