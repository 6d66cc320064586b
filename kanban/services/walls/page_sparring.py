"""The wall's page for sparring: who is ready or stands still, and what exactly is needed (R-TGT-4, R-BOARD-2).

First come those who have stood longest for their step, in proportion to its limit: by plain days nobody but those on
the slowest step would ever be seen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.readiness import Readiness
from kanban.domain.sparring import first_need, is_talked_about
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.panel import Nearness
from kanban.domain.views.wall import READY, STILL
from kanban.domain.views.wall_pages import SparringGroup, SparringSection, SparringTile, StepAge
from kanban.domain.wall import WallScope
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.services.walls.nearness import nearness
from kanban.services.walls.tiles import tile
from kanban.store.wall_cards import WallCard, cards

MOST_TILES = 6
_GOAL = 1


@dataclass(frozen=True)
class _Who:
    """A card with how near it is, and its days in proportion to its step's limit, 0 where there is none."""

    card: WallCard
    near: Readiness
    wait: float

    @property
    def still(self) -> bool:
        """Whether it has stood longer than the limit."""
        return self.wait > 1


def sparring_page(session: Session, scope: WallScope, day: date) -> SparringSection:
    """Everybody who is ready or stands still; the limits are the board's.

    At most seven statements whatever the size, and those of :func:`kanban.services.walls.nearness.nearness`.
    """
    everybody = cards(session, scope, day)
    limits = stall_limits(step_pace(session, scope.municipality_id, day))
    near = nearness(session, everybody, day)
    found = [_Who(card, near[card.id], _wait(card, limits, day)) for card in everybody if card.id in near]
    found.sort(key=lambda who: (-who.wait, who.card.since, who.card.case_code))
    groups = tuple(_group(scope, day, nearness, found) for nearness in Nearness)
    return SparringSection(groups, _ages(everybody, limits, day))


def _wait(card: WallCard, limits: Mapping[int, int], day: date) -> float:
    limit = limits.get(card.step)
    return (day - card.since).days / limit if limit else 0


def _group(scope: WallScope, day: date, nearness: Nearness, found: Sequence[_Who]) -> SparringGroup:
    own = [who for who in found if who.near.nearness is nearness and is_talked_about(who.near, still=who.still)]
    shown = tuple(_tile(scope, day, who) for who in own[:MOST_TILES])
    return SparringGroup(nearness, shown, len(own) - len(shown))


def _tile(scope: WallScope, day: date, who: _Who) -> SparringTile:
    need, more = first_need(who.near)
    state = STILL if who.still else READY
    return SparringTile(tile(who.card, scope, day, state), who.card.step, who.card.step - 1, need, more)


def _ages(everybody: Sequence[WallCard], limits: Mapping[int, int], day: date) -> tuple[StepAge, ...]:
    there = Counter(card.step for card in everybody)
    still = Counter(card.step for card in everybody if _wait(card, limits, day) > 1)
    return tuple(StepAge(step, still[step], there[step], limits.get(step)) for step in STEP_NUMBERS if step != _GOAL)
