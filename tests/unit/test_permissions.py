"""Who may do what."""

import pytest

from kanban.domain.errors import ForbiddenError
from kanban.domain.permissions import Permission, has_the_case, may, require
from kanban.domain.staff import Actor, Role

EVERYBODY = {Role.BROKER, Role.LEADER, Role.SUPERUSER}
TABLE = {
    Permission.SEE_BOARD: EVERYBODY,
    Permission.ASSIGN: EVERYBODY,
    Permission.REVIEW: EVERYBODY,
    Permission.SEE_FIGURES: EVERYBODY,
    Permission.EDIT_CASE: {Role.BROKER, Role.SUPERUSER},
    Permission.OWN_CASELOAD: {Role.BROKER, Role.SUPERUSER},
    Permission.SET_TARGETS: {Role.LEADER, Role.SUPERUSER},
    Permission.SHARE_OPENINGS: EVERYBODY,
    Permission.RECORD_AT_MEETING: EVERYBODY,
    Permission.LEAD_MEETING: {Role.LEADER, Role.SUPERUSER},
    Permission.SET_UP: {Role.SUPERUSER},
    Permission.MOVE_CITIZEN: {Role.BROKER, Role.SUPERUSER},
    Permission.ANNUL_ANY_MOVE: {Role.SUPERUSER},
    Permission.EXPORT: {Role.LEADER, Role.SUPERUSER},
    Permission.IMPORT: {Role.SUPERUSER},
}


def _actor(role: Role) -> Actor:
    return Actor(1, "Maja Juhl", "MJ", role, 1, "Fjordby Kommune", None, None)


def test_table_covers_every_permission() -> None:
    assert TABLE.keys() == set(Permission)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_role_has_exactly_its_permissions(role: Role, permission: Permission) -> None:
    assert may(_actor(role), permission) is (role in TABLE[permission])


def test_missing_permission_is_an_error() -> None:
    with pytest.raises(ForbiddenError):
        require(_actor(Role.LEADER), Permission.MOVE_CITIZEN)


def test_given_permission_passes() -> None:
    assert require(_actor(Role.BROKER), Permission.MOVE_CITIZEN) is None  # type: ignore[func-returns-value]  # the point


@pytest.mark.parametrize(
    ("broker", "caseworker", "has"), [(1, 2, True), (2, 1, True), (2, 3, False), (None, None, False)]
)
@pytest.mark.parametrize("role", Role)
def test_only_broker_and_caseworker_have_the_case_whatever_their_role(
    role: Role, broker: int | None, caseworker: int | None, *, has: bool
) -> None:
    assert has_the_case(_actor(role), broker, caseworker) is has
