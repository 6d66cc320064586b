"""Log-in, lock-out, sessions and the operator's list of users."""

from datetime import timedelta

import pytest
from sqlmodel import col, update

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.errors import InvalidInputError, NotFoundError, RefusedError
from kanban.domain.organisation import Municipality, Team
from kanban.domain.staff import Role, Staff
from kanban.services.accounts import (
    LOCKED_FOR,
    TRIES,
    LoggedIn,
    NewUser,
    add_user,
    disable,
    list_users,
    log_in,
    session_user,
    set_password,
)
from kanban.services.runtime import Runtime
from tests.factories import PASSWORD, Town
from tests.support.stored import nothing_stored, one, rows

EMAIL = "maja@fjordby.example"


def new(**changes: str) -> NewUser:
    given = {
        "email": EMAIL,
        "name": "Maja Juhl",
        "role": "broker",
        "municipality": "Fjordby Kommune",
        "team": "Team Havn",
        "password": PASSWORD,
    }
    return NewUser(**{**given, **changes})


def refused_words(runtime: Runtime, email: str, password: str) -> str:
    with pytest.raises(InvalidInputError) as refusal:
        log_in(runtime, email, password)
    assert list(refusal.value.by_field()) == ["password"]
    return refusal.value.message.text


def rest_over(runtime: Runtime) -> None:
    """Let the lock's time pass."""
    with runtime.database.write() as session:
        session.exec(update(Staff).values(locked_until=runtime.clock.now() - timedelta(seconds=1)))


def test_added_user_logs_in_and_is_known_by_the_session(runtime: Runtime) -> None:
    add_user(runtime, new())
    session = log_in(runtime, " MAJA@Fjordby.example ", PASSWORD)
    actor = session_user(runtime, session.staff_id, session.stamp)
    assert actor is not None
    assert (actor.name, actor.initials, actor.role) == ("Maja Juhl", "MJ", Role.BROKER)
    assert (actor.municipality, actor.team) == ("Fjordby Kommune", "Team Havn")


def test_password_is_kept_as_an_argon2id_hash_only(runtime: Runtime) -> None:
    add_user(runtime, new())
    stored = one(runtime, Staff).password_hash or ""
    assert stored.startswith("$argon2id$v=19$")
    assert PASSWORD not in stored


def test_same_password_has_another_hash_for_everyone(runtime: Runtime) -> None:
    add_user(runtime, new())
    add_user(runtime, new(email="sofie@fjordby.example"))
    assert len({staff.password_hash for staff in rows(runtime, Staff)}) == 2


def test_municipality_and_team_are_made_once(runtime: Runtime) -> None:
    add_user(runtime, new())
    add_user(runtime, new(email="sofie@fjordby.example"))
    add_user(runtime, new(email="lars@fjordby.example", team=""))
    assert [found.name for found in rows(runtime, Municipality)] == ["Fjordby Kommune"]
    assert [found.name for found in rows(runtime, Team)] == ["Team Havn"]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "wrong password"),
        (EMAIL, ""),
        (EMAIL, PASSWORD + "x"),
        ("nobody@fjordby.example", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
        ("maja@fjordby.example\x00", PASSWORD),
        ("' or 1=1 --@x.dk", PASSWORD),
        (EMAIL, "x" * 1_000_000),
    ],
)
def test_whatever_is_wrong_the_words_are_the_same(runtime: Runtime, email: str, password: str) -> None:
    add_user(runtime, new())
    assert refused_words(runtime, email, password) == refused_words(runtime, EMAIL, "another wrong one")


def test_failed_log_in_is_audited_without_what_was_typed(runtime: Runtime) -> None:
    add_user(runtime, new())
    refused_words(runtime, EMAIL, "hemmelig kode")
    refused_words(runtime, "nobody@fjordby.example", "hemmelig kode")
    events = rows(runtime, AuditEvent, action=str(AuditAction.LOGIN_FAILED))
    assert [event.detail for event in events] == [EMAIL, ""]


def test_log_in_is_audited_for_the_user(runtime: Runtime) -> None:
    add_user(runtime, new())
    session = log_in(runtime, EMAIL, PASSWORD)
    event = one(runtime, AuditEvent, action=str(AuditAction.LOGIN))
    assert (event.staff_id, event.municipality_id) == (session.staff_id, one(runtime, Municipality).id)


def test_ten_wrong_tries_let_the_account_rest_even_for_the_right_password(runtime: Runtime) -> None:
    add_user(runtime, new())
    words = {refused_words(runtime, EMAIL, "wrong password") for _ in range(TRIES)}
    words.add(refused_words(runtime, EMAIL, PASSWORD))
    assert len(words) == 1
    locked = one(runtime, Staff).locked_until
    assert locked is not None
    assert locked - runtime.clock.now() <= LOCKED_FOR
    rest_over(runtime)
    assert log_in(runtime, EMAIL, PASSWORD).staff_id


