"""Who may do what: one table, asked by services and by templates that show or hide a control."""

from enum import StrEnum

from kanban.domain.errors import ForbiddenError
from kanban.domain.staff import Actor, Role


class Permission(StrEnum):
    """Something a role may or may not do."""

    SEE_BOARD = "see_board"
    MOVE_CITIZEN = "move_citizen"
    ANNUL_ANY_MOVE = "annul_any_move"
    EXPORT = "export"
    IMPORT = "import"


_ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.BROKER: frozenset({Permission.SEE_BOARD, Permission.MOVE_CITIZEN}),
    Role.LEADER: frozenset({Permission.SEE_BOARD, Permission.EXPORT}),
    Role.SUPERUSER: frozenset(Permission),
}


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's role allows it."""
    return permission in _ALLOWED[actor.role]


def require(actor: Actor, permission: Permission) -> None:
    """Raise :class:`ForbiddenError` unless the actor's role allows it."""
    if not may(actor, permission):
        raise ForbiddenError
