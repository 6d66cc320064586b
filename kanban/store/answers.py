"""What citizens' current CV, job goals and agreements answer, grouped: some hundred rows whatever their number."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, exists, func, null, select
from sqlmodel import Session

from kanban.domain.citizen import Citizen
from kanban.domain.completeness import Answers
from kanban.domain.fact import Fact
from kanban.domain.facts import Cv, JobGoals, WorkAgreement
from kanban.domain.steps import STEP_NUMBERS
from kanban.store.bulk import core
from kanban.store.flow_scope import FlowScope
from kanban.store.present import present

_citizen, _cv, _goals, _deal = (core(table).c for table in (Citizen, Cv, JobGoals, WorkAgreement))
_AT_WORK = (4, 3, 2)
_AS_STORED = {"step", "paid", "outlook", "form"}


def answer_counts(session: Session, scope: FlowScope) -> dict[Answers, int]:
    """Answers -> citizens on the eight steps who give them."""
    columns = _columns()
    found = session.execute(_base(scope, *columns, func.count()).group_by(*columns))
    return {_answers(row[:-1]): row[-1] for row in found}


def answers_of(session: Session, scope: FlowScope) -> Iterator[tuple[int, int, date | None, Answers]]:
    """Each of those citizens: id, step, on it since, answers."""
    for row in session.execute(_base(scope, _citizen.id, _citizen.step_since, *_columns())):
        answers = _answers(row[2:])
        yield row[0], answers.step, row[1], answers


def _answers(values: Sequence[Any]) -> Answers:
    named = zip(Answers._fields, values, strict=True)
    return Answers._make(value if name in _AS_STORED or value is None else bool(value) for name, value in named)


def _columns() -> tuple[ColumnElement[Any], ...]:
    paid = case((_deal.paid_hours.is_(None), -1), (_deal.paid_hours > 0, 1), else_=0)
    found = (
        _citizen.current_step, _there(_cv.id), _answer(_cv.cv_approved), _answer(_cv.cv_profile_job_directed),
        _answer(_cv.cv_qualifications_filled), _there(_goals.id), _filled(_goals.goal_a), _filled(_goals.goal_b),
        _filled(_goals.goal_c), _filled(_goals.development_goal), _answer(_goals.goal_grounded_in_citizen),
        _answer(_goals.goal_grounded_in_market), _there(_deal.id), _positive(_deal.internship_hours), paid,
        _deal.paid_hours_outlook, _filled(_deal.tasks), _filled(_deal.milestone), _filled(_deal.contact_person),
        _deal.agreement_form, _there(_deal.follow_up_on),
    )  # fmt: skip
    return tuple(column.label(f"a{number}") for number, column in enumerate(found))


def _base(scope: FlowScope, *columns: ColumnElement[Any]) -> Select[Any]:
    source = (
        core(Citizen)
        .outerjoin(core(Cv), _cv.id == _newest(Cv))
        .outerjoin(core(JobGoals), _goals.id == _newest(JobGoals))
        .outerjoin(core(WorkAgreement), and_(_citizen.current_step.in_(_AT_WORK), _deal.id == _standing_deal()))
    )
    return select(*columns).select_from(source).where(*present(scope), _citizen.current_step.in_(STEP_NUMBERS))


def _newest(kind: type[Fact]) -> ColumnElement[Any]:
    """The id of a citizen's newest fact that has not been withdrawn."""
    each = core(kind).alias().c
    query = select(func.max(each.id)).where(each.citizen_id == _citizen.id, each.withdrawn_at.is_(None))
    return query.correlate(core(Citizen)).scalar_subquery()


def _standing_deal() -> ColumnElement[Any]:
    """The id of the agreement that counts, as :attr:`kanban.domain.case.CaseFacts.agreement` tells."""
    each, newer = core(WorkAgreement).alias().c, core(WorkAgreement).alias().c
    same = and_(newer.citizen_id == each.citizen_id, newer.placement == each.placement)
    replaced = exists().where(same, newer.id > each.id, newer.withdrawn_at.is_(None))
    query = select(each.id).where(each.citizen_id == _citizen.id, each.withdrawn_at.is_(None), ~replaced)
    ended = case((each.ended_reason != "", 1), else_=0)
    return query.order_by(ended, each.id.desc()).limit(1).correlate(core(Citizen)).scalar_subquery()


def _there(column: ColumnElement[Any]) -> ColumnElement[int]:
    return case((column.is_not(None), 1), else_=0)


def _filled(column: ColumnElement[Any]) -> ColumnElement[int]:
    return case((func.coalesce(column, "") != "", 1), else_=0)


def _positive(column: ColumnElement[Any]) -> ColumnElement[int]:
    return case((func.coalesce(column, 0) > 0, 1), else_=0)


def _answer(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((column.is_(None), null()), (column, 1), else_=0).cast(Integer)
