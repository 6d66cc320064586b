"""The board's queries: a fixed number of statements whatever the number of citizens.

Today's board reads the citizen's derived columns; an earlier day's board reads the stays that covered it, and what
was known at a moment is replayed from the moves known then.
Lanes are ordered longest in step first, then by public id, which is also the cursor of the next cards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen, read_case_code
from kanban.domain.danish import fold
from kanban.domain.facts import Marking
from kanban.domain.readiness import CitizenSign
from kanban.domain.steps import OUT
from kanban.domain.transition import StepTransition, StepVisit
from kanban.domain.views.board import COUNTED, SignKind
from kanban.store.bulk import core
from kanban.store.known_places import known_places

Cursor = tuple[date, str]
NOWHERE = -1
_Newer = aliased(Marking)


@dataclass(frozen=True)
class Scope:
    """Which citizens: those of a municipality on a day, narrowed by the filters; limits say who stands still.

    ``known_at`` is the moment whose knowledge counts, None for now.
    """

    municipality_id: int
    day: date
    today: date
    team_id: int | None = None
    broker_id: int | None = None
    programme_id: int | None = None
    text: str = ""
    marking: str = ""
    group: int | None = None
    sign: str = ""
    stall_limits: Mapping[int, int] | None = None
    known_at: datetime | None = None

    @cached_property
    def places(self) -> CTE | None:
        """Where everybody stood as known then: one expression for all lanes, so that a statement replays once."""
        return known_places(self.municipality_id, self.day, self.known_at) if self.known_at else None


@dataclass(frozen=True)
class LaneCount:
    """How many stand on a step: those that pass the filters, and all."""

    matching: int
    total: int


def counts(session: Session, scope: Scope) -> dict[int | None, LaneCount]:
    """Step -> counts; None for citizens not yet placed, 0 for those who have left."""
    step, _, base = _placed(scope, everyone=True)
    matching = func.sum(case((and_(*_filters(scope), literal(True)), 1), else_=0))
    query = base.with_only_columns(step, matching, func.count()).group_by(step)
    return {number: LaneCount(int(some or 0), total) for number, some, total in session.execute(query)}


def first_cards(
    session: Session, scope: Scope, steps: Sequence[int | None], limit: int
) -> dict[int | None, list[Row[Any]]]:
    """The first ``limit`` cards of each lane, in one statement."""
    lanes = [lane_query(scope, number, limit).subquery() for number in steps]
    found: dict[int | None, list[Row[Any]]] = {number: [] for number in steps}
    for row in session.execute(union_all(*(lane.select() for lane in lanes))):
        found[row.step].append(row)
    return found


def lane_query(scope: Scope, step_number: int | None, limit: int, after: Cursor | None = None) -> Select[Any]:
    """The cards of one lane behind the cursor, in lane order."""
    step, entered, base = _placed(scope, everyone=step_number == OUT)
    since = entered if step_number is not None else col(Citizen.started_on)
    query = base.where(*_filters(scope), step.is_(None) if step_number is None else step == step_number)
    if after is not None:
        query = query.where(tuple_(since, col(Citizen.public_id)) > tuple_(literal(after[0]), literal(after[1])))
    return query.order_by(since, col(Citizen.public_id)).limit(limit)


def one_card(session: Session, scope: Scope, public_id: str) -> Row[Any] | None:
    """The card of one citizen, whatever the filters."""
    _, _, base = _placed(scope)
    return session.execute(base.where(col(Citizen.public_id) == public_id)).first()


def signs(session: Session, citizen_ids: Sequence[int], today: date) -> dict[int, list[CitizenSign]]:
    """Citizen id -> the signs that count today."""
    found: dict[int, list[CitizenSign]] = {}
    query = select(CitizenSign).where(col(CitizenSign.citizen_id).in_(citizen_ids), col(CitizenSign.from_date) <= today)
    for sign in session.scalars(query):
        found.setdefault(sign.citizen_id, []).append(sign)
    return found


def sign_counts(session: Session, scope: Scope) -> dict[str, int]:
    """Sign kind -> number of citizens carrying it among those that pass the other filters."""
    unsigned = replace(scope, sign="")
    _, _, base = _placed(unsigned)
    columns = [func.sum(case((_carries(scope, kind), 1), else_=0)).label(kind) for kind in COUNTED]
    row = session.execute(base.where(*_filters(unsigned)).with_only_columns(*columns)).one()
    return {str(kind): int(row[index] or 0) for index, kind in enumerate(COUNTED)}


def marking_names(session: Session, municipality_id: int, day: date) -> list[str]:
    """The markings in use in a municipality on a day."""
    query = select(col(Marking.name)).join(Citizen, col(Citizen.id) == col(Marking.citizen_id))
    query = query.where(col(Citizen.municipality_id) == municipality_id, *_counting(day))
    return sorted(session.scalars(query.distinct()))


def otherwise(session: Session, scope: Scope) -> int:
    """Citizens who pass the filters and stand elsewhere on the day as known now than as known then.

    Those who were not known at all then, and are waiting for a step now, stand elsewhere too.
    """
    if scope.places is None or scope.known_at is None:
        return 0
    citizen, then, now = core(Citizen), scope.places.c, core(StepVisit).c
    source = scope.places.join(citizen, then.citizen_id == citizen.c.id)
    source = source.join(core(StepVisit), _covers(scope), isouter=True)
    placed = or_(then.step.is_not(None), now.step.is_not(None))
    unknown = and_(~placed, citizen.c.started_on <= scope.day, ~_registered(scope.known_at))
    moved = func.coalesce(then.step, NOWHERE) != func.coalesce(now.step, NOWHERE)
    query = select(func.count()).select_from(source).where(*_filters(scope), or_(moved, unknown))
    return int(session.execute(query.where(citizen.c.municipality_id == scope.municipality_id)).scalar_one())


def _placed(scope: Scope, *, everyone: bool = False) -> tuple[ColumnElement[Any], ColumnElement[Any], Select[Any]]:
    citizen = core(Citizen).c
    step, entered, source, where = _standing(scope)
    if not everyone:
        where.append(or_(step.is_(None), step != OUT))
    columns = [
        citizen.id, citizen.public_id, citizen.version, citizen.name, citizen.name_protected, citizen.broker_id,
        citizen.context, citizen.paid_minutes, step.label("step"),
        func.coalesce(entered, citizen.started_on).label("since"),
    ]  # fmt: skip
    return step, entered, select(*columns).select_from(source).where(*where)


def _standing(scope: Scope) -> tuple[ColumnElement[Any], ColumnElement[Any], Any, list[ColumnElement[bool]]]:
    """Step, since when, the tables to read them from, and who was there at all."""
    citizen, visit = core(Citizen), core(StepVisit)
    here = [citizen.c.municipality_id == scope.municipality_id]
    if scope.places is not None and scope.known_at is not None:
        place = scope.places.c
        source = scope.places.join(citizen, place.citizen_id == citizen.c.id)
        waiting = and_(citizen.c.started_on <= scope.day, _registered(scope.known_at))
        return place.step, place.enter_date, source, [*here, or_(place.step.is_not(None), waiting)]
    if scope.day == scope.today:
        return citizen.c.current_step, citizen.c.step_since, citizen, here
    source = citizen.join(visit, _covers(scope), isouter=True)
    there = or_(visit.c.step.is_not(None), citizen.c.started_on <= scope.day)
    return visit.c.step, visit.c.enter_date, source, [*here, there]


def _registered(known_at: datetime) -> ColumnElement[bool]:
    """Whether a citizen without a step was known of then; whoever a workbook placed later came with that workbook."""
    citizen, move = core(Citizen).c, core(StepTransition).c
    later = exists().where(move.citizen_id == citizen.id, move.base_version.is_(None), move.recorded_at > known_at)
    return and_(citizen.created_at <= known_at, ~later)


def _covers(scope: Scope) -> ColumnElement[bool]:
    """Which stay is the citizen's at the end of the day."""
    visit = core(StepVisit).c
    ended = or_(visit.leave_date.is_(None), visit.leave_date > scope.day)
    return and_(visit.citizen_id == core(Citizen).c.id, visit.enter_date <= scope.day, ended)


