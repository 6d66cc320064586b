"""Where it comes to a halt: the steps on which most citizens have stood longer than most stays last (R-QA-1)."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.steps import step
from kanban.domain.views.overview import StopsView, StopView
from kanban.services.overview.counted import counted, until
from kanban.store import recent
from kanban.store.flow_scope import FlowScope

MOST_STOPS = 4


def stops(session: Session, scope: FlowScope, day: date, limits: Mapping[int, int]) -> StopsView:
    """The steps on which somebody is over the limit at the end of a day, as known now, the worst first.

    ``limits`` are the board's (:func:`kanban.services.board.step_pace.stall_limits`), those of the municipality
    whatever the scope. The order is by number times share, so that neither one of one citizen nor a small part of a
    crowded step comes first.
    """
    lengths = recent.stay_lengths(session, scope, day)
    found = [_stop(scope, day, number, limits[number], lengths.get(number, {})) for number in limits]
    standing = [each for each in found if each.over.number]
    standing.sort(key=lambda each: (-each.over.number * each.share, -each.step.number))
    citizens = sum(sum(by_days.values()) for by_days in lengths.values())
    return StopsView(tuple(standing[:MOST_STOPS]), citizens, known=bool(limits))


def _stop(scope: FlowScope, day: date, number: int, limit: int, by_days: Mapping[int, int]) -> StopView:
    over = sum(citizens for days, citizens in by_days.items() if days > limit)
    return StopView(
        step=step(number),
        limit_days=limit,
        over=counted(over, scope, "open", step=number, over=limit, **until(day)),
        all=counted(sum(by_days.values()), scope, "stock", step=number, **until(day)),
    )
