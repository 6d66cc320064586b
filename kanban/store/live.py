"""The changes open boards are told of: appending them, and reading those not yet seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.live import BoardEvent, Whose
from kanban.domain.staff import Staff

CHANNEL = "kanban_board"
KEPT_FOR = timedelta(days=3)
PRUNED_EVERY = 500
OVERLAP = 500


@dataclass(frozen=True)
class Told:
    """A change as a board is told of it; ``by`` are the initials of who moved the citizen.

    ``whose`` the citizen is now; None when many have changed at once.
    """

    id: int
    municipality_id: int
    team_id: int | None
    citizen: str
    version: int
    from_step: int | None
    to_step: int | None
    by: str
    whose: Whose | None


def changed(citizen: Citizen, from_step: int | None, moved_by: int | None) -> BoardEvent:
    """The change of one card, as it stands now."""
    return BoardEvent(
        at=datetime.now(UTC),
        municipality_id=citizen.municipality_id,
        team_id=citizen.team_id,
        citizen=citizen.public_id,
        version=citizen.version,
        from_step=from_step,
        to_step=citizen.current_step,
        staff_id=moved_by,
    )


def many_changed(municipality_id: int, team_id: int | None = None) -> BoardEvent:
    """So many changes at once, or such a one, that boards look at everything anew: all of them, or those of a team."""
    return BoardEvent(at=datetime.now(UTC), municipality_id=municipality_id, team_id=team_id)


def tell(session: Session, event: BoardEvent) -> None:
    """Append a change in the transaction that makes it; PostgreSQL wakes the listeners when it commits."""
    session.add(event)
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, str(event.id))))
    if event.id and event.id % PRUNED_EVERY == 0:
        session.execute(delete(BoardEvent).where(col(BoardEvent.at) < datetime.now(UTC) - KEPT_FOR))


def position(session: Session, municipality_id: int) -> str:
    """Where a municipality's changes have come to: another text means that something has changed.

    The newest number alone would not tell of a transaction that got its number earlier and was committed later, so the
    number of changes stands beside it.
    """
    query = select(func.max(BoardEvent.id), func.count()).where(col(BoardEvent.municipality_id) == municipality_id)
    newest, number = session.execute(query).one()
    return f"{newest or 0}.{number}"


def newest(session: Session) -> int:
    """The newest change's number, 0 when there is none."""
    return int(session.execute(select(func.max(BoardEvent.id))).scalar() or 0)


def unseen(session: Session, last: int, seen: Collection[int]) -> list[Told]:
    """Changes not seen before, by number: also such as came in late with a number some way before the last."""
    recent = session.execute(select(col(BoardEvent.id)).where(col(BoardEvent.id) > last - OVERLAP)).scalars()
    fresh = [number for number in recent if number not in seen]
    if not fresh:
        return []
    own = (col(Citizen.id), col(Citizen.team_id), col(Citizen.broker_id), col(Citizen.programme_id))
    query = select(BoardEvent, col(Staff.initials), *own).where(col(BoardEvent.id).in_(fresh))
    query = query.join(Staff, col(Staff.id) == col(BoardEvent.staff_id), isouter=True)
    query = query.join(Citizen, col(Citizen.public_id) == col(BoardEvent.citizen), isouter=True)
    return [
        _told(event, by, Whose(team, broker, programme) if known else None)
        for event, by, known, team, broker, programme in session.execute(query.order_by(col(BoardEvent.id)))
    ]


def _told(event: BoardEvent, by: str | None, whose: Whose | None) -> Told:
    return Told(
        id=event.id or 0,
        municipality_id=event.municipality_id,
        team_id=event.team_id,
        citizen=event.citizen,
        version=event.version,
        from_step=event.from_step,
        to_step=event.to_step,
        by=by or "",
        whose=whose,
    )
