"""Log-in, sessions and the operator's list of users. Passwords are hashed with argon2id (argon2-cffi's defaults)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import FieldProblem, InvalidInputError, NotFoundError, RefusedError
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.staff import Actor, Role, Staff, initials_of, normalise_email
from kanban.services.runtime import Runtime
from kanban.store import audit, organisation
from kanban.store import staff as staff_store

TRIES = 10
LOCKED_FOR = timedelta(minutes=5)
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 500
_REFUSAL = say("E-mail or password does not fit. After ten wrong tries the account rests for five minutes")
_hasher = PasswordHasher()
_DUMMY_HASH = _hasher.hash(secrets.token_urlsafe(16))


@dataclass(frozen=True)
class NewUser:
    """What ``kanban user add`` is told."""

    email: str
    name: str
    role: str
    municipality: str
    team: str = ""
    password: str = ""


@dataclass(frozen=True)
class LoggedIn:
    """What a session remembers, the user and the stamp that ends it when changed, and the role that has logged in."""

    staff_id: int
    stamp: str
    role: Role


@dataclass(frozen=True)
class UserLine:
    """One line of the operator's list."""

    email: str
    name: str
    role: str
    municipality: str
    team: str
    can_log_in: bool


def log_in(runtime: Runtime, email: str, password: str) -> LoggedIn:
    """Check e-mail and password.

    Raises :class:`InvalidInputError` on ``password`` with the same words whatever is wrong, taking the same time;
    after ten wrong tries in a row the account rests for five minutes.
    """
    address, now = normalise_email(email), runtime.clock.now()
    with runtime.database.read() as session:
        found = staff_store.by_email(session, address) if address else None
    fits = _fits(found.password_hash if found else None, password)
    with runtime.database.write() as session:
        staff = staff_store.by_email(session, address, lock=True) if address else None
        if staff and fits and not staff.disabled_at and not _resting(staff, now):
            staff.failed_logins, staff.locked_until = 0, None
            audit.write(session, runtime.clock, AuditAction.LOGIN, staff, detail=staff.email)
            return LoggedIn(staff.id or 0, staff.session_stamp, Role(staff.role))
        _count_failure(session, runtime, staff, now)
    raise InvalidInputError((FieldProblem("password", _REFUSAL),))


def session_user(runtime: Runtime, staff_id: int, stamp: str) -> Actor | None:
    """The user behind a session, or None when it has ended."""
    with runtime.database.read() as session:
        return staff_store.actor(session, staff_id, stamp)


def log_out(runtime: Runtime, actor: Actor) -> None:
    """Write the end of a session to the audit trail."""
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.LOGOUT, actor)


def add_user(runtime: Runtime, new: NewUser) -> None:
    """Add an employee, or give one made by an import or disabled a log-in; municipality and team are made when missing.

    Raises :class:`InvalidInputError` for a bad field and :class:`RefusedError` when the address is in use.
    """
    email, name = _checked(new)
    with runtime.database.write() as session:
        place = organisation.ensure_municipality(session, clean(new.municipality, lines=False), runtime.clock.now())
        teams = organisation.ensure_teams(session, place.id or 0, {clean(new.team, lines=False)} - {""})
        staff = staff_store.by_email(session, email)
        if staff and (_can_log_in(staff) or staff.municipality_id != place.id):
            raise RefusedError(say("%(email)s is already in use", email=email))
        staff = staff or Staff(
            municipality_id=place.id or 0,
            email=email,
            name=name,
            initials=initials_of(name),
            role="",
            created_at=runtime.clock.now(),
        )
        staff.name, staff.role = name, new.role
        staff.team_id = teams.get(clean(new.team, lines=False), staff.team_id)
        staff.disabled_at = None
        _set_password(staff, new.password)
        session.add(staff)
        audit.write(session, runtime.clock, AuditAction.STAFF_ADDED, place.id, detail=email)


def set_password(runtime: Runtime, email: str, password: str) -> None:
    """Give a user a new password and end their sessions; a disabled user stays disabled.

    Raises :class:`NotFoundError` for an unknown address.
    """
    _check_password(password)
    with runtime.database.write() as session:
        staff = _existing(session, email)
        _set_password(staff, password)
        audit.write(session, runtime.clock, AuditAction.PASSWORD_SET, staff.municipality_id, detail=staff.email)


def disable(runtime: Runtime, email: str) -> None:
    """Close a user's account and end their sessions; history keeps the name."""
    with runtime.database.write() as session:
        staff = _existing(session, email)
        staff.disabled_at = runtime.clock.now()
        staff.session_stamp = secrets.token_urlsafe(12)
        audit.write(
            session,
            runtime.clock,
            AuditAction.STAFF_DISABLED,
            staff.municipality_id,
            detail=staff.email,
        )


def list_users(runtime: Runtime) -> list[UserLine]:
    """Every user of the installation."""
    with runtime.database.read() as session:
        return [
            UserLine(
                staff.email,
                staff.name,
                staff.role,
                municipality,
                team or "",
                bool(staff.password_hash) and not staff.disabled_at,
            )
            for staff, municipality, team in staff_store.everyone(session)
        ]


def _checked(new: NewUser) -> tuple[str, str]:
    email, name = normalise_email(new.email), clean(new.name, lines=False)
    checks = (
        ("email", email, say("Write an e-mail address")),
        ("name", name, say("Write a name")),
        ("role", new.role in set(Role), say("The role must be broker, leader or superuser")),
        ("municipality", clean(new.municipality, lines=False), say("Write the municipality's name")),
    )
    problems = tuple(FieldProblem(field, message) for field, given, message in checks if not given)
    if problems:
        raise InvalidInputError(problems)
    _check_password(new.password)
    return email or "", name


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        message = say("A password has at least %(least)s characters", least=SHORTEST_PASSWORD)
        raise InvalidInputError((FieldProblem("password", message),))


def _set_password(staff: Staff, password: str) -> None:
    staff.password_hash = _hasher.hash(password)
    staff.session_stamp = secrets.token_urlsafe(12)
    staff.failed_logins, staff.locked_until = 0, None


def _can_log_in(staff: Staff) -> bool:
    return staff.password_hash is not None and staff.disabled_at is None


def _existing(session: Session, email: str) -> Staff:
    address = normalise_email(email)
    staff = staff_store.by_email(session, address, lock=True) if address else None
    if staff is None:
        raise NotFoundError(say("Nobody has the address %(email)s", email=email))
    return staff


def _fits(password_hash: str | None, password: str) -> bool:
    try:
        _hasher.verify(password_hash or _DUMMY_HASH, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def _resting(staff: Staff | None, now: datetime) -> bool:
    return bool(staff and staff.locked_until and staff.locked_until > now)


def _count_failure(session: Session, runtime: Runtime, staff: Staff | None, now: datetime) -> None:
    place = staff.municipality_id if staff else None
    audit.write(session, runtime.clock, AuditAction.LOGIN_FAILED, place, detail=staff.email if staff else "")
    if staff is None or _resting(staff, now):
        return
    staff.failed_logins += 1
    if staff.failed_logins >= TRIES:
        staff.failed_logins, staff.locked_until = 0, now + LOCKED_FOR
