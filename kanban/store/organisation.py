"""Municipalities, teams and the installation's own settings."""

from datetime import datetime

from sqlmodel import Session, col, select

from kanban.domain.organisation import Municipality, Setting, Team


def find_municipality(session: Session, name: str) -> Municipality | None:
    """The municipality of that name."""
    return session.exec(select(Municipality).where(Municipality.name == name)).first()


def ensure_municipality(session: Session, name: str, now: datetime) -> Municipality:
    """The municipality of that name, made when missing."""
    found = find_municipality(session, name)
    if found is None:
        found = Municipality(name=name, created_at=now)
        session.add(found)
        session.flush()
    return found


def teams(session: Session, municipality_id: int) -> list[Team]:
    """The municipality's teams by name."""
    return list(session.exec(select(Team).where(Team.municipality_id == municipality_id).order_by(col(Team.name))))


def ensure_teams(session: Session, municipality_id: int, names: set[str]) -> dict[str, int]:
    """Team ids by name; missing teams are made."""
    known = {team.name: team for team in teams(session, municipality_id)}
    for name in sorted(names - known.keys()):
        known[name] = Team(municipality_id=municipality_id, name=name)
        session.add(known[name])
    session.flush()
    return {name: team.id for name, team in known.items() if team.id is not None}


def setting(session: Session, name: str) -> str | None:
    """A remembered value."""
    found = session.get(Setting, name)
    return found.value if found else None


def remember(session: Session, name: str, value: str) -> None:
    """Store a value under a name."""
    session.merge(Setting(name=name, value=value))
