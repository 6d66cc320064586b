"""Making a wall screen's address, and switching a screen off."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.citizen import new_public_id
from kanban.domain.inputs.wall import NewWall, read_wall
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.views.walls import MadeWall
from kanban.domain.wall import Wall, new_token, token_hash
from kanban.services.runtime import Runtime
from kanban.store import audit, live, organisation, walls
from kanban.store.bulk import lock_municipality


def make_wall(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> MadeWall:
    """Make a screen; its token is in the answer and nowhere else.

    A name is used by one screen at a time; a second one gets a number behind it, since an address that was not seen
    can't be shown again. Raises :class:`ForbiddenError` and :class:`InvalidInputError`.
    """
    require(actor, Permission.SET_UP)
    token = new_token()
    with runtime.database.write() as session:
        lock_municipality(session, actor.municipality_id)
        teams = {team.id or 0: team.name for team in organisation.teams(session, actor.municipality_id)}
        wanted = read_wall(raw, teams)
        wanted = replace(wanted, name=_free_name(session, actor, wanted.name))
        session.add(_wall(runtime, actor, wanted, token))
        audit.write(session, runtime.clock, AuditAction.WALL_MADE, actor, detail=wanted.name)
    return MadeWall(wanted.name, teams.get(wanted.team_id or 0, actor.municipality), token)


def revoke_wall(runtime: Runtime, actor: Actor, wall_id: str) -> str:
    """Switch a screen off for good, and tell it at once; its name. One that is off already stays as it is.

    Raises :class:`NotFoundError` outside the actor's municipality and :class:`ForbiddenError`.
    """
    require(actor, Permission.SET_UP)
    with runtime.database.write() as session:
        wall = walls.get(session, actor, wall_id)
        if wall.revoked_at is None:
            wall.revoked_at, wall.revoked_by = runtime.clock.now(), actor.id
            audit.write(session, runtime.clock, AuditAction.WALL_REVOKED, actor, detail=wall.name)
            live.tell(session, live.many_changed(wall.municipality_id, wall.team_id))
    return wall.name


def _wall(runtime: Runtime, actor: Actor, wanted: NewWall, token: str) -> Wall:
    return Wall(
        public_id=new_public_id(),
        municipality_id=actor.municipality_id,
        team_id=wanted.team_id,
        name=wanted.name,
        label=str(wanted.label),
        theme=str(wanted.theme),
        token_hash=token_hash(token),
        made_at=runtime.clock.now(),
        made_by=actor.id,
    )


def _free_name(session: Session, actor: Actor, name: str) -> str:
    """The name, with a number behind it where a screen in use has it already."""
    taken = {wall.name.casefold() for wall in walls.in_use(session, actor.municipality_id)}
    numbered = (f"{name} ({number})" for number in count(2))
    return next(each for each in chain([name], numbered) if each.casefold() not in taken)
