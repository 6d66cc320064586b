"""One citizen's stay as the lists behind the flow figures read it; and a line of such a list."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kanban.domain.flow_counts import Period
from kanban.domain.steps import OUT, STEP_NUMBERS


class FlowStay(NamedTuple):
    """A stay with its course: the columns of :class:`kanban.domain.transition.StepVisit` of those names."""

    citizen: int
    step: int
    prev: int | None
    enter: date
    leave: date | None
    begun: date | None
    age: int | None
    spell: int
    best: int | None
    first: bool

    def on(self, day: date) -> bool:
        """Whether it covers the end of a day."""
        return self.enter <= day and (self.leave is None or self.leave > day)


class Behind(NamedTuple):
    """One counted thing: a citizen, the step and day it is about, and the step before where it is a move.

    ``until`` is when the stay ended, None while it lasts.
    """

    citizen: int
    step: int | None
    on: date | None
    came_from: int | None = None
    until: date | None = None


@dataclass(frozen=True)
class Narrowing:
    """What the database may leave out because no counted stay can be among it; None asks for all.

    ``began_here``: the stays of citizens who began in the team, instead of the team's stays.
    """

    steps: tuple[int, ...] | None = None
    entered: Period | None = None
    covering: date | None = None
    began_here: bool = False


ANYWHERE = (*STEP_NUMBERS, OUT)
