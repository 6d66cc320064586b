"""The flow figures' questions to the stays: grouped counts, a few thousand rows whatever the number of citizens.

Written as expressions, not as text: the same sentence serves SQLite and PostgreSQL, and scope and period are put
together from parts. Each counts as of the period's last day: a stay that began later is not there yet, one that
ended later is still running. Whatever looks at many stays is answered by one index alone, without reading the table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, case, cast, func, or_, select
from sqlmodel import Session

from kanban.domain.citizen import Citizen
from kanban.domain.flow_counts import (
    FORECAST_DAYS,
    WITHIN_DAYS,
    ArrivalCount,
    BestCount,
    Departures,
    FlowCounts,
    LeaveCount,
    MoveCount,
    Period,
    ReachCounts,
    Setbacks,
    StayCounts,
    left_by,
)
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.transition import EARLIEST, StepVisit
from kanban.store.bulk import core

_visit, _citizen = core(StepVisit).c, core(Citizen).c
_step, _prev, _best = _visit.step, _visit.prev_step, _visit.best_before
_enter, _leave, _begun = _visit.enter_date, _visit.leave_date, _visit.begun_on
_age, _spell, _owner = _visit.age_days, _visit.spell, _visit.citizen_id
_in_step = _step.in_(STEP_NUMBERS)
Found: TypeAlias = "dict[int, dict[int, int]]"


@dataclass(frozen=True)
class FlowScope:
    """Whose figures: a municipality, one of its teams (the team of the move that began the stay), or a caseload."""

    municipality_id: int
    team_id: int | None = None
    broker_id: int | None = None


def count_flow(
    session: Session, scope: FlowScope, period: Period, live_from: date | None, lags: Mapping[int, int]
) -> FlowCounts:
    """All counts, with what is known now; ``live_from`` is that of :func:`kanban.store.stays.live_from`."""
    return _Counter(session, scope, period, live_from).counts(lags)


class _Counter:
    """Asks one scope's questions within one snapshot."""

    def __init__(self, session: Session, scope: FlowScope, period: Period, live_from: date | None) -> None:
        self._session, self._scope, self._period, self._live_from = session, scope, period, live_from
        self._here = _in_scope(scope)

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """Everything."""
        open_stays, moves = self.open_by_days(_enter), self._moves(*self._here)
        whole = self._scope.team_id is None
        return FlowCounts(
            moves=moves,
            cohort_moves=moves if whole else self._moves(*self._began_here()),
            leaves=left_by(moves) if whole else self._leaves(),
            stays=self.stays(open_stays),
            yardstick=self._yardstick(open_stays),
            open_stays=open_stays,
            open_ages=self.open_by_days(_begun),
            open_best=self._open_best(),
            left_ages=self._left_ages(),
            reach=ReachCounts(self._arrivals(), self._waiting(), self._late_starts()),
            departures=self._departures(),
            setbacks=self._setbacks(moves),
            lags=lags,
        )

    def _moves(self, *where: ColumnElement[bool]) -> list[MoveCount]:
        """Days on which nothing is told apart, those before period and forecast, count as one: the day before."""
        first = func.sum(cast(_visit.is_first, Integer)).label("first")
        each = select(_enter, _prev, _step, _best, func.count().label("moves"), first)
        each = each.where(*where, _enter <= self._period.last).group_by(_enter, _prev, _step, _best)
        found = each.subquery().c
        told_from = min(self._period.first, self._period.last - timedelta(days=FORECAST_DAYS))
        before = told_from - timedelta(days=1)
        day = case((found.enter_date < told_from, before), else_=found.enter_date).label("day")
        group = (day, found.prev_step, found.step, found.best_before)
        query = select(*group, func.sum(found.moves), func.sum(found.first)).group_by(*group)
        return [
            MoveCount(day, prev, step, best, int(moves), int(firsts))
            for day, prev, step, best, moves, firsts in self._session.execute(query).all()
        ]

    def _leaves(self) -> list[LeaveCount]:
        query = select(_step, _leave, func.count()).where(*self._here, _leave <= self._period.last)
        return [LeaveCount(*row) for row in self._session.execute(query.group_by(_step, _leave)).all()]

    def stays(self, open_stays: Found) -> StayCounts:
        """Stays begun in the period."""
        longest = self._period.days - 1
        running = {
            step: {days: number for days, number in found.items() if days <= longest}
            for step, found in open_stays.items()
        }
        return StayCounts(self._finished(), running, self._late())

    def _yardstick(self, open_stays: Found) -> StayCounts:
        whole, ever = FlowScope(self._scope.municipality_id), replace(self._period, first=EARLIEST)
        wide = _Counter(self._session, whole, ever, self._live_from)
        return wide.stays(open_stays if self._scope == whole else wide.open_by_days(_enter))

    def open_by_days(self, since: ColumnElement[Any]) -> Found:
        """Step -> days since that day -> citizens in it on the last day."""
        rows = self._open(_step, since)
        return _histogram((step, (self._period.last - day).days, number) for step, day, number in rows)

    def _open(self, *columns: ColumnElement[Any], among: Sequence[ColumnElement[bool]] = ()) -> Iterator[Sequence[Any]]:
        """Stays running on the last day, counted by some columns; a row may come twice."""
        where = (*(among or self._here), _in_step, _unsought(_enter) <= self._period.last)
        for running in self._running():
            query = select(*columns, func.count()).where(*where, running).group_by(*columns)
            yield from self._session.execute(query).all()

    def _running(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        """Still running, or ended after the last day: asked apart, the index finds each at once."""
        return _leave.is_(None), _leave > self._period.last

    def _finished(self) -> Found:
        query = select(_step, _visit.days, func.count())
        query = query.where(*self._here, _in_step, _enter >= self._period.first, _leave <= self._period.last)
        return _histogram(self._session.execute(query.group_by(_step, _visit.days)).all())

    def _late(self) -> Found:
        """Stays begun before the records did, by their age at the end of the last day before."""
        if self._live_from is None:
            return {}
        seen = min(self._live_from - timedelta(days=1), self._period.last)
        query = select(_step, _enter, func.count()).where(*self._here, _in_step, _enter >= self._period.first)
        rows = self._session.execute(query.where(_enter <= seen).group_by(_step, _enter)).all()
        return _histogram((step, (seen - day).days, number) for step, day, number in rows)

    def _open_best(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for best, step, number in self._open(_best, _step):
            nearest = min(best or step, step)
            found[nearest] = found.get(nearest, 0) + number
        return found

    def _left_ages(self) -> Found:
        again = _visit.left_again_on
        last = or_(again.is_(None), again > self._period.last)
        query = select(_prev, _age, func.count()).where(*self._here, _prev > OUT, _enter <= self._period.last, last)
        return _histogram(self._session.execute(query.group_by(_prev, _age)).all())

    def _arrivals(self) -> list[ArrivalCount]:
        last = self._period.last
        followed = case(*((_begun <= last - timedelta(days=days), days) for days in sorted(WITHIN_DAYS)[::-1]), else_=0)
        query, nearer = (
            select(_age, _best, _step, followed, func.count()),
            or_(_step == OUT, _best.is_(None), _step < _best),
        )
        query = query.where(*self._cohort(), _enter <= last, nearer).group_by(_age, _best, _step, followed)
        return [ArrivalCount(*row) for row in self._session.execute(query).all()]

    def _waiting(self) -> list[BestCount]:
        begun = _unsought(_begun)
        cohort = [*self._began_here(), _unsought(_spell) == 1, begun >= self._period.first, begun <= self._period.last]
        return [
            BestCount((self._period.last - since).days, min(best or step, step), number)
            for since, best, step, number in self._open(_begun, _best, _step, among=cohort)
        ]

    def _late_starts(self) -> list[BestCount]:
        if self._live_from is None:
            return []
        seen = min(self._live_from - timedelta(days=1), self._period.last)
        query = select(_begun, _step, func.count()).where(*self._cohort(), _best.is_(None), _begun <= seen)
        rows = self._session.execute(query.where(_in_step).group_by(_begun, _step)).all()
        return [BestCount((seen - begun).days, step, number) for begun, step, number in rows if begun]

    def _cohort(self) -> list[ColumnElement[bool]]:
        """First spells begun in the period."""
        return [*self._began_here(), _spell == 1, _begun >= self._period.first, _begun <= self._period.last]

    def _began_here(self) -> list[ColumnElement[bool]]:
        """All stays of the citizens in scope; a team's are those who began in it, wherever they are now."""
        if self._scope.team_id is None:
            return self._here
        starts = select(_owner).where(*self._here, _spell == 1, _best.is_(None), _in_step)
        return [*_in_scope(replace(self._scope, team_id=None)), _owner.in_(starts)]

    def _departures(self) -> Departures:
        query = select(func.count(), func.sum(_visit.spell_days))
        query = query.where(*self._here, _step == OUT, _prev.is_not(None), *self._in_period())
        return Departures(*(int(each or 0) for each in self._session.execute(query).one()))

    def _setbacks(self, moves: Iterable[MoveCount]) -> Setbacks:
        back = self._citizens(_prev > OUT, _step > _prev, *self._in_period())
        if self._scope.team_id is not None:
            late = or_(_leave.is_(None), _leave >= self._period.first)
            return Setbacks(back, self._citizens(_in_step, _enter <= self._period.last, late))
        ever = sum(move.moves for move in moves if move.best_before is None and move.to_step != OUT)
        return Setbacks(back, ever - self._away())

    def _away(self) -> int:
        """Citizens who had left before the period and did not come back in it."""
        left = (_step == OUT, _unsought(_prev).is_not(None), _unsought(_enter) < self._period.first)
        queries = (select(func.count()).where(*self._here, *left, running) for running in self._running())
        return sum(int(self._session.execute(query).scalar_one()) for query in queries)

    def _citizens(self, *where: ColumnElement[bool]) -> int:
        owners = select(_owner).where(*self._here, *where).distinct().subquery()
        return int(self._session.execute(select(func.count()).select_from(owners)).scalar_one())

    def _in_period(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return _enter >= self._period.first, _enter <= self._period.last


def _in_scope(scope: FlowScope) -> list[ColumnElement[bool]]:
    if scope.broker_id is None:
        here = [_visit.municipality_id == scope.municipality_id]
    else:
        own = select(_citizen.id).where(
            _citizen.municipality_id == scope.municipality_id, _citizen.broker_id == scope.broker_id
        )
        here = [_owner.in_(own)]
    return here if scope.team_id is None else [*here, _visit.team_id == scope.team_id]


def _histogram(rows: Iterable[Sequence[Any]]) -> Found:
    """Step -> days -> number, from rows of the three; rows of the same place are added."""
    found: Found = {}
    for step, days, number in rows:
        of_step = found.setdefault(step, {})
        of_step[days] = of_step.get(days, 0) + number
    return found


def _unsought(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as it is, but none that SQLite would choose an index by."""
    return func.coalesce(column, column)
