"""A broker's caseload, and all caseloads beside each other, in a number of statements that does not depend on size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlmodel import Session, col

from kanban.domain.agenda import Case
from kanban.domain.citizen import Citizen
from kanban.domain.facts import BrokerAssignment
from kanban.domain.follow_up import AgreedAction
from kanban.domain.sign import CitizenSign
from kanban.domain.steps import OUT
from kanban.domain.talk import StepConfirmation
from kanban.domain.transition import StepVisit

MOST_NEWS = 8


@dataclass(frozen=True)
class Load:
    """One broker's citizens, None for those without: how many on each step (None: not placed), overdue talks, new."""

    broker_id: int | None
    steps: dict[int | None, int]
    late_talks: int = 0
    new: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.steps.values())


def in_caseload(municipality_id: int, broker_id: int | None) -> ColumnElement[bool]:
    """Citizens of a broker who have not left the board; of nobody when ``broker_id`` is None."""
    owner = col(Citizen.broker_id)
    return and_(
        col(Citizen.municipality_id) == municipality_id,
        owner.is_(None) if broker_id is None else owner == broker_id,
        or_(col(Citizen.current_step).is_(None), col(Citizen.current_step) != OUT),
    )


def cases(session: Session, where: ColumnElement[bool]) -> list[Case]:
    """The citizens with all their signs and when their step was last confirmed, by name."""
    ids = select(col(Citizen.id)).where(where)
    signs: dict[int, list[CitizenSign]] = {}
    for sign in session.scalars(select(CitizenSign).where(col(CitizenSign.citizen_id).in_(ids))):
        signs.setdefault(sign.citizen_id, []).append(sign)
    confirmed = _confirmed(session, ids)
    return [
        _case(row, tuple(signs.get(row.id, ())), confirmed.get(row.id))
        for row in session.execute(_case_query(where).order_by(col(Citizen.sort_name), col(Citizen.id)))
    ]


def page(session: Session, where: ColumnElement[bool], limit: int, offset: int) -> list[Case]:
    """Some of the citizens, the longest on the step first, without signs."""
    order = (col(Citizen.current_step).is_(None), col(Citizen.step_since), col(Citizen.sort_name), col(Citizen.id))
    found = session.execute(_case_query(where).order_by(*order).limit(limit).offset(offset))
    return [_case(row, (), None) for row in found]


def number(session: Session, where: ColumnElement[bool]) -> int:
    """How many there are."""
    return int(session.execute(select(func.count()).select_from(Citizen).where(where)).scalar_one())


def assignments(session: Session, where: ColumnElement[bool]) -> dict[int, list[BrokerAssignment]]:
    """Citizen id -> every assignment that has not been withdrawn, in the order of recording."""
    ids, owner = select(col(Citizen.id)).where(where), col(BrokerAssignment.citizen_id)
    query = select(BrokerAssignment).where(owner.in_(ids), col(BrokerAssignment.withdrawn_at).is_(None))
    found: dict[int, list[BrokerAssignment]] = {}
    for fact in session.scalars(query.order_by(col(BrokerAssignment.id))):
        found.setdefault(fact.citizen_id, []).append(fact)
    return found


def actions(session: Session, where: ColumnElement[bool]) -> dict[int, list[AgreedAction]]:
    """Citizen id -> the versions of agreed next steps that have not been withdrawn."""
    ids, owner = select(col(Citizen.id)).where(where), col(AgreedAction.citizen_id)
    query = select(AgreedAction).where(owner.in_(ids), col(AgreedAction.withdrawn_at).is_(None))
    found: dict[int, list[AgreedAction]] = {}
    for fact in session.scalars(query.order_by(col(AgreedAction.id))):
        found.setdefault(fact.citizen_id, []).append(fact)
    return found


