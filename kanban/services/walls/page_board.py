"""The wall's first page: the eight columns with their counts, milestones and the citizens to talk about first."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from sqlmodel import Session

from kanban.domain.steps import STEPS, Step
from kanban.domain.views.panel import Nearness
from kanban.domain.views.wall import READY, STILL, WallBoard, WallLane, WallMilestone
from kanban.domain.wall import WallScope
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.services.targets.milestones_now import lane_milestones
from kanban.services.walls.nearness import nearness
from kanban.services.walls.tiles import tile
from kanban.store import wall_cards, walls
from kanban.store.flow_scope import FlowScope
from kanban.store.wall_cards import WallCard

MOST_TILES = 6
NEWS_FOR = timedelta(seconds=20)
_RANK = {READY: 1, STILL: 2}


def board_page(session: Session, scope: WallScope, today: date) -> WallBoard:
    """The columns: news first, then who is ready for the next step, then who stands still, then the longest there."""
    found = wall_cards.cards(session, scope, today)
    lanes: dict[int, list[WallCard]] = {step.number: [] for step in STEPS}
    for card in found:
        lanes[card.step].append(card)
    states = _states(session, scope, found, today)
    news = walls.just_advanced(session, scope.municipality_id, NEWS_FOR)
    place = FlowScope(municipality_id=scope.municipality_id, team_id=scope.team_id)
    goals = {
        number: WallMilestone(goal.done, goal.number) for number, goal in lane_milestones(session, place, today).items()
    }

    def lane(step: Step) -> WallLane:
        cards = sorted(lanes[step.number], key=_urgency(states, news))
        shown = [tile(card, scope, today, states.get(card.id, ""), is_news=card.id in news) for card in cards]
        return WallLane(
            step=step,
            count=len(cards),
            arrived=sum(card.since >= today.replace(day=1) for card in cards),
            milestone=goals.get(step.number),
            tiles=tuple(shown[:MOST_TILES]),
            more=max(0, len(cards) - MOST_TILES),
        )

    return WallBoard(tuple(map(lane, STEPS)), len(found), wall_cards.waiting(session, scope))


def _urgency(states: Mapping[int, str], news: set[int]) -> Callable[[WallCard], tuple[bool, int, date]]:
    return lambda card: (card.id not in news, _RANK.get(states.get(card.id, ""), 3), card.since)


def _states(session: Session, scope: WallScope, cards: list[WallCard], today: date) -> dict[int, str]:
    """Citizen id -> ready or still; ready goes first, as it says what to do next."""
    limits = stall_limits(step_pace(session, scope.municipality_id, today))
    still = {card.id: STILL for card in cards if card.step in limits and (today - card.since).days > limits[card.step]}
    near = nearness(session, cards, today)
    return still | {number: READY for number, each in near.items() if each.nearness is Nearness.READY}
