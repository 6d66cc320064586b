"""What the page where wall screens are made and revoked gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kanban.domain.messages import Message
from kanban.domain.views.board import Option


@dataclass(frozen=True)
class WallRow:
    """A screen in the list: what it shows, who made it when, and when it asked last in words.

    ``revoked_at`` is None while it may show anything.
    """

    id: str
    name: str
    place: str
    label: Message
    theme: Message
    made_at: datetime
    made_by: str
    seen: Message
    seen_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str


@dataclass(frozen=True)
class WallForm:
    """The form for a new screen, with what was typed and ``problems`` by field."""

    name: str
    teams: tuple[Option, ...]
    labels: tuple[Option, ...]
    themes: tuple[Option, ...]
    problems: Mapping[str, Message]


@dataclass(frozen=True)
class WallsView:
    """The page: screens in use, screens switched off lately, and the form."""

    walls: tuple[WallRow, ...]
    revoked: tuple[WallRow, ...]
    form: WallForm


@dataclass(frozen=True)
class MadeWall:
    """A screen that has just been made. ``token`` is known now and never again."""

    name: str
    place: str
    token: str
