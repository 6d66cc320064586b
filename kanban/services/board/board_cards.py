"""From board rows to cards: names of brokers and the most urgent sign of each."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from kanban.domain.permissions import Permission, may
from kanban.domain.readiness import CitizenSign, urgency, view
from kanban.domain.staff import Actor
from kanban.domain.views.board import CardView
from kanban.services.board.board_scope import BoardScope
from kanban.store import board as board_store


def card_views(session: Session, actor: Actor, scope: BoardScope, rows: Sequence[Row[Any]]) -> list[CardView]:
    """The cards in the order given. An earlier day's cards carry no signs and can't be moved."""
    signs = {} if scope.past else board_store.signs(session, [row.id for row in rows], scope.query.today)
    movable = not scope.past and may(actor, Permission.MOVE_CITIZEN)
    return [_card(scope, row, signs.get(row.id, []), movable=movable) for row in rows]


def _card(scope: BoardScope, row: Row[Any], signs: list[CitizenSign], *, movable: bool) -> CardView:
    broker = scope.people.get(row.broker_id)
    ranked = sorted(signs, key=lambda sign: urgency(sign.code, sign.due_on))
    days = (scope.query.day - row.since).days if row.step else None
    limit = (scope.query.stall_limits or {}).get(row.step)
    return CardView(
        id=row.public_id,
        version=row.version,
        name=row.name,
        name_protected=row.name_protected,
        step=row.step,
        since=row.since,
        days=days,
        broker_initials=broker.initials if broker else "",
        broker_name=broker.name if broker else "",
        context="" if scope.past else row.context,
        paid_minutes=None if scope.past else row.paid_minutes,
        stalled=not scope.past and limit is not None and days is not None and days > limit,
        sign=view(ranked[0].code, ranked[0].kind, ranked[0].due_on, scope.query.today) if ranked else None,
        more_signs=max(0, len(ranked) - 1),
        movable=movable,
    )
