"""Wall screens: finding them by token or for their municipality; access is part of fetching."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from kanban.domain.citizen import Citizen, is_public_id
from kanban.domain.errors import NotFoundError
from kanban.domain.live import BoardEvent
from kanban.domain.organisation import Municipality, Team
from kanban.domain.staff import Actor
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.wall import Wall, WallLabel, WallScope, is_token, token_hash

SEEN_EVERY = timedelta(minutes=1)
_MOST_REVOKED = 20


def by_token(session: Session, token: str) -> tuple[Wall, WallScope]:
    """The screen with this token and whose board it shows.

    Raises :class:`NotFoundError`, the same for tokens that never were and for screens switched off.
    """
    if not is_token(token):
        raise NotFoundError
    query = (
        select(Wall, Municipality.name, Team.name)
        .join(Municipality, col(Municipality.id) == col(Wall.municipality_id))
        .join(Team, col(Team.id) == col(Wall.team_id), isouter=True)
        .where(Wall.token_hash == token_hash(token), col(Wall.revoked_at).is_(None))
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFoundError
    wall, place, team = found
    return wall, WallScope(wall.municipality_id, place, wall.team_id, team or "", WallLabel(wall.label))


def note_seen(session: Session, wall_id: int, now: datetime) -> None:
    """Note that the screen has asked, at most once a minute whoever else notes it at the same time."""
    late = col(Wall.last_seen).is_(None) | (col(Wall.last_seen) <= now - SEEN_EVERY)
    session.execute(update(Wall).where(col(Wall.id) == wall_id, late).values(last_seen=now))


def get(session: Session, actor: Actor, public_id: str) -> Wall:
    """A screen of the actor's municipality, locked. Raises :class:`NotFoundError`."""
    query = select(Wall).where(Wall.public_id == public_id, Wall.municipality_id == actor.municipality_id)
    found = session.exec(query.with_for_update()).first() if is_public_id(public_id) else None
    if found is None:
        raise NotFoundError
    return found


def in_use(session: Session, municipality_id: int) -> list[Wall]:
    """The municipality's screens that are not switched off, in the order made."""
    query = select(Wall).where(Wall.municipality_id == municipality_id, col(Wall.revoked_at).is_(None))
    return list(session.exec(query.order_by(col(Wall.id))))


def revoked(session: Session, municipality_id: int) -> list[Wall]:
    """Those switched off last, the latest first."""
    query = select(Wall).where(Wall.municipality_id == municipality_id, col(Wall.revoked_at).is_not(None))
    return list(session.exec(query.order_by(col(Wall.revoked_at).desc(), col(Wall.id)).limit(_MOST_REVOKED)))


def just_advanced(session: Session, municipality_id: int, lately: timedelta) -> set[int]:
    """Citizens who were moved towards the goal so lately, and still stand where that brought them."""
    step = col(Citizen.current_step)
    query = (
        select(Citizen.id)
        .join(BoardEvent, col(BoardEvent.citizen) == col(Citizen.public_id))
        .where(col(BoardEvent.municipality_id) == municipality_id, col(BoardEvent.at) > datetime.now(UTC) - lately)
        .where(col(BoardEvent.to_step) < col(BoardEvent.from_step), col(BoardEvent.to_step) == step)
        .where(step.in_(STEP_NUMBERS))
    )
    return {number for number in session.exec(query) if number is not None}
