"""Talks with citizens: the standing ones, their former versions, and the levels measured at them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from kanban.domain.citizen import Citizen
from kanban.domain.errors import NotFoundError
from kanban.domain.follow_up import AgreedAction
from kanban.domain.staff import Actor
from kanban.domain.talk import StepConfirmation, Talk, TalkMark, TalkScore
from kanban.domain.transition import StepTransition

_LARGEST_ID = 2**31 - 1
_Newer = aliased(Talk)


def standing() -> ColumnElement[bool]:
    """Talks neither withdrawn nor corrected by a later version."""
    same = col(_Newer.citizen_id) == col(Talk.citizen_id)
    newer = exists().where(same, col(_Newer.replaces_id) == col(Talk.id), col(_Newer.withdrawn_at).is_(None))
    return col(Talk.withdrawn_at).is_(None) & ~newer


def get(session: Session, actor: Actor, talk_id: int, *, lock: bool = False) -> tuple[Talk, Citizen]:
    """The talk within the actor's municipality, and its citizen; with ``lock`` nobody else changes the card meanwhile.

    Raises :class:`NotFoundError`, the same for unknown ids and for other municipalities' talks.
    """
    if not 0 < talk_id <= _LARGEST_ID:
        raise NotFoundError
    query = (
        select_rows(Citizen)
        .join(Talk, col(Talk.citizen_id) == col(Citizen.id))
        .where(Talk.id == talk_id, Citizen.municipality_id == actor.municipality_id)
    )
    citizen = session.exec(query.with_for_update(of=Citizen) if lock else query).first()
    found = session.get(Talk, talk_id) if citizen else None
    if found is None or citizen is None:
        raise NotFoundError
    return found, citizen


def successor(session: Session, talk: Talk) -> Talk:
    """The version of a talk that stands now: itself unless it has been corrected."""
    found: Talk | None = talk
    while found is not None:
        talk = found
        query = select_rows(Talk).where(Talk.replaces_id == talk.id, col(Talk.withdrawn_at).is_(None))
        found = session.exec(query.order_by(col(Talk.id).desc()).limit(1)).first()
    return talk


def sent_before(session: Session, citizen_id: int, staff_id: int, fingerprint: str) -> Talk | None:
    """The talk the same person stored with the same submission."""
    query = select_rows(Talk).where(
        Talk.citizen_id == citizen_id, Talk.recorded_by == staff_id, Talk.fingerprint == fingerprint
    )
    return session.exec(query.order_by(col(Talk.id).desc()).limit(1)).first()


def marks(session: Session, citizen_ids: Collection[int | None]) -> list[tuple[int, TalkMark]]:
    """Citizen id and mark of every standing talk, in the order held."""
    owner, held_on, next_on = col(Talk.citizen_id), col(Talk.held_on), col(Talk.next_talk_on)
    query = select(owner, held_on, next_on).where(owner.in_(citizen_ids), standing())
    rows = session.execute(query.order_by(held_on, col(Talk.id)))
    return [(citizen_id, TalkMark(held, following)) for citizen_id, held, following in rows]


def count(session: Session, citizen_id: int) -> int:
    """How many talks stand."""
    query = select(func.count()).select_from(Talk).where(col(Talk.citizen_id) == citizen_id, standing())
    return session.scalar(query) or 0


def newest(session: Session, citizen_id: int, limit: int, offset: int = 0) -> list[Talk]:
    """Standing talks, the latest held first."""
    query = select_rows(Talk).where(Talk.citizen_id == citizen_id, standing())
    query = query.order_by(col(Talk.held_on).desc(), col(Talk.id).desc())
    return list(session.exec(query.limit(limit).offset(offset)))


def corrected(session: Session, citizen_id: int) -> list[Talk]:
    """Versions that a later one has replaced, the latest recorded first."""
    same = col(_Newer.citizen_id) == col(Talk.citizen_id)
    replaced = exists().where(same, col(_Newer.replaces_id) == col(Talk.id))
    query = select_rows(Talk).where(Talk.citizen_id == citizen_id, replaced)
    return list(session.exec(query.order_by(col(Talk.id).desc())))


def scores(session: Session, talk_ids: Iterable[int | None]) -> dict[int, dict[str, int]]:
    """Talk id -> theme -> level."""
    found: dict[int, dict[str, int]] = {}
    for score in session.exec(select_rows(TalkScore).where(col(TalkScore.talk_id).in_(list(talk_ids)))):
        found.setdefault(score.talk_id, {})[score.theme] = score.level
    return found


def moves_of(session: Session, found: Sequence[Talk]) -> dict[int, StepTransition]:
    """Move id -> move, for the moves recorded with talks."""
    ids = [talk.transition_id for talk in found if talk.transition_id]
    query = select_rows(StepTransition).where(col(StepTransition.id).in_(ids))
    return {move.id: move for move in session.exec(query) if move.id} if ids else {}


def latest_levels(
    session: Session, citizen_id: int, before: tuple[date, int] | None = None
) -> dict[str, list[tuple[date, int]]]:
    """Theme -> day and level of the last two measurements, the newest first.

    ``before`` leaves out the talk held on that day under that id and everything after it.
    """
    order = (col(Talk.held_on).desc(), col(Talk.id).desc())
    place = func.row_number().over(partition_by=col(TalkScore.theme), order_by=order).label("place")
    inner = (
        select(col(TalkScore.theme), col(Talk.held_on), col(TalkScore.level), place)
        .join(Talk, col(Talk.id) == col(TalkScore.talk_id))
        .where(col(Talk.citizen_id) == citizen_id, standing(), *_earlier(before))
        .subquery()
    )
    query = select(inner.c.theme, inner.c.held_on, inner.c.level).where(inner.c.place <= 2).order_by(inner.c.place)
    found: dict[str, list[tuple[date, int]]] = {}
    for theme, held_on, level in session.execute(query):
        found.setdefault(theme, []).append((held_on, level))
    return found


def all_levels(session: Session, citizen_id: int) -> dict[str, list[tuple[date, int]]]:
    """Theme -> day and level of every measurement, the oldest first."""
    query = (
        select(col(TalkScore.theme), col(Talk.held_on), col(TalkScore.level))
        .join(Talk, col(Talk.id) == col(TalkScore.talk_id))
        .where(col(Talk.citizen_id) == citizen_id, standing())
        .order_by(col(Talk.held_on), col(Talk.id))
    )
    found: dict[str, list[tuple[date, int]]] = {}
    for theme, held_on, level in session.execute(query):
        found.setdefault(theme, []).append((held_on, level))
    return found


def change_on(session: Session, citizen_id: int, version: int) -> tuple[datetime, int | None] | None:
    """When and by whom a talk or a confirmation was recorded on a version of the card."""
    parts = [
        select(col(table.recorded_at), col(table.recorded_by)).where(
            col(table.citizen_id) == citizen_id, col(table.base_version) == version
        )
        for table in (Talk, StepConfirmation)
    ]
    found: Any = session.execute(union_all(*parts)).first()
    return (found[0], found[1]) if found else None


def levels_of(measured: Mapping[str, Sequence[tuple[date, int]]]) -> dict[str, int]:
    """Theme -> the newest of some measurements."""
    return {theme: rows[0][1] for theme, rows in measured.items() if rows}


def _earlier(before: tuple[date, int] | None) -> list[ColumnElement[bool]]:
    if before is None:
        return []
    day, talk_id = before
    same_day = (col(Talk.held_on) == day) & (col(Talk.id) < talk_id)
    return [or_(col(Talk.held_on) < day, same_day)]


def agreed_at(session: Session, talk: Talk) -> list[AgreedAction]:
    """The next steps agreed at a talk, as they were agreed; those of a corrected talk belong to its first version."""
    first, before = talk, session.get(Talk, talk.replaces_id or 0)
    while before is not None:
        first, before = before, session.get(Talk, before.replaces_id or 0)
    query = select_rows(AgreedAction).where(
        AgreedAction.citizen_id == first.citizen_id,
        AgreedAction.base_version == first.base_version,
        AgreedAction.recorded_at == first.recorded_at,
    )
    return list(session.exec(query.order_by(col(AgreedAction.id))))
