"""Reads the lanes of one board within one snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from kanban.domain.citizen import is_public_id
from kanban.domain.danish import parse_date
from kanban.domain.errors import NotFoundError
from kanban.domain.inputs.moment import END_OF_DAY
from kanban.domain.staff import Actor
from kanban.domain.steps import OUT, STEP_NUMBERS, parse_target, step
from kanban.domain.views.board import CardView, EarlierView, LaneMilestone, LaneView, SignCounts
from kanban.services.board.board_cards import card_views
from kanban.services.board.board_scope import BoardScope
from kanban.services.targets.milestones_now import lane_milestones
from kanban.store import board as board_store
from kanban.store.flow_scope import FlowScope

FIRST_CARDS = 30
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


@dataclass(frozen=True)
class BoardFacts:
    """The counts of the filter row."""

    signs: SignCounts | None
    shown: int
    total: int
    left: int


class BoardReader:
    """Reads lanes of one board within one snapshot."""

    def __init__(self, session: Session, actor: Actor, scope: BoardScope) -> None:
        self.session, self.actor, self.scope = session, actor, scope
        self.counts = board_store.counts(session, scope.query)

    @cached_property
    def milestones(self) -> dict[int, LaneMilestone]:
        """The month's milestones of the team or broker filtered by, else the municipality's; not as known earlier."""
        query = self.scope.query
        if query.known_at is not None:
            return {}
        return lane_milestones(
            self.session, FlowScope(query.municipality_id, query.team_id, query.broker_id), query.day
        )

    def earlier(self) -> EarlierView | None:
        """Which other board than today's it is."""
        day, known_at = self.scope.time.day, self.scope.time.known_at
        if known_at is None:
            return EarlierView(day) if self.scope.past else None
        otherwise = board_store.otherwise(self.session, self.scope.query)
        return EarlierView(day, known_at, known_at.time() == END_OF_DAY, otherwise)

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

    def lane(self, request: LaneRequest) -> LaneView:
        """One lane, or what of it comes behind the cursor. Raises :class:`NotFoundError` for one that is not there."""
        number, cursor = lane_number(request.key), _cursor(request.after)
        query = board_store.lane_query(self.scope.query, number, request.limit + 1, cursor)
        rows = self.session.execute(query).all()
        cards = card_views(self.session, self.actor, self.scope, rows[: request.limit])
        return self.with_kept({number: self._view(number, cards, _next(rows, request.limit))}, request.keep)[number]

    def head(self, key: str) -> LaneView:
        """A lane's numbers without its cards. Raises :class:`NotFoundError` for one that is not there."""
        return self._view(lane_number(key), [], None)

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
            milestone=self.milestones.get(number) if number else None,
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


def lane_number(key: str) -> int | None:
    """The step a lane's key stands for: None is the tray, 0 out of the board. Raises :class:`NotFoundError`."""
    if key == "none":
        return None
    number = parse_target(key)
    if number is None:
        raise NotFoundError
    return number
