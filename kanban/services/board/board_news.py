"""What an open board fetches after a change: the columns concerned, and of others only the numbers in their heads."""

from collections.abc import Sequence
from dataclasses import dataclass

from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.board import BoardFilters, LaneView
from kanban.services.board.board_page import is_read_only
from kanban.services.board.board_reader import BoardFacts, BoardReader, LaneRequest
from kanban.services.board.board_scope import BoardScope
from kanban.services.runtime import Runtime
from kanban.store import live


@dataclass(frozen=True)
class NewsRequest:
    """Which columns, which of them only by their heads, and under which filters."""

    filters: BoardFilters
    lanes: tuple[LaneRequest, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True)
class BoardNews:
    """Columns with their cards, columns without, and the filter row's counts."""

    lanes: Sequence[LaneView]
    heads: Sequence[LaneView]
    facts: BoardFacts
    read_only: bool


def board_news(runtime: Runtime, actor: Actor, wanted: NewsRequest) -> BoardNews:
    """What is wanted, read in one snapshot. Raises :class:`NotFoundError` for a column that is not there."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        reader = BoardReader(session, actor, BoardScope(session, actor, wanted.filters, runtime.clock))
        return BoardNews(
            lanes=[reader.lane(each) for each in wanted.lanes],
            heads=[reader.head(key) for key in wanted.heads],
            facts=reader.facts(),
            read_only=is_read_only(runtime, actor, wanted.filters),
        )


def seen_alike(runtime: Runtime, actor: Actor, wanted: NewsRequest) -> tuple[object, ...]:
    """Users for whom this is the same get the same answer, as long as nothing changes and no new day begins.

    A board shows every user of a municipality the same: the role decides whether cards may be moved, and "my own
    citizens" are each user's own.
    """
    own = actor.id if wanted.filters.broker == "me" else None
    with runtime.database.read() as session:
        position = live.position(session, actor.municipality_id)
    return actor.municipality_id, actor.role, own, position, runtime.clock.today(), wanted
