"""One citizen's progression: every measurement, theme by theme, on a common axis of time."""

from collections.abc import Mapping
from datetime import date

from kanban.domain.audit import AuditAction
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.talks import CitizenProgression, CurvePoint, CurveView
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, progression, talks

WIDTH, HEIGHT = 320, 96
LEFT, TOP = 22, 12
_STEP = (HEIGHT - 2 * TOP) / 4


def citizen_progression(runtime: Runtime, actor: Actor, citizen_id: str) -> CitizenProgression:
    """The curves of one citizen. Raises :class:`NotFoundError` outside the actor's municipality."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        levels = talks.all_levels(session, citizen.id or 0)
        names = progression.theme_names(session, actor.municipality_id)
        words = progression.current_template(session, actor.municipality_id).words
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id, detail="progression")
    days = [day for rows in levels.values() for day, _ in rows]
    first, last = min(days, default=None), max(days, default=None)
    return CitizenProgression(
        citizen_id=citizen.public_id,
        citizen_name=citizen.name,
        curves=tuple(_curves(levels, names, words, first or date.min, last or date.min)),
        words=words,
        first=first,
        last=last,
    )


def _curves(
    levels: Mapping[str, list[tuple[date, int]]],
    names: Mapping[str, str],
    words: tuple[str, ...],
    first: date,
    last: date,
) -> list[CurveView]:
    span = max((last - first).days, 1)
    curves = []
    for code, name in names.items():
        points = tuple(
            CurvePoint(_x((day - first).days / span), _y(level), day, level, words[level - 1])
            for day, level in levels.get(code, [])
        )
        if points:
            curves.append(CurveView(code, name, points))
    return curves


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - 24), 1)


def _y(level: float) -> float:
    return round(HEIGHT - TOP - (level - 1) * _STEP, 1)
