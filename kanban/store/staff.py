"""Employees: log-in, lists for selects, and the names behind ids."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from kanban.domain.organisation import Municipality, Team
from kanban.domain.staff import Actor, Role, Staff


def by_email(session: Session, email: str, *, lock: bool = False) -> Staff | None:
    """The employee with that (lower-case) address."""
    query = select(Staff).where(Staff.email == email)
    return session.exec(query.with_for_update() if lock else query).first()


def actor(session: Session, staff_id: int, session_stamp: str) -> Actor | None:
    """The user behind a session, or None when disabled or the session has been ended elsewhere."""
    found = session.exec(
        select(Staff, Municipality.name, Team.name)
        .select_from(Staff)
        .join(Municipality)
        .join(Team, col(Team.id) == col(Staff.team_id), isouter=True)
        .where(Staff.id == staff_id, Staff.session_stamp == session_stamp, col(Staff.disabled_at).is_(None))
    ).first()
    if found is None:
        return None
    staff, municipality, team = found
    return Actor(
        staff_id, staff.name, staff.initials, Role(staff.role), staff.municipality_id, municipality, staff.team_id, team
    )


def of_municipality(session: Session, municipality_id: int) -> list[Staff]:
    """All employees of a municipality, disabled ones too, by name."""
    return list(
        session.exec(
            select(Staff).where(Staff.municipality_id == municipality_id).order_by(col(Staff.name), col(Staff.id))
        )
    )


def everyone(session: Session) -> list[tuple[Staff, str, str | None]]:
    """Each employee with municipality and team name, for the operator's list."""
    query = (
        select(Staff, Municipality.name, Team.name)
        .select_from(Staff)
        .join(Municipality)
        .join(Team, col(Team.id) == col(Staff.team_id), isouter=True)
        .order_by(col(Municipality.name), col(Staff.email))
    )
    return [(staff, municipality, team) for staff, municipality, team in session.exec(query)]


def names(session: Session, ids: Iterable[int | None]) -> dict[int, Staff]:
    """Employees by id, for showing who did something."""
    wanted = {found for found in ids if found is not None}
    if not wanted:
        return {}
    return {staff.id: staff for staff in session.exec(select(Staff).where(col(Staff.id).in_(wanted))) if staff.id}
