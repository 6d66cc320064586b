"""Who may do what: one table, asked by services and by templates that show or hide a control."""

from enum import StrEnum

from kanban.domain.errors import ForbiddenError
from kanban.domain.staff import Actor, Role


class Permission(StrEnum):
    """Something a role may or may not do."""

    SEE_BOARD = "see_board"
    MOVE_CITIZEN = "move_citizen"
    EDIT_CASE = "edit_case"
    ASSIGN = "assign"
    OWN_CASELOAD = "own_caseload"
    REVIEW = "review"
    SEE_FIGURES = "see_figures"
    SET_TARGETS = "set_targets"
    SHARE_OPENINGS = "share_openings"
    RECORD_AT_MEETING = "record_at_meeting"
    LEAD_MEETING = "lead_meeting"
    SET_UP = "set_up"
    ANNUL_ANY_MOVE = "annul_any_move"
    EXPORT = "export"
    IMPORT = "import"


_BROKER = frozenset(
    {
        Permission.SEE_BOARD,
        Permission.MOVE_CITIZEN,
        Permission.EDIT_CASE,
        Permission.ASSIGN,
        Permission.OWN_CASELOAD,
        Permission.REVIEW,
        Permission.SEE_FIGURES,
        Permission.SHARE_OPENINGS,
        Permission.RECORD_AT_MEETING,
    }
)
_LEADER = frozenset(
    {
        Permission.SEE_BOARD,
        Permission.EXPORT,
        Permission.ASSIGN,
        Permission.REVIEW,
        Permission.SEE_FIGURES,
        Permission.SET_TARGETS,
        Permission.SHARE_OPENINGS,
        Permission.RECORD_AT_MEETING,
        Permission.LEAD_MEETING,
    }
)
_ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.BROKER: _BROKER,
    Role.LEADER: _LEADER,
    Role.SUPERUSER: frozenset(Permission),
}


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's role allows it."""
    return permission in _ALLOWED[actor.role]


def require(actor: Actor, permission: Permission) -> None:
    """Raise :class:`ForbiddenError` unless the actor's role allows it."""
    if not may(actor, permission):
        raise ForbiddenError


def has_the_case(actor: Actor, broker_id: int | None, caseworker_id: int | None) -> bool:
    """Whether the citizen is the actor's own: only then are health reasons and kinds of exemption shown."""
    return actor.id in {broker_id, caseworker_id}
