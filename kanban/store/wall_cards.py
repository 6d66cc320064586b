"""The citizens a wall screen shows, in one statement."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.staff import Staff, initials_of
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.wall import WallScope


@dataclass(frozen=True)
class WallCard:
    """A citizen on a step. ``id`` and ``version`` are for the server alone; ``initials`` are empty when protected."""

    id: int
    version: int
    case_code: str
    initials: str
    step: int
    since: date
    broker: str


def cards(session: Session, scope: WallScope, today: date) -> list[WallCard]:
    """Everybody in the scope who stands on a step today, longest in step first."""
    columns = (
        col(Citizen.id), col(Citizen.version), col(Citizen.case_code), col(Citizen.name), col(Citizen.name_protected),
        col(Citizen.current_step), col(Citizen.step_since), col(Staff.initials),
    )  # fmt: skip
    query = select(*columns).join_from(Citizen, Staff, col(Staff.id) == col(Citizen.broker_id), isouter=True)
    query = query.where(*_own(scope), col(Citizen.current_step).in_(STEP_NUMBERS))
    return [
        WallCard(number, version, code, "" if protected else initials_of(name), step, since or today, broker or "")
        for number, version, code, name, protected, step, since, broker in session.execute(
            query.order_by(col(Citizen.step_since), col(Citizen.case_code))
        )
    ]


def waiting(session: Session, scope: WallScope) -> int:
    """How many in the scope are not yet on any step."""
    query = select(func.count()).select_from(Citizen).where(*_own(scope), col(Citizen.current_step).is_(None))
    return int(session.execute(query).scalar_one())


def _own(scope: WallScope) -> list[ColumnElement[bool]]:
    place = [col(Citizen.municipality_id) == scope.municipality_id]
    return place if scope.team_id is None else [*place, col(Citizen.team_id) == scope.team_id]
