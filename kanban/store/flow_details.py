"""What the flow page asks beside the figures of ``flow.json``: grouped counts, whatever the number of citizens."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlmodel import Session

from kanban.domain.flow_counts import COHORT_STEP, DetailCounts, Lives, Matured, Period, quarters
from kanban.domain.steps import OUT
from kanban.store.flow_scope import FlowScope, began_here, in_scope, unsought, visit

_step, _best, _begun = visit.step, visit.best_before, visit.begun_on
_enter, _leave, _days = visit.enter_date, visit.leave_date, visit.days
_Found: TypeAlias = "dict[date, dict[int, int]]"


def count_details(
    session: Session, scope: FlowScope, period: Period, live_from: date | None, within: Mapping[int, int]
) -> DetailCounts:
    """All of it, with what is known now; ``within`` is step -> the days its stays are to have been watched."""
    cohorts = _Cohorts(session, scope, period.last).by_quarter(live_from)
    return DetailCounts(cohorts, _matured(session, scope, period, within))


def standing(session: Session, scope: FlowScope, day: date) -> dict[int, int]:
    """Step (0 is out) -> citizens in it at the end of a day, with what is known now."""
    found: dict[int, int] = {}
    for running in (_leave.is_(None), _leave > day):
        query = select(_step, func.count()).where(*in_scope(scope), unsought(_enter) <= day, running)
        for step, number in session.execute(query.group_by(_step)).all():
            found[step] = found.get(step, 0) + number
    return found


class _Cohorts:
    """Citizens by the quarter of their first day on any step, as of a day: who came to the step, left or waits."""

    def __init__(self, session: Session, scope: FlowScope, last: date) -> None:
        self._session, self._last, self._quarters = session, last, quarters(last)
        self._cohort = [*began_here(scope), visit.spell == 1, _begun >= self._quarters[0].first, _begun <= last]

    def by_quarter(self, live_from: date | None) -> dict[date, Lives]:
        """Quarters in which nobody began that far away are left out."""
        reached, left = self._arrivals(_step > OUT), self._arrivals(_step == OUT)
        waiting, late = self._waiting(), self._late(live_from)
        found = {}
        for quarter in (each.first for each in self._quarters):
            lives = Lives(*(part.get(quarter, {}) for part in (reached, left, waiting, late)))
            if any(lives):
                found[quarter] = lives
        return found

    def _arrivals(self, kind: ColumnElement[bool]) -> _Found:
        """By age on arriving; nobody arrives twice, for all steps before were farther away."""
        number = case(*((_begun <= each.last, place) for place, each in enumerate(self._quarters)))
        query = select(number, visit.age_days, func.count()).where(
            *self._cohort, kind, _step <= COHORT_STEP, _best > COHORT_STEP, _enter <= self._last
        )
        found: _Found = {}
        for place, days, citizens in self._session.execute(query.group_by(number, visit.age_days)).all():
            found.setdefault(self._quarters[place].first, {})[days] = citizens
        return found

    def _waiting(self) -> _Found:
        farther = or_(_best.is_(None), _best > COHORT_STEP)
        running = or_(_leave.is_(None), _leave > self._last)
        query = select(_begun, func.count()).where(
            *self._cohort, _step > COHORT_STEP, farther, running, _enter <= self._last
        )
        return self._by_age(query, self._last)

    def _late(self, live_from: date | None) -> _Found:
        if live_from is None:
            return {}
        seen = min(live_from - timedelta(days=1), self._last)
        query = select(_begun, func.count()).where(*self._cohort, _step > COHORT_STEP, _best.is_(None), _begun <= seen)
        return self._by_age(query, seen)

    def _by_age(self, query: Select[Any], on: date) -> _Found:
        found: _Found = {}
        for begun, citizens in self._session.execute(query.group_by(_begun)).all():
            quarter = next(each.first for each in self._quarters if begun in each)
            found.setdefault(quarter, {})[(on - begun).days] = citizens
        return found


def _matured(session: Session, scope: FlowScope, period: Period, within: Mapping[int, int]) -> dict[int, Matured]:
    if not within:
        return {}
    begun = {step: period.last - timedelta(days=days) for step, days in within.items()}
    mature = or_(*(and_(_step == step, _enter <= day) for step, day in begun.items()))
    ended = or_(*(and_(_step == step, _days <= days) for step, days in within.items()))
    query = select(_step, func.count(), func.sum(case((ended, 1), else_=0)))
    query = query.where(*in_scope(scope), _enter >= period.first, mature).group_by(_step)
    return {step: Matured(stays, int(over)) for step, stays, over in session.execute(query).all()}
