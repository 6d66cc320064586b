"""What the board template gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kanban.domain.live import Whose
from kanban.domain.messages import Message
from kanban.domain.steps import Step


class SignKind(StrEnum):
    """What a card can call for; each has one icon and one colour. All but suggestions have a filter."""

    LATE = "late"
    MISSING = "missing"
    STILL = "still"
    SUGGESTION = "suggestion"


COUNTED = (SignKind.LATE, SignKind.MISSING, SignKind.STILL)
"""The kinds the board's chips count and filter."""


@dataclass(frozen=True)
class SignView:
    """One sign in words; ``code`` tells what it is about, ``due_on`` when it was or is due."""

    kind: SignKind
    message: Message
    code: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class CardView:
    """A citizen on the board. ``id`` is the unguessable public id; hours are whole minutes a week."""

    id: str
    version: int
    name: str
    name_protected: bool
    step: int | None
    since: date | None
    days: int | None
    broker_initials: str
    broker_name: str
    context: str
    paid_minutes: int | None
    stalled: bool
    sign: SignView | None
    more_signs: int
    movable: bool
    just_moved: bool = False


@dataclass(frozen=True)
class LaneMilestone:
    """The month's milestone in a column's head: ``done`` of ``number``; ``query`` is the address of those citizens."""

    month: Message
    done: int
    number: int
    query: Mapping[str, str]

    @property
    def reached(self) -> bool:
        """Whether the month's number is reached."""
        return self.done >= self.number


@dataclass(frozen=True)
class LaneView:
    """One column: its step (None for the tray of citizens not yet placed), exact counts and its first cards.

    ``count`` counts the citizens that pass the filters, ``total`` all on the step; ``next_cursor`` is the
    address part for the next cards, or None when all are shown. ``median_days`` is the Kaplan-Meier median
    stay in the step, None where fewer than ten stays are known. ``milestone`` is the month's, None where there is none.
    """

    step: Step | None
    count: int
    total: int
    cards: tuple[CardView, ...]
    next_cursor: str | None
    median_days: int | None
    milestone: LaneMilestone | None = None

    @property
    def key(self) -> str:
        """The lane's name in addresses and hooks: ``8`` … ``1``, ``none`` for the tray, ``out`` for those who left."""
        return str(self.step.number or "out") if self.step else "none"


@dataclass(frozen=True)
class Option:
    """One entry of a select; ``count`` is shown behind the label where known."""

    value: str
    label: str
    selected: bool = False
    count: int | None = None


@dataclass(frozen=True)
class BoardFilters:
    """The filters as they stand in the address; empty string means no filter.

    ``broker`` is a staff id or ``me``, ``programme`` an id or a name, ``group`` a target group 1 to 3, ``sign`` a
    :class:`SignKind` value.
    """

    team: str = ""
    broker: str = ""
    programme: str = ""
    q: str = ""
    marking: str = ""
    group: str = ""
    sign: str = ""
    as_of: str = ""
    known_at: str = ""

    def query(self, **changes: str) -> dict[str, str]:
        """The address's query with some filters changed; empty ones are left out."""
        values = {
            "team": self.team,
            "broker": self.broker,
            "programme": self.programme,
            "q": self.q,
            "marking": self.marking,
            "group": self.group,
            "sign": self.sign,
            "as_of": self.as_of,
            "known_at": self.known_at,
            **changes,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def active(self) -> bool:
        """Whether anything but time narrows the board."""
        whose = self.team or self.broker or self.programme or self.q
        return bool(whose or self.marking or self.group or self.sign)


@dataclass(frozen=True)
class FilterOptions:
    """The choices of the filter row."""

    teams: tuple[Option, ...]
    brokers: tuple[Option, ...]
    markings: tuple[Option, ...]
    groups: tuple[Option, ...]
    programmes: tuple[Option, ...]


@dataclass(frozen=True)
class SignCounts:
    """How many of the citizens shown carry each sign."""

    late: int
    missing: int
    still: int


@dataclass(frozen=True)
class EarlierView:
    """Which other board than today's is shown: of a day, and with the knowledge of a local moment (None: of now).

    ``whole_day`` says that the moment is the end of a day; ``otherwise`` is how many of the citizens shown stand
    otherwise on that day as known now.
    """

    day: date
    known_at: datetime | None = None
    whole_day: bool = True
    otherwise: int = 0


@dataclass(frozen=True)
class BoardView:
    """The whole board, of the citizens of ``whose`` by its filters.

    ``read_only`` when it shows another day than today or the user may not move cards.
    """

    municipality: str
    lanes: tuple[LaneView, ...]
    tray: LaneView
    filters: BoardFilters
    options: FilterOptions
    signs: SignCounts | None
    shown: int
    total: int
    left: int
    today: date
    as_of: date
    read_only: bool
    position: str
    whose: Whose
    earlier: EarlierView | None

    @property
    def past(self) -> bool:
        """Whether the board shows an earlier day or what was known earlier."""
        return self.earlier is not None