def news(session: Session, municipality_id: int, team_id: int | None, since: date) -> Sequence[Row[Any]]:
    """Those of a team who have come to step 3, 2 or 1 from further back, the latest first (R-BOARD-3)."""
    visit, citizen = StepVisit, Citizen
    names = (citizen.public_id, citizen.name, citizen.name_protected, citizen.broker_id)
    query = (
        select(*map(col, names), col(visit.step), col(visit.enter_date), col(visit.citizen_id))
        .join(citizen, col(citizen.id) == col(visit.citizen_id))
        .where(
            col(visit.municipality_id) == municipality_id,
            col(visit.enter_date) >= since,
            col(visit.step).in_((3, 2, 1)),
            col(visit.prev_step) > col(visit.step),
            col(citizen.current_step) == col(visit.step),
            col(citizen.team_id) == team_id if team_id is not None else col(citizen.team_id).is_(None),
        )
    )
    return session.execute(query.order_by(col(visit.enter_date).desc(), col(citizen.id)).limit(MOST_NEWS)).all()


def loads(session: Session, municipality_id: int, today: date, new_since: date) -> dict[int | None, Load]:
    """Every caseload of a municipality, by broker."""
    staying = and_(
        col(Citizen.municipality_id) == municipality_id,
        or_(col(Citizen.current_step).is_(None), col(Citizen.current_step) != OUT),
    )
    owner, step = col(Citizen.broker_id), col(Citizen.current_step)
    late, new = _late_talks(session, staying, today), _new(session, staying, new_since)
    found: dict[int | None, Load] = {}
    query = select(owner, step, func.count()).where(staying).group_by(owner, step)
    for broker_id, number, count in session.execute(query):
        load = found.setdefault(broker_id, Load(broker_id, {}, late.get(broker_id, 0), new.get(broker_id, 0)))
        load.steps[number] = count
    return found


def by_public_ids(session: Session, municipality_id: int, public_ids: Iterable[str]) -> list[Citizen]:
    """The municipality's citizens with these ids, locked until the transaction ends, in one order for everybody."""
    query = select(Citizen).where(
        col(Citizen.municipality_id) == municipality_id, col(Citizen.public_id).in_(list(public_ids))
    )
    return list(session.scalars(query.order_by(col(Citizen.id)).with_for_update()))


def _late_talks(session: Session, staying: ColumnElement[bool], today: date) -> dict[int | None, int]:
    query = (
        select(col(Citizen.broker_id), func.count())
        .join(CitizenSign, col(CitizenSign.citizen_id) == col(Citizen.id))
        .where(staying, col(CitizenSign.code) == "talk", col(CitizenSign.from_date) <= today)
        .group_by(col(Citizen.broker_id))
    )
    return dict(session.execute(query).all())


def _new(session: Session, staying: ColumnElement[bool], since: date) -> dict[int | None, int]:
    given = BrokerAssignment
    query = (
        select(col(Citizen.broker_id), func.count(func.distinct(col(Citizen.id))))
        .join(given, and_(col(given.citizen_id) == col(Citizen.id), col(given.broker_id) == col(Citizen.broker_id)))
        .where(staying, col(given.assigned_on) >= since, col(given.withdrawn_at).is_(None))
        .group_by(col(Citizen.broker_id))
    )
    return dict(session.execute(query).all())


def _confirmed(session: Session, ids: Select[Any]) -> dict[int, date]:
    owner = col(StepConfirmation.citizen_id)
    query = select(owner, func.max(col(StepConfirmation.confirmed_on))).where(
        owner.in_(ids), col(StepConfirmation.withdrawn_at).is_(None)
    )
    return dict(session.execute(query.group_by(owner)).all())


def _case_query(where: ColumnElement[bool]) -> Select[Any]:
    names = (
        "id", "public_id", "version", "name", "name_protected", "current_step", "step_since", "context", "started_on",
        "sort_name", "team_id", "broker_id", "caseworker_id", "programme_id",
    )  # fmt: skip
    return select(*(col(getattr(Citizen, name)) for name in names)).where(where)


def _case(row: Row[Any], signs: tuple[CitizenSign, ...], confirmed_on: date | None) -> Case:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's columns
    values["step"], values["since"] = values.pop("current_step"), values.pop("step_since")
    return Case(**values, signs=signs, confirmed_on=confirmed_on)
