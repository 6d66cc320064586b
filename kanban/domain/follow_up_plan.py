"""When company and citizen are followed up next: a proposal, which the broker may change.

Every four weeks (R-CAD-2, R-CAD-3), never after the agreement ends; in a flex job four times in the first six months
(R-CAD-4).
"""

from dataclasses import dataclass
from datetime import date

from kanban.domain.case import CaseFacts
from kanban.domain.deadlines import FLEXJOB, FLEXJOB_PLAN, FOLLOW_UP_EVERY
from kanban.domain.facts import WorkAgreement
from kanban.domain.messages import Message, say


@dataclass(frozen=True)
class Proposal:
    """A day and, in words, where it comes from; neither when there is nothing to propose."""

    day: date | None = None
    why: Message | None = None


def propose_next(deal: WorkAgreement | None, case: CaseFacts, held_on: date) -> Proposal:
    """The next follow-up after one held on a day; ``deal`` is None for aftercare and contacts without an agreement."""
    if deal is not None and _is_planned(deal):
        return _planned(deal, case, held_on)
    day = held_on + FOLLOW_UP_EVERY
    if deal is not None and deal.ends_on and day > deal.ends_on:
        if deal.ends_on <= held_on:
            return Proposal()
        return Proposal(deal.ends_on, say("Proposed: the day the agreement ends"))
    return Proposal(day, say("Proposed: in four weeks"))


def number_in_plan(deal: WorkAgreement | None, case: CaseFacts) -> int | None:
    """Which of the four planned follow-ups of a flex job comes now, from 1; None when none of them does."""
    if deal is None or not _is_planned(deal):
        return None
    number = _held(deal, case) + 1
    return number if number <= len(FLEXJOB_PLAN) else None


def _is_planned(deal: WorkAgreement) -> bool:
    return deal.agreement_kind == FLEXJOB and deal.starts_on is not None


def _held(deal: WorkAgreement, case: CaseFacts) -> int:
    begun = deal.starts_on or date.min
    return sum(each.placement == deal.placement and each.held_on >= begun for each in case.follow_ups)


def _planned(deal: WorkAgreement, case: CaseFacts, held_on: date) -> Proposal:
    begun, most = deal.starts_on or held_on, len(FLEXJOB_PLAN)
    for number in range(_held(deal, case) + 1, most):
        day = begun + FLEXJOB_PLAN[number]
        if day > held_on:
            return Proposal(day, say("Planned: follow-up %(number)s of %(all)s", number=number + 1, all=most))
    return Proposal()
