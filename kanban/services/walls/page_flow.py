"""The wall's page of the month's flow: what went forward, beside last month up to the same day (R-BOARD-3, R-BOARD-4).

Moves are counted as in the flow figures' matrix, and those who came to paid hours or to the goal as in milestones, so
that the screen never differs from the figures. Setbacks are left to the pages for those who work with them.
"""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.day_words import month as month_name
from kanban.domain.flow_counts import Period
from kanban.domain.good_news import sentence
from kanban.domain.milestone import Owner
from kanban.domain.months import days_of, days_until, later, month_of
from kanban.domain.steps import STEPS, Direction, Step, direction
from kanban.domain.views.wall_pages import FlowSection, Hours, Pair, StepArrivals
from kanban.domain.wall import WallScope
from kanban.services.walls.good_news import latest
from kanban.store import milestones, wall_flow
from kanban.store.flow_scope import FlowScope

FEWEST_TOLD = 3
_AHEAD = (Direction.FORWARD, Direction.SKIP)
_NEW = (Direction.INTAKE, Direction.RETURN)
_Moves = Mapping[tuple[int | None, int], int]


def flow_page(session: Session, scope: WallScope, day: date) -> FlowSection:
    """Seven statements whatever the size, and one more for every five hundred who came to the goal lately."""
    own, before, now = FlowScope(scope.municipality_id, scope.team_id), *_periods(day)
    moves, moves_before = (wall_flow.moves(session, own, days) for days in (now, before))
    reached, reached_before = (_reached(session, own, days) for days in (now, before))
    news = latest(session, scope, day)
    return FlowSection(
        month=month_name(now.first),
        before_month=month_name(before.first),
        until_day=now.last.day,
        before_day=before.last.day,
        ahead=Pair(_sum(moves, _AHEAD), _sum(moves_before, _AHEAD)),
        skips=_sum(moves, (Direction.SKIP,)),
        paid=Pair(reached.get(wall_flow.PAID_STEP, 0), reached_before.get(wall_flow.PAID_STEP, 0)),
        hours=_hours(session, own, now),
        goal=Pair(reached.get(1, 0), reached_before.get(1, 0)),
        intake=Pair(_sum(moves, _NEW), _sum(moves_before, _NEW)),
        steps=_arrivals(moves, moves_before),
        news=tuple(sentence(kind, number) for kind, number in news.numbers.items()),
        news_days=news.days,
    )


def _periods(day: date) -> tuple[Period, Period]:
    """Last month up to the same day, or to its end where it is shorter, and this month up to the day."""
    whole = days_of(later(month_of(day), -1))
    before = Period(whole.first, whole.last.replace(day=min(whole.last.day, day.day)))
    return before, days_until(month_of(day), day)


def _reached(session: Session, scope: FlowScope, days: Period) -> dict[int, int]:
    """Step -> citizens, each once, who came there or nearer from farther away or from outside."""
    by_step = milestones.starts(session, scope, days).get(Owner(scope.team_id), {})
    return {step: sum(by_day.values()) for step, by_day in by_step.items()}


def _sum(moves: _Moves, ways: Collection[Direction]) -> int:
    return sum(number for (origin, to), number in moves.items() if direction(origin, to) in ways)


def _hours(session: Session, scope: FlowScope, days: Period) -> Hours | None:
    """Nothing is told of fewer than three: a sum of one or two is their own hours (R-G2-7)."""
    citizens, minutes = wall_flow.paid_hours(session, scope, days)
    return Hours(minutes, citizens) if citizens >= FEWEST_TOLD else None


def _arrivals(moves: _Moves, before: _Moves) -> tuple[StepArrivals, ...]:
    pairs = [(step, Pair(_came(moves, step), _came(before, step))) for step in STEPS]
    tallest = max(1, *(max(pair.now, pair.before) for _, pair in pairs))
    return tuple(
        StepArrivals(step.number, step.short_name, pair, 100 * pair.now / tallest, 100 * pair.before / tallest)
        for step, pair in pairs
    )


def _came(moves: _Moves, step: Step) -> int:
    """Moves to a step from farther away, from outside or from nowhere."""
    return _sum({pair: number for pair, number in moves.items() if pair[1] == step.number}, (*_AHEAD, *_NEW))