def _filters(scope: Scope) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if scope.team_id is not None:
        wanted.append(col(Citizen.team_id) == scope.team_id)
    if scope.broker_id is not None:
        wanted.append(col(Citizen.broker_id) == scope.broker_id)
    if scope.programme_id is not None:
        wanted.append(col(Citizen.programme_id) == scope.programme_id)
    if scope.group is not None:
        wanted.append(col(Citizen.target_group) == scope.group)
    if fold(scope.text):
        named = col(Citizen.search_text).contains(fold(scope.text), autoescape=True)
        code = read_case_code(scope.text)
        wanted.append(or_(named, col(Citizen.case_code) == code) if code else named)
    if scope.marking:
        marked = exists().where(col(Marking.citizen_id) == col(Citizen.id), col(Marking.name) == scope.marking)
        wanted.append(marked.where(*_counting(scope.day)))
    if scope.sign:
        wanted.append(_carries(scope, SignKind(scope.sign)))
    return wanted


def _counting(day: date) -> tuple[ColumnElement[bool], ...]:
    """Which markings count on a day: see :meth:`kanban.domain.case.CaseFacts.markings_on`."""
    begun, ended = col(Marking.valid_from), col(Marking.valid_to)
    same = col(_Newer.citizen_id) == col(Marking.citizen_id)
    corrected = exists().where(same, col(_Newer.replaces_id) == col(Marking.id), col(_Newer.withdrawn_at).is_(None))
    return (
        col(Marking.withdrawn_at).is_(None),
        ~corrected,
        or_(begun.is_(None), begun <= day),
        or_(ended.is_(None), ended > day),
    )


def _carries(scope: Scope, kind: SignKind) -> ColumnElement[bool]:
    if kind is SignKind.STILL:
        limits = scope.stall_limits or {}
        stalled = [
            and_(col(Citizen.current_step) == number, col(Citizen.step_since) < scope.today - timedelta(days=days))
            for number, days in limits.items()
        ]
        return or_(false(), *stalled)
    return exists().where(
        col(CitizenSign.citizen_id) == col(Citizen.id),
        col(CitizenSign.kind) == str(kind),
        col(CitizenSign.from_date) <= scope.today,
    )
