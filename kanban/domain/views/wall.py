"""What a wall screen's pages get: nothing that names a citizen or leads into the product."""

from dataclasses import dataclass
from datetime import datetime

from kanban.domain.messages import Message
from kanban.domain.steps import Step

READY, STILL = "ready", "still"


@dataclass(frozen=True)
class WallTile:
    """A citizen on a wall: case code or initials, whole days on the step, the broker's initials.

    ``state`` is ``ready`` for the next step, ``still`` when the stay is longer than most, else empty. ``is_news`` for
    some seconds after the citizen has come a step nearer to the goal.
    """

    label: str
    days: int
    broker: str
    state: str
    is_news: bool = False


@dataclass(frozen=True)
class WallMilestone:
    """The month's milestone of a column: ``done`` of ``number``."""

    done: int
    number: int

    @property
    def reached(self) -> bool:
        """Whether the month's number is reached."""
        return self.done >= self.number


@dataclass(frozen=True)
class WallLane:
    """A column: everybody is counted, the first are shown and ``more`` are not.

    ``arrived`` counts those who came this month; it stands where there is no milestone.
    """

    step: Step
    count: int
    arrived: int
    milestone: WallMilestone | None
    tiles: tuple[WallTile, ...]
    more: int


@dataclass(frozen=True)
class WallBoard:
    """The board's page. ``waiting`` are citizens not yet on any step; ``has_news`` when a tile is marked as news."""

    lanes: tuple[WallLane, ...]
    total: int
    waiting: int

    @property
    def has_news(self) -> bool:
        """Whether any tile is marked, so that the mark has to be taken away soon."""
        return any(tile.is_news for lane in self.lanes for tile in lane.tiles)


@dataclass(frozen=True)
class WallSection:
    """One page of the screen: its name in addresses, its title, and what its template gets."""

    name: str
    title: Message
    content: object


@dataclass(frozen=True)
class WallScreen:
    """Everything a screen shows at once. ``now`` is local; ``position`` tells where the changes have come to."""

    place: str
    theme: str
    now: datetime
    weekday: Message
    month: Message
    position: str
    board: WallBoard
    sections: tuple[WallSection, ...]
    news: tuple[Message, ...]
