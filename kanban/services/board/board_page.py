"""The board: eight lanes and a tray, with exact counts and the first cards of each."""

from dataclasses import dataclass, replace

from kanban.domain.audit import AuditAction
from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.board_filters import read_time
from kanban.domain.live import Whose
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.board import BoardFilters, BoardView, CardView, EarlierView, LaneView
from kanban.services.board.board_cards import card_views
from kanban.services.board.board_options import filter_options
from kanban.services.board.board_reader import BoardFacts, BoardReader, LaneRequest
from kanban.services.board.board_scope import BoardScope
from kanban.services.runtime import Runtime
from kanban.store import audit, live
from kanban.store import board as board_store

LIST_ROWS = 100


def board_page(runtime: Runtime, actor: Actor, filters: BoardFilters, keep: str = "") -> BoardView:
    """The whole board under these filters; a search is written to the audit trail with its criterion.

    ``keep`` names a citizen who has just been moved and is shown first in the lane.
    Raises :class:`InvalidInputError` for a filter that names nothing.
    """
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        reader = BoardReader(session, actor, BoardScope(session, actor, filters, runtime.clock))
        lanes, query = reader.with_kept(reader.lanes(), keep), reader.scope.query
        facts, options = reader.facts(), filter_options(session, reader.scope, filters, actor)
        earlier, position = reader.earlier(), live.position(session, actor.municipality_id)
    log_search(runtime, actor, filters)
    return BoardView(
        municipality=actor.municipality,
        lanes=tuple(lanes[number] for number in STEP_NUMBERS),
        tray=lanes[None],
        filters=filters,
        options=options,
        signs=facts.signs,
        shown=facts.shown,
        total=facts.total,
        left=facts.left,
        today=query.today,
        as_of=query.day,
        read_only=is_read_only(runtime, actor, filters),
        position="" if reader.scope.past else position,
        whose=Whose(query.team_id, query.broker_id, query.programme_id),
        earlier=earlier,
    )


def board_with(runtime: Runtime, actor: Actor, carried: BoardFilters) -> BoardView:
    """The board under filters that a form brought along; all of it when they no longer name anything."""
    try:
        return board_page(runtime, actor, carried)
    except InvalidInputError:
        return board_page(runtime, actor, BoardFilters())


def board_facts(runtime: Runtime, actor: Actor, filters: BoardFilters) -> BoardFacts:
    """The filter row's counts alone."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        return BoardReader(session, actor, BoardScope(session, actor, filters, runtime.clock)).facts()


def lane_page(runtime: Runtime, actor: Actor, filters: BoardFilters, request: LaneRequest) -> LaneView:
    """One lane from a cursor on; ``keep`` names a citizen who has just been moved here and is shown first.

    Raises :class:`NotFoundError` for a lane or cursor that does not exist.
    """
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        return BoardReader(session, actor, BoardScope(session, actor, filters, runtime.clock)).lane(request)


@dataclass(frozen=True)
class StepList:
    """The citizens behind a lane's count, and whether that is another board's than today's."""

    lane: LaneView
    earlier: EarlierView | None


def step_list(runtime: Runtime, actor: Actor, filters: BoardFilters, key: str, after: str) -> StepList:
    """A page of the list; a search is written to the audit trail. Raises as :func:`lane_page` does."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        reader = BoardReader(session, actor, BoardScope(session, actor, filters, runtime.clock))
        found = StepList(reader.lane(LaneRequest(key, after, limit=LIST_ROWS)), reader.earlier())
    log_search(runtime, actor, filters)
    return found


def is_read_only(runtime: Runtime, actor: Actor, filters: BoardFilters) -> bool:
    """Whether cards stay where they are: it is not today's board, or the user may not move them."""
    return read_time(filters, runtime.clock).past or not may(actor, Permission.MOVE_CITIZEN)


def card_of(runtime: Runtime, actor: Actor, citizen_id: str) -> CardView | None:
    """One citizen's card as it stands, just moved, whatever the filters; None when the citizen is out of the board."""
    with runtime.database.read() as session:
        scope = BoardScope(session, actor, BoardFilters(), runtime.clock, paced=False)
        row = board_store.one_card(session, scope.query, citizen_id)
        return replace(card_views(session, actor, scope, [row])[0], just_moved=True) if row else None


def log_search(runtime: Runtime, actor: Actor, filters: BoardFilters) -> None:
    """Write a search and its criterion to the audit trail; looking at the board without one is not a look-up."""
    if not filters.q:
        return
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.BOARD_SEARCHED, actor, detail=f"q={filters.q}")
