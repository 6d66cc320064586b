"""The flow figures' questions to the stays: grouped counts, a few thousand rows whatever the number of citizens.

Written as expressions, not as text: the same sentence serves SQLite and PostgreSQL, and scope and period are put
together from parts. Each counts as of the period's last day: a stay that began later is not there yet, one that
ended later is still running. Whatever looks at many stays is answered by one index alone, without reading the table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Integer, case, cast, func, or_, select, union
from sqlmodel import Session

from kanban.domain.flow_counts import (
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
from kanban.domain.steps import OUT
from kanban.domain.transition import EARLIEST
from kanban.store.flow_scope import FlowScope, began_here, in_scope, in_step, unsought, visit

_step, _prev, _best = visit.step, visit.prev_step, visit.best_before
_enter, _leave, _begun = visit.enter_date, visit.leave_date, visit.begun_on
_age, _spell, _owner = visit.age_days, visit.spell, visit.citizen_id
Found: TypeAlias = "dict[int, dict[int, int]]"


def count_flow(
    session: Session, scope: FlowScope, period: Period, live_from: date | None, lags: Mapping[int, int]
) -> FlowCounts:
    """All counts, with what is known now; ``live_from`` is that of :func:`kanban.store.stays.live_from`."""
    return _Counter(session, scope, period, live_from).counts(lags)


class _Counter:
    """Asks one scope's questions within one snapshot."""

    def __init__(self, session: Session, scope: FlowScope, period: Period, live_from: date | None) -> None:
        self._session, self._scope, self._period, self._live_from = session, scope, period, live_from
        self._here = in_scope(scope)

    def counts(self, lags: Mapping[int, int]) -> FlowCounts:
        """Everything."""
        moves, whole = self._moves(self._here), self._scope.team_id is None
        return FlowCounts(
            moves=moves,
            cohort_moves=moves if whole else self._moves(began_here(self._scope)),
            leaves=left_by(moves) if whole else self._leaves(),
            stays=self._stays(),
            yardstick=self._municipality().yardstick(),
            open_stays=self._open_stays,
            open_ages=self._open_by_days(_begun),
            open_best=self._open_best(),
            left_ages=self._left_ages(),
            reach=ReachCounts(self._arrivals(), self._waiting(), self._late_starts()),
            departures=self._departures(),
            setbacks=self._setbacks(moves),
            lags=lags,
        )

    def _moves(self, where: Sequence[ColumnElement[bool]]) -> list[MoveCount]:
        """Days on which nothing is told apart, those before period and forecast, count as one: the day before."""
        told_from = self._period.told_from
        columns = (_enter, _prev, _step, _best)
        sums = (func.count().label("moves"), func.sum(cast(visit.is_first, Integer)).label("first"))
        by_day = select(*columns, *sums).where(*where).group_by(*columns)
        old = by_day.where(_enter < told_from).subquery().c
        pairs = (old.prev_step, old.step, old.best_before)
        before = select(*pairs, func.sum(old.moves), func.sum(old.first)).group_by(*pairs)
        told = by_day.where(_enter >= told_from, _enter <= self._period.last)
        return [
            *map(MoveCount._make, self._session.execute(told).all()),
            *(
                MoveCount(told_from - timedelta(days=1), prev, step, best, int(moves), int(first))
                for prev, step, best, moves, first in self._session.execute(before).all()
            ),
        ]

    def _leaves(self) -> list[LeaveCount]:
        query = select(_step, _leave, func.count()).where(*self._here, _leave <= self._period.last)
        return [LeaveCount(*row) for row in self._session.execute(query.group_by(_step, _leave)).all()]

    def _stays(self) -> StayCounts:
        """Stays begun in the period."""
        longest = self._period.days - 1
        running = {
            step: {days: number for days, number in found.items() if days <= longest}
            for step, found in self._open_stays.items()
        }
        return StayCounts(self._finished[0], running, self._late(self._period.first))

    def yardstick(self) -> StayCounts:
        """All stays, whenever begun."""
        return StayCounts(self._finished[1], self._open_stays, self._late(EARLIEST))

    def _municipality(self) -> "_Counter":
        """The one whose scope is the whole municipality."""
        whole = FlowScope(self._scope.municipality_id)
        return self if self._scope == whole else _Counter(self._session, whole, self._period, self._live_from)

    @cached_property
    def _open_stays(self) -> Found:
        return self._open_by_days(_enter)

    def _open_by_days(self, since: ColumnElement[Any]) -> Found:
        """Step -> days since that day -> citizens in it on the last day."""
        last = self._period.last.toordinal()
        return _histogram((step, last - day.toordinal(), number) for step, day, number in self._open(_step, since))

    def _open(self, *columns: ColumnElement[Any], among: Sequence[ColumnElement[bool]] = ()) -> Iterator[Sequence[Any]]:
        """Stays running on the last day, counted by some columns; a row may come twice."""
        where = (*(among or self._here), in_step, unsought(_enter) <= self._period.last)
        for running in self._running():
            query = select(*columns, func.count()).where(*where, running).group_by(*columns)
            yield from self._session.execute(query).all()

    def _running(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        """Still running, or ended after the last day: asked apart, the index finds each at once."""
        return _leave.is_(None), _leave > self._period.last

    @cached_property
    def _finished(self) -> tuple[Found, Found]:
        """Stays ended by the last day: those begun in the period, and all."""
        begun = func.sum(case((_enter >= self._period.first, 1), else_=0))
        query = select(_step, visit.days, begun, func.count()).where(*self._here, in_step, _leave <= self._period.last)
        rows = self._session.execute(query.group_by(_step, visit.days)).all()
        return _histogram((step, days, some) for step, days, some, _ in rows if some), _histogram(
            (step, days, everyone) for step, days, _, everyone in rows
        )

    def _late(self, first: date) -> Found:
        """Stays begun from a day on and before the records did, by their age at the end of the last day before."""
        if self._live_from is None:
            return {}
        seen = min(self._live_from - timedelta(days=1), self._period.last)
        query = select(_step, _enter, func.count()).where(*self._here, in_step, _enter >= first, _enter <= seen)
        rows = self._session.execute(query.group_by(_step, _enter)).all()
        return _histogram((step, (seen - day).days, number) for step, day, number in rows)

    def _open_best(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for best, step, number in self._open(_best, _step):
            nearest = min(best or step, step)
            found[nearest] = found.get(nearest, 0) + number
        return found

    def _left_ages(self) -> Found:
        again = visit.left_again_on
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
        begun = unsought(_begun)
        cohort = [
            *began_here(self._scope),
            unsought(_spell) == 1,
            begun >= self._period.first,
            begun <= self._period.last,
        ]
        return [
            BestCount((self._period.last - since).days, min(best or step, step), number)
            for since, best, step, number in self._open(_begun, _best, _step, among=cohort)
        ]

    def _late_starts(self) -> list[BestCount]:
        if self._live_from is None:
            return []
        seen = min(self._live_from - timedelta(days=1), self._period.last)
        query = select(_begun, _step, func.count()).where(*self._cohort(), _best.is_(None), _begun <= seen)
        rows = self._session.execute(query.where(in_step).group_by(_begun, _step)).all()
        return [BestCount((seen - begun).days, step, number) for begun, step, number in rows if begun]

    def _cohort(self) -> list[ColumnElement[bool]]:
        """First spells begun in the period."""
        return [*began_here(self._scope), _spell == 1, _begun >= self._period.first, _begun <= self._period.last]

    def _departures(self) -> Departures:
        query = select(func.count(), func.sum(visit.spell_days))
        query = query.where(*self._here, _step == OUT, _prev.is_not(None), *self._in_period())
        return Departures(*(int(each or 0) for each in self._session.execute(query).one()))

    def _setbacks(self, moves: Iterable[MoveCount]) -> Setbacks:
        back = self._citizens(_prev > OUT, _step > _prev, *self._in_period())
        if self._scope.team_id is not None:
            return Setbacks(back, self._present())
        ever = sum(move.moves for move in moves if move.best_before is None and move.to_step != OUT)
        return Setbacks(back, ever - self._away())

    def _present(self) -> int:
        """Citizens with a stay of the scope in a step on some day of the period."""
        owners = select(_owner).where(*self._here, in_step, unsought(_enter) <= self._period.last)
        either = union(*(owners.where(lasting) for lasting in (_leave.is_(None), _leave >= self._period.first)))
        return int(self._session.execute(select(func.count()).select_from(either.subquery())).scalar_one())

    def _away(self) -> int:
        """Citizens who had left before the period and did not come back in it."""
        left = (_step == OUT, unsought(_prev).is_not(None), unsought(_enter) < self._period.first)
        queries = (select(func.count()).where(*self._here, *left, running) for running in self._running())
        return sum(int(self._session.execute(query).scalar_one()) for query in queries)

    def _citizens(self, *where: ColumnElement[bool]) -> int:
        owners = select(_owner).where(*self._here, *where).distinct().subquery()
        return int(self._session.execute(select(func.count()).select_from(owners)).scalar_one())

    def _in_period(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return _enter >= self._period.first, _enter <= self._period.last


def _histogram(rows: Iterable[Sequence[Any]]) -> Found:
    """Step -> days -> number, from rows of the three; rows of the same place are added."""
    found: Found = {}
    for step, days, number in rows:
        of_step = found.setdefault(step, {})
        of_step[days] = of_step.get(days, 0) + number
    return found
