"""Sparring at the board: who is *klar*, *tæt på* and *længere fra*, and what exactly is needed (R-TGT-4, R-BOARD-2)."""

from datetime import date, timedelta

from kanban.domain.case import CaseFacts
from kanban.domain.messages import Message
from kanban.domain.readiness import Readiness
from kanban.domain.views.panel import Nearness


def holds_until(case: CaseFacts, today: date) -> date:
    """The last day on which what the case lacks today is true if nobody changes it.

    Days alone change it in one way: an agreement's dates and hours stop counting once it is over.
    """
    ends_on = case.agreement.ends_on if case.agreement else None
    if ends_on is None or ends_on < today:
        return date.max
    return max(today, ends_on - timedelta(days=1))


def is_talked_about(near: Readiness, *, still: bool) -> bool:
    """Who needs sparring: everybody who is ready to move, and of the others those who stand still."""
    return near.nearness is Nearness.READY or still


def first_need(near: Readiness) -> tuple[Message | None, int]:
    """What the next step takes first, and how much it takes besides; the order is that of the step's conditions."""
    missing = [need.message for need in near.needs if not need.done]
    return (missing[0], len(missing) - 1) if missing else (None, 0)
