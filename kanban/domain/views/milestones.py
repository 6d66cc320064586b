"""What the pages about milestones get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kanban.domain.day_words import month
from kanban.domain.messages import Message, mark, say
from kanban.domain.milestone import MilestoneKind
from kanban.domain.months import key
from kanban.domain.views.board import Option
from kanban.domain.views.rules import Decided

_SUMMER = (6, 7, 8)
_STARTS = {
    8: mark("Get a job broker"),
    7: mark("Get a CV"),
    6: mark("Get a job goal"),
    5: mark("Get in contact with a company"),
    4: mark("Begin in a work placement"),
    3: mark("Get paid hours"),
    2: mark("Get more paid hours"),
    1: mark("Come into job or education"),
}


def title(kind: str, step: int) -> Message:
    """What a milestone counts, in words."""
    if kind == MilestoneKind.START:
        return Message(_STARTS[step])
    return say("Are kept on step %(step)s or nearer the goal", step=step) if step > 1 else say("Are kept at the goal")


def is_summer(month: date) -> bool:
    """Whether the month is one of the summer holiday's (R-TGT-9)."""
    return month.month in _SUMMER


@dataclass(frozen=True)
class Outlook:
    """The chance of reaching a milestone, and the number reached with 85 %; from so many whole weeks."""

    probability: float
    at_least: int
    weeks: int
    since: date
    until: date

    @property
    def percent(self) -> int:
        """The chance in whole per cent; nothing is told as certain before it has happened."""
        return min(99, max(1, round(self.probability * 100)))


@dataclass(frozen=True)
class MilestoneView:
    """One milestone with how far it is; ``done`` is None before its month has begun.

    ``query`` is the address of the citizens behind ``done``. Of a milestone about keeping, ``base`` were there when the
    month began, and ``base_query`` is their address. ``reached_on`` is the day that reached it.
    """

    kind: str
    step: int
    month: date
    number: int
    done: int | None
    query: Mapping[str, str]
    base: int | None = None
    base_query: Mapping[str, str] = field(default_factory=dict)
    reached_on: date | None = None
    outlook: Outlook | None = None
    running: bool = False

    @property
    def title(self) -> Message:
        """What it counts."""
        return title(self.kind, self.step)

    @property
    def month_name(self) -> Message:
        """Its month."""
        return month(self.month)

    @property
    def month_key(self) -> str:
        """Its month as in addresses."""
        return key(self.month)

    @property
    def is_start(self) -> bool:
        """Whether it counts those who start."""
        return self.kind == MilestoneKind.START

    @property
    def reached(self) -> bool:
        """Whether it stands reached; keeping is not reached before the month is over."""
        held = self.done is not None and self.done >= self.number
        return held and (self.is_start or not self.running)

    @property
    def shown(self) -> int:
        """How much of its bar is filled."""
        return min(self.done or 0, self.number)


@dataclass(frozen=True)
class OwnerRow:
    """A line of the table by owner: whose, and its milestones in the order of the columns, None where it has none."""

    name: str
    query: Mapping[str, str]
    level: str
    cells: tuple[MilestoneView | None, ...]


@dataclass(frozen=True)
class Column:
    """A column of that table, and how far the parts are from the whole where they do not add up.

    ``teams`` and ``brokers`` are the sums of theirs, None where none has one or where they agree with the whole.
    """

    kind: str
    step: int
    title: Message
    teams: int | None = None
    brokers: int | None = None


@dataclass(frozen=True)
class MonthView:
    """A month's milestones: those of the scope looked at, and everybody's in a table."""

    month: date
    running: bool
    ahead: bool
    milestones: tuple[MilestoneView, ...]
    columns: tuple[Column, ...]
    rows: tuple[OwnerRow, ...]

    @property
    def name(self) -> Message:
        """The month's name and year."""
        return say("%(month)s %(year)s", month=month(self.month), year=str(self.month.year))

    @property
    def key(self) -> str:
        """The month as in addresses."""
        return key(self.month)

    @property
    def is_summer(self) -> bool:
        """Whether placements break off for the holidays (R-TGT-9)."""
        return is_summer(self.month)


@dataclass(frozen=True)
class PartField:
    """One number of the form: whose, and what is filled in; ``weight`` are the citizens it is shared out by."""

    key: str
    name: str
    value: str
    weight: int
    level: str
    proposed: bool = False


@dataclass(frozen=True)
class MilestoneForm:
    """The form for one milestone and all it is broken down to."""

    month: date
    kind: str
    step: int
    title: Message
    months: tuple[Option, ...]
    kinds: tuple[Option, ...]
    steps: tuple[Option, ...]
    fields: tuple[PartField, ...]
    proposed: bool
    decided: Decided
    weighed_by: Message
    problems: Mapping[str, Message]
    conflict: Message | None = None

    @property
    def total(self) -> str:
        """The municipality's number as filled in."""
        return next(each.value for each in self.fields if each.level == "all")

    @property
    def whole(self) -> int:
        """The same as a number, 0 where there is none."""
        return self._sum("all")

    @property
    def teams(self) -> int:
        """What the teams' numbers come to."""
        return self._sum("team")

    @property
    def brokers(self) -> int:
        """What the job brokers' numbers come to."""
        return self._sum("broker")

    @property
    def is_summer(self) -> bool:
        """Whether placements break off for the holidays (R-TGT-9)."""
        return is_summer(self.month)

    @property
    def month_key(self) -> str:
        """The month as in addresses."""
        return key(self.month)

    @property
    def month_name(self) -> Message:
        """The month's name and year."""
        return say("%(month)s %(year)s", month=month(self.month), year=str(self.month.year))

    def _sum(self, level: str) -> int:
        numbers = (each.value for each in self.fields if each.level == level)
        return sum(int(number) for number in numbers if number.isascii() and number.isdigit())
