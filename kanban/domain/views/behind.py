"""What the page of the citizens behind a figure gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.messages import Message


@dataclass(frozen=True)
class BehindLine:
    """One counted thing: the citizen, what was counted and when, and where the citizen stands now.

    ``came_from`` and ``step`` are a move's ends or a stay's step; ``days`` is how long the stay lasted, up to the
    period's last day where it lasts; ``now`` is None for a citizen not placed.
    """

    id: str
    name: str
    name_protected: bool
    step: int | None
    came_from: int | None
    on: date | None
    days: int | None
    running: bool
    now: int | None
    broker: str
    team: str


@dataclass(frozen=True)
class BehindView:
    """A page of the list; ``total`` is the figure, ``query`` the address's parts and ``scope`` those that say whose.

    ``is_today``: the list is about today alone, whatever the period.
    """

    title: Message
    lines: tuple[BehindLine, ...]
    total: int
    citizens: int
    page: int
    pages: int
    first: date
    last: date
    team: str | None
    broker: str | None
    programme: str | None
    known_at: datetime | None
    is_moves: bool
    is_today: bool
    scope: Mapping[str, str]
    query: Mapping[str, str]
