"""The board: eight lanes and a tray, with exact counts and the first cards of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import is_public_id
from kanban.domain.danish import parse_date
from kanban.domain.errors import InvalidInputError, NotFoundError
from kanban.domain.inputs.board_filters import read_day
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor
from kanban.domain.steps import OUT, STEP_NUMBERS, parse_target, step
from kanban.domain.views.board import BoardFilters, BoardView, CardView, LaneView, SignCounts
from kanban.services.board.board_cards import card_views
from kanban.services.board.board_options import filter_options
from kanban.services.board.board_scope import BoardScope
from kanban.services.runtime import Runtime
from kanban.store import audit
from kanban.store import board as board_store

FIRST_CARDS = 30
LIST_ROWS = 100
MOST_CARDS = 300
_NOBODY = board_store.LaneCount(0, 0)
_LANES: tuple[int | None, ...] = (None, *STEP_NUMBERS)


@dataclass(frozen=True)
class LaneRequest:
    """Which part of a lane: its key, the cursor to go on from, how many cards, and a citizen to show first."""

    key: str
    after: str = ""
    keep: str = ""
    limit: int = FIRST_CARDS


def board_page(runtime: Runtime, actor: Actor, filters: BoardFilters, keep: str = "") -> BoardView:
    """The whole board under these filters; a search is written to the audit trail with its criterion.

    ``keep`` names a citizen who has just been moved and is shown first in the lane.
    Raises :class:`InvalidInputError` for a filter that names nothing.
    """
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        reader = _Reader(session, actor, BoardScope(session, actor, filters, runtime.clock.today()))
        lanes, query = reader.with_kept(reader.lanes(), keep), reader.scope.query
        facts = reader.facts()
        options = filter_options(session, reader.scope, filters, actor)
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
    )


def board_with(runtime: Runtime, actor: Actor, carried: BoardFilters) -> BoardView:
    """The board under filters that a form brought along; all of it when they no longer name anything."""
    try:
        return board_page(runtime, actor, carried)
    except InvalidInputError:
        return board_page(runtime, actor, BoardFilters())


@dataclass(frozen=True)
class BoardFacts:
    """The counts of the filter row."""

    signs: SignCounts | None
    shown: int
    total: int
    left: int


def board_facts(runtime: Runtime, actor: Actor, filters: BoardFilters) -> BoardFacts:
    """The filter row's counts alone."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        return _Reader(session, actor, BoardScope(session, actor, filters, runtime.clock.today())).facts()


def lane_page(runtime: Runtime, actor: Actor, filters: BoardFilters, request: LaneRequest) -> LaneView:
    """One lane from a cursor on; ``keep`` names a citizen who has just been moved here and is shown first.

    Raises :class:`NotFoundError` for a lane or cursor that does not exist.
    """
    require(actor, Permission.SEE_BOARD)
    number, cursor = lane_number(request.key), _cursor(request.after)
    with runtime.database.read() as session:
        reader = _Reader(session, actor, BoardScope(session, actor, filters, runtime.clock.today()))
        query = board_store.lane_query(reader.scope.query, number, request.limit + 1, cursor)
        lane = reader.lane(number, session.execute(query).all(), request.limit)
        return reader.with_kept({number: lane}, request.keep)[number]


def step_list(runtime: Runtime, actor: Actor, filters: BoardFilters, key: str, after: str) -> LaneView:
    """The citizens behind a lane's count, a page at a time; a search is written to the audit trail."""
    lane = lane_page(runtime, actor, filters, LaneRequest(key, after, limit=LIST_ROWS))
    log_search(runtime, actor, filters)
    return lane


def is_read_only(runtime: Runtime, actor: Actor, filters: BoardFilters) -> bool:
    """Whether cards stay where they are: an earlier day is shown, or the user may not move them."""
    today = runtime.clock.today()
    return read_day(filters, today) < today or not may(actor, Permission.MOVE_CITIZEN)


