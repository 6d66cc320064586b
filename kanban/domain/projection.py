"""What the board reads in one go, derived from a citizen's moves and facts.

Rewritten in the same transaction as every move, annulment and fact, and compared with the stored rows by
``kanban verify``; nothing here is ever entered by hand.
"""

from dataclasses import dataclass
from datetime import date

from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen
from kanban.domain.danish import fold
from kanban.domain.steps import OUT
from kanban.domain.transition import Visit


@dataclass(frozen=True)
class Card:
    """The derived columns of :class:`kanban.domain.citizen.Citizen`."""

    broker_id: int | None
    caseworker_id: int | None
    current_step: int | None
    step_since: date | None
    context: str
    paid_minutes: int | None
    search_text: str


def card(name: str, visits: list[Visit], case: CaseFacts) -> Card:
    """The card as it must look given the stays and the facts."""
    last = visits[-1] if visits else None
    current = last.step if last else None
    company = case.company_for(current)
    return Card(
        broker_id=case.assignment.broker_id if case.assignment else None,
        caseworker_id=case.assignment.caseworker_id if case.assignment else None,
        current_step=current,
        step_since=last.enter_date if last else None,
        context=_context(current, case),
        paid_minutes=case.paid_minutes,
        search_text=fold(f"{name} {company.name if company else ''}"),
    )


def _context(current: int | None, case: CaseFacts) -> str:
    if current is None or current == OUT:
        return ""
    if current == 6 and case.goals:
        return case.goals.goal_a
    company = case.company_for(current) if current <= 5 else None
    return company.name if company else ""


def stored_card(citizen: Citizen) -> Card:
    """The card as it stands in the database."""
    return Card(**{name: getattr(citizen, name) for name in Card.__dataclass_fields__})


def write_card(citizen: Citizen, new: Card) -> None:
    """Put the derived columns on the citizen."""
    for name in Card.__dataclass_fields__:
        setattr(citizen, name, getattr(new, name))
