"""What the wall's page of job openings gets: no contact person, and citizens only as tiles."""

from dataclasses import dataclass

from kanban.domain.messages import Message
from kanban.domain.views.wall import WallTile


@dataclass(frozen=True)
class WallOpening:
    """One opening; ``hours`` is empty while not agreed, ``by`` are initials, ``more`` citizens did not find room."""

    company: str
    tasks: str
    hours: str
    positions: int
    by: str
    ago: Message
    tiles: tuple[WallTile, ...]
    more: int


@dataclass(frozen=True)
class OpeningsSection:
    """The openings found last, and how many there are besides."""

    openings: tuple[WallOpening, ...]
    more: int
