"""The address of a list of citizens behind a number: which figure, and the part of it that was chosen (R-DASH-8)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.danish import parse_date
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.flow_counts import Period
from kanban.domain.inputs.values import clean
from kanban.domain.messages import Message, say
from kanban.domain.months import days_of, parse_month
from kanban.domain.steps import OUT, STEP_NUMBERS

_NUMBER = re.compile(r"[0-9]{1,5}")
NO_STEP = "none"


@dataclass(frozen=True)
class Question:
    """Which number's citizens are asked for; each reader takes the parts it needs, and a missing part is refused."""

    figure: str
    period: Period
    raw: Mapping[str, str]

    def text(self, name: str) -> str:
        """A part as typed, empty when it is not there."""
        return clean(self.raw.get(name, ""), lines=False)

    def word(self, name: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        found = self.text(name)
        if found not in allowed:
            raise refused(name, say("There is no such figure"))
        return found

    def number(self, name: str) -> int:
        """A whole number from 0 on."""
        found = self.maybe_number(name)
        if found is None:
            raise refused(name, say("There is no such figure"))
        return found

    def maybe_number(self, name: str) -> int | None:
        """A whole number from 0 on, None when nothing is asked for."""
        typed = self.text(name)
        if typed and not _NUMBER.fullmatch(typed):
            raise refused(name, say("There is no such figure"))
        return int(typed) if typed else None

    def step(self, name: str = "step") -> int:
        """A step, 8 … 1, or 0 for out of the board."""
        found = self.number(name)
        if found not in (*STEP_NUMBERS, OUT):
            raise refused(name, say("There is no such step"))
        return found

    def maybe_step(self, name: str) -> int | None:
        """A step or 0; None for ``none``, before the first move."""
        return None if self.text(name) == NO_STEP else self.step(name)

    def day(self) -> date:
        """A day up to the period's last, which it is by default."""
        typed = self.text("day")
        found = parse_date(typed) if typed else self.period.last
        if found is None or found > self.period.last:
            raise refused("day", say("Choose a day up to the end of the period"))
        return found

    def month(self) -> Period | None:
        """The chosen month's days, None when the whole period is meant."""
        typed = self.text("month")
        if not typed:
            return None
        found = parse_month(typed, earliest=1)
        if found is None:
            raise refused("month", say("Write a month as yyyy-mm"))
        return days_of(found)

    def days(self) -> Period:
        """The chosen month as far as the period goes, or the whole period; may hold no day."""
        month = self.month()
        if month is None:
            return self.period
        return Period(max(month.first, self.period.first), min(month.last, self.period.last))


def refused(field: str, message: Message) -> InvalidInputError:
    """The refusal of one part."""
    return InvalidInputError((FieldProblem(field, message),))
