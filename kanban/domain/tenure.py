"""Who was a citizen's broker when, from the versions of the assignment (R-STEP-8, R-ROLE-5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kanban.domain.facts import BrokerAssignment


@dataclass(frozen=True)
class Tenure:
    """One broker's time with a citizen: the version it began with, and its newest."""

    first: BrokerAssignment
    last: BrokerAssignment

    @property
    def broker_id(self) -> int | None:
        """Whose time it is; None while the citizen had no broker."""
        return self.first.broker_id

    @property
    def begins(self) -> date | None:
        """The day the broker took over; imported assignments may lack it."""
        return self.first.assigned_on

    @property
    def note(self) -> str:
        """What was handed over, in the newest words."""
        return self.last.handover_note or self.first.handover_note


def tenures(versions: Iterable[BrokerAssignment]) -> list[Tenure]:
    """The brokers' times in the order of recording; versions with the same broker belong together."""
    found: list[Tenure] = []
    for fact in versions:
        if fact.withdrawn_at is not None:
            continue
        if found and found[-1].broker_id == fact.broker_id:
            found[-1] = Tenure(found[-1].first, fact)
        else:
            found.append(Tenure(fact, fact))
    return found