def card_of(runtime: Runtime, actor: Actor, citizen_id: str) -> CardView | None:
    """One citizen's card as it stands, just moved, whatever the filters; None when the citizen is out of the board."""
    with runtime.database.read() as session:
        scope = BoardScope(session, actor, BoardFilters(), runtime.clock.today(), paced=False)
        row = board_store.one_card(session, scope.query, citizen_id)
        return replace(card_views(session, actor, scope, [row])[0], just_moved=True) if row else None


def lane_number(key: str) -> int | None:
    """The step a lane's key stands for: None is the tray, 0 out of the board. Raises :class:`NotFoundError`."""
    if key == "none":
        return None
    number = parse_target(key)
    if number is None:
        raise NotFoundError
    return number


def log_search(runtime: Runtime, actor: Actor, filters: BoardFilters) -> None:
    """Write a search and its criterion to the audit trail; looking at the board without one is not a look-up."""
    if not filters.q:
        return
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.BOARD_SEARCHED, actor, detail=f"q={filters.q}")


class _Reader:
    """Reads lanes of one board within one snapshot."""

    def __init__(self, session: Session, actor: Actor, scope: BoardScope) -> None:
        self.session, self.actor, self.scope = session, actor, scope
        self.counts = board_store.counts(session, scope.query)

    def facts(self) -> BoardFacts:
        """The counts of the filter row; an earlier day carries no signs."""
        past = self.scope.past
        staying = [count for number, count in self.counts.items() if number != OUT]
        return BoardFacts(
            signs=None if past else SignCounts(**board_store.sign_counts(self.session, self.scope.query)),
            shown=sum(count.matching for count in staying),
            total=sum(count.total for count in staying),
            left=self.counts.get(OUT, _NOBODY).matching,
        )

    def lanes(self) -> dict[int | None, LaneView]:
        """All lanes, their cards in one statement."""
        rows = board_store.first_cards(self.session, self.scope.query, _LANES, FIRST_CARDS + 1)
        everyone = [row for lane in rows.values() for row in lane[:FIRST_CARDS]]
        cards = {card.id: card for card in card_views(self.session, self.actor, self.scope, everyone)}
        return {
            number: self._view(number, [cards[row.public_id] for row in lane[:FIRST_CARDS]], _next(lane, FIRST_CARDS))
            for number, lane in rows.items()
        }

    def lane(self, number: int | None, rows: Sequence[Row[Any]], limit: int) -> LaneView:
        """One lane from its rows, of which there is one more than the limit when the lane goes on."""
        cards = card_views(self.session, self.actor, self.scope, rows[:limit])
        return self._view(number, cards, _next(rows, limit))

    def with_kept(self, lanes: dict[int | None, LaneView], keep: str) -> dict[int | None, LaneView]:
        """The lanes with one citizen's card first in its lane, if it stands in one of them."""
        row = board_store.one_card(self.session, self.scope.query, keep) if is_public_id(keep) else None
        if row is None or row.step not in lanes:
            return lanes
        first = replace(card_views(self.session, self.actor, self.scope, [row])[0], just_moved=True)
        lane = lanes[row.step]
        cards = (first, *(card for card in lane.cards if card.id != first.id))
        return {**lanes, row.step: replace(lane, cards=cards)}

    def _view(self, number: int | None, cards: list[CardView], next_cursor: str | None) -> LaneView:
        count = self.counts.get(number, _NOBODY)
        return LaneView(
            step=step(number) if number is not None else None,
            count=count.matching,
            total=count.total,
            cards=tuple(cards),
            next_cursor=next_cursor,
            median_days=self.scope.paces[number].median_days if number else None,
        )


def _next(rows: Sequence[Row[Any]], limit: int) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return f"{last.since.isoformat()}.{last.public_id}"


def _cursor(text: str) -> tuple[date, str] | None:
    if not text:
        return None
    day, _, public_id = text.partition(".")
    since = parse_date(day)
    if since is None or not is_public_id(public_id):
        raise NotFoundError
    return since, public_id
