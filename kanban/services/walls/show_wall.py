"""What a wall screen shows, and whether it still may: the token is all it has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from sqlmodel import Session

from kanban.domain.day_words import month, weekday
from kanban.domain.errors import NotFoundError
from kanban.domain.messages import Message, say
from kanban.domain.views.wall import WallScreen, WallSection
from kanban.domain.wall import Wall, WallScope
from kanban.services.runtime import Runtime
from kanban.services.walls.good_news import good_news
from kanban.services.walls.page_board import board_page
from kanban.services.walls.page_flow import flow_page
from kanban.services.walls.page_milestones import milestones_page
from kanban.services.walls.page_openings import openings_page
from kanban.services.walls.page_sparring import sparring_page
from kanban.services.walls.pictures import Picture, picture
from kanban.store import live, walls

Page = Callable[[Session, WallScope, date], object | None]
PAGES: tuple[tuple[str, Message, Page], ...] = (
    ("milestones", say("Milestones"), milestones_page),
    ("flow", say("Flow"), flow_page),
    ("sparring", say("Sparring"), sparring_page),
    ("openings", say("Job openings"), openings_page),
)


@dataclass(frozen=True)
class OpenWall:
    """A screen that may listen: whose changes it hears."""

    municipality_id: int
    team_id: int | None


def show_wall(runtime: Runtime, token: str) -> WallScreen:
    """All pages in one picture of the data, the board first; pages that have nothing to show are left out.

    Raises :class:`NotFoundError` for a token that never was and for a screen switched off.
    """
    today = runtime.clock.today()
    with runtime.database.read() as session:
        wall, scope = walls.by_token(session, token)
        place = live.position(session, scope.municipality_id)
        found = picture(session, scope, place, today, lambda: _read(session, scope, today))
    _note_seen(runtime, wall)
    return WallScreen(
        place=scope.place,
        theme=wall.theme,
        now=runtime.clock.local(runtime.clock.now()),
        weekday=weekday(today),
        month=month(today),
        position=disguise(token, place),
        board=found.board,
        sections=found.sections,
        news=found.news,
    )


def _read(session: Session, scope: WallScope, today: date) -> Picture:
    board = board_page(session, scope, today)
    others = [(name, title, page(session, scope, today)) for name, title, page in PAGES]
    sections = (
        WallSection("board", say("Board"), board),
        *(WallSection(name, title, content) for name, title, content in others if content is not None),
    )
    return Picture(board, sections, good_news(session, scope, today))


def open_wall(runtime: Runtime, token: str) -> OpenWall:
    """Whose changes the screen hears. Raises :class:`NotFoundError` as :func:`show_wall` does."""
    with runtime.database.read() as session:
        wall, scope = walls.by_token(session, token)
    _note_seen(runtime, wall)
    return OpenWall(scope.municipality_id, scope.team_id)


def is_open(runtime: Runtime, token: str) -> bool:
    """Whether the screen may still show anything."""
    try:
        open_wall(runtime, token)
    except NotFoundError:
        return False
    return True


def disguise(token: str, position: str) -> str:
    """Where the changes have come to, as a screen may know it: it can be compared but not counted."""
    return "p" + blake2b(position.encode(), key=token.encode(), digest_size=12).hexdigest()


def _note_seen(runtime: Runtime, wall: Wall) -> None:
    """Note that the screen has asked; nothing is written when it has been noted within the minute."""
    now = runtime.clock.now()
    if wall.id and (wall.last_seen is None or wall.last_seen <= now - walls.SEEN_EVERY):
        with runtime.database.write() as session:
            walls.note_seen(session, wall.id, now)
