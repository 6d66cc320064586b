"""When facts and step disagree: which step the facts speak for (R-STEP-10). The broker decides.

Hours speak for themselves: whoever is paid belongs on step 3 or nearer the goal. The other facts speak only when they
are newer than the stay on the step: after a setback the older ones are known and have been set aside.
"""

from collections.abc import Iterator
from datetime import date

from kanban.domain.case import CaseFacts
from kanban.domain.fact import Fact
from kanban.domain.facts import WorkAgreement
from kanban.domain.gathering import key_of, known_since
from kanban.domain.messages import Message, say
from kanban.domain.sign import SUGGESTION_RANK, Sign
from kanban.domain.steps import PLACEMENT_KINDS
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
    number = code.removeprefix(_PREFIX)
    return int(number) if number != code and number.isdigit() else None


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
    yield from _newer(current, since, case, (1, case.outcome, case.outcome.starts_on if case.outcome else None))
    if current == 3 and (grown := _grown(case, since)):
        yield 2, grown
    if current > 3 and case.paid_minutes:
        yield 3, case.paid[-1].valid_from
    agreement = case.agreement if _is_unpaid(case.agreement) else None
    newer = (
        (4, agreement, agreement.starts_on if agreement else None),
        (5, case.contact, case.contact.contacted_on if case.contact else None),
        (6, case.goals, case.goals.goal_registered_on if case.goals and case.goals.goal_a else None),
        (7, case.cv, case.cv.cv_prepared_on if case.cv else None),
    )
    for each in newer:
        yield from _newer(current, since, case, each)


def _newer(
    current: int, since: date, case: CaseFacts, spoken: tuple[int, Fact | None, date | None]
) -> Iterator[tuple[int, date]]:
    """The step a fact speaks for, when it is nearer the goal and the fact became known during the stay."""
    number, fact, own_day = spoken
    if fact is None or own_day is None or current <= number:
        return
    known = case.known_on.get(key_of(fact)) or known_since(fact, own_day, case.zone)
    if known and (known > since or (known == since and _by_hand_on(fact, since))):
        yield number, own_day


def _by_hand_on(fact: Fact, day: date) -> bool:
    """Whether somebody recorded the fact on that day without moving the citizen: news, though the stay began then."""
    return fact.recorded_by is not None and fact.transition_id is None and fact.recorded_at.date() == day


def _is_unpaid(deal: WorkAgreement | None) -> bool:
    return deal is not None and deal.agreement_kind in PLACEMENT_KINDS and not deal.ended_reason


def _grown(case: CaseFacts, since: date) -> date | None:
    """The day the paid hours grew while on the step (R-STEP-2)."""
    if len(case.paid) < 2 or case.paid[-1].valid_from <= since:
        return None
    return case.paid[-1].valid_from if (case.paid_minutes or 0) > (case.paid[-2].paid_hours or 0) > 0 else None


def _unpaid(current: int, case: CaseFacts) -> Iterator[tuple[int, date]]:
    if current in {3, 2} and case.paid_minutes == 0:
        unpaid = case.paid[-1].internship_hours or _is_unpaid(case.agreement)
        yield (4 if unpaid else 5), case.paid[-1].valid_from
