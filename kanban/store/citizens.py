"""Fetching citizens; access is part of fetching."""

from sqlmodel import Session, select

from kanban.domain.citizen import Citizen, is_public_id
from kanban.domain.errors import NotFoundError
from kanban.domain.staff import Actor
from kanban.domain.transition import StepTransition

_LARGEST_ID = 2**31 - 1


def get(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Citizen:
    """The citizen within the actor's municipality; with ``lock`` nobody else changes the card meanwhile.

    Raises :class:`NotFoundError`, the same for unknown ids and for other municipalities' citizens.
    """
    if not is_public_id(public_id):
        raise NotFoundError
    query = select(Citizen).where(Citizen.public_id == public_id, Citizen.municipality_id == actor.municipality_id)
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def by_move(session: Session, actor: Actor, move_id: int, *, lock: bool = False) -> Citizen:
    """The citizen a move belongs to. Raises :class:`NotFoundError` as :func:`get` does."""
    if not 0 < move_id <= _LARGEST_ID:
        raise NotFoundError
    query = (
        select(Citizen)
        .join(StepTransition)
        .where(StepTransition.id == move_id, Citizen.municipality_id == actor.municipality_id)
    )
    found = session.exec(query.with_for_update(of=Citizen) if lock else query).first()
    if found is None:
        raise NotFoundError
    return found
