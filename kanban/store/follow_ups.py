"""Finding the citizen a follow-up belongs to; access is part of finding."""

from sqlmodel import Session, select

from kanban.domain.citizen import Citizen
from kanban.domain.errors import NotFoundError
from kanban.domain.follow_up import FollowUp
from kanban.domain.staff import Actor

_LARGEST_ID = 2**31 - 1


def citizen_of(session: Session, actor: Actor, follow_up_id: int, *, lock: bool = False) -> Citizen:
    """The citizen within the actor's municipality; raises :class:`NotFoundError` for what the actor may not see."""
    if not 0 < follow_up_id <= _LARGEST_ID:
        raise NotFoundError
    query = (
        select(Citizen)
        .join(FollowUp)
        .where(FollowUp.id == follow_up_id, Citizen.municipality_id == actor.municipality_id)
    )
    found = session.exec(query.with_for_update(of=Citizen) if lock else query).first()
    if found is None:
        raise NotFoundError
    return found