def test_right_password_in_between_starts_the_count_again(runtime: Runtime) -> None:
    add_user(runtime, new())
    for _ in range(TRIES - 1):
        refused_words(runtime, EMAIL, "wrong password")
    log_in(runtime, EMAIL, PASSWORD)
    refused_words(runtime, EMAIL, "wrong password")
    assert log_in(runtime, EMAIL, PASSWORD).staff_id


def test_one_locked_account_does_not_lock_another(runtime: Runtime) -> None:
    add_user(runtime, new())
    add_user(runtime, new(email="sofie@fjordby.example"))
    for _ in range(TRIES):
        refused_words(runtime, EMAIL, "wrong password")
    assert log_in(runtime, "sofie@fjordby.example", PASSWORD).staff_id


def test_disabled_user_is_out_at_once_and_cannot_come_back(runtime: Runtime) -> None:
    add_user(runtime, new())
    session = log_in(runtime, EMAIL, PASSWORD)
    disable(runtime, EMAIL)
    assert session_user(runtime, session.staff_id, session.stamp) is None
    assert refused_words(runtime, EMAIL, PASSWORD) == refused_words(runtime, EMAIL, "wrong password")


def test_new_password_ends_old_sessions_and_the_old_password(runtime: Runtime) -> None:
    add_user(runtime, new())
    session = log_in(runtime, EMAIL, PASSWORD)
    set_password(runtime, EMAIL, "another long password")
    assert session_user(runtime, session.staff_id, session.stamp) is None
    refused_words(runtime, EMAIL, PASSWORD)
    assert log_in(runtime, EMAIL, "another long password").staff_id == session.staff_id


@pytest.mark.parametrize("change", [{"staff_id": 999}, {"stamp": ""}, {"stamp": "guess"}])
def test_session_that_was_never_begun_is_nobody(runtime: Runtime, change: dict[str, object]) -> None:
    add_user(runtime, new())
    session = LoggedIn(**{**log_in(runtime, EMAIL, PASSWORD).__dict__, **change})
    assert session_user(runtime, session.staff_id, session.stamp) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "maja"}, "email"),
        ({"email": ""}, "email"),
        ({"name": "  "}, "name"),
        ({"role": "admin"}, "role"),
        ({"role": ""}, "role"),
        ({"municipality": " "}, "municipality"),
        ({"password": "short"}, "password"),
        ({"password": ""}, "password"),
        ({"password": "x" * 501}, "password"),
    ],
)
def test_user_with_a_bad_field_is_refused_and_nothing_is_stored(
    runtime: Runtime, changes: dict[str, str], field: str
) -> None:
    with nothing_stored(runtime), pytest.raises(InvalidInputError) as refusal:
        add_user(runtime, new(**changes))
    assert list(refusal.value.by_field()) == [field]


@pytest.mark.parametrize("municipality", ["Fjordby Kommune", "Søby Kommune"])
def test_address_in_use_is_refused(runtime: Runtime, municipality: str) -> None:
    add_user(runtime, new())
    with nothing_stored(runtime), pytest.raises(RefusedError):
        add_user(runtime, new(municipality=municipality, password="another password"))


def test_employee_made_by_an_import_gets_a_log_in_but_not_in_another_municipality(runtime: Runtime) -> None:
    add_user(runtime, new())
    with runtime.database.write() as session:
        session.exec(update(Staff).where(col(Staff.email) == EMAIL).values(password_hash=None))
    refused_words(runtime, EMAIL, PASSWORD)
    with nothing_stored(runtime), pytest.raises(RefusedError):
        add_user(runtime, new(municipality="Søby Kommune"))
    add_user(runtime, new(role="superuser"))
    assert one(runtime, Staff).role == "superuser"
    assert log_in(runtime, EMAIL, PASSWORD).staff_id


@pytest.mark.parametrize("email", ["nobody@fjordby.example", "no address", ""])
def test_nobody_cannot_be_changed(runtime: Runtime, email: str) -> None:
    with nothing_stored(runtime), pytest.raises(NotFoundError):
        disable(runtime, email)
    with nothing_stored(runtime), pytest.raises(NotFoundError):
        set_password(runtime, email, PASSWORD)


def test_list_tells_who_can_log_in(runtime: Runtime) -> None:
    town = Town(runtime)
    maja, lars = town.user(), town.leader()
    disable(runtime, town.email(lars))
    assert [(line.name, line.role, line.team, line.can_log_in) for line in list_users(runtime)] == [
        (lars.name, "leader", "Team Havn", False),
        (maja.name, "broker", "Team Havn", True),
    ]
