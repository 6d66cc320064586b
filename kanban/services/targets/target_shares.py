"""The shares that targets are about, month by month, from the citizens' dated facts (R-TGT-1, R-TGT-7)."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.indicators import Indicator, Life, Span, indicators, touched
from kanban.domain.months import days_of, days_until, months_between
from kanban.domain.targets import MonthShare, Population, Target, baseline_months, in_population
from kanban.store import indicators as indicator_store
from kanban.store.flow_scope import FlowScope

Held = Mapping[Indicator, tuple[Span, ...]]


class Measured:
    """A scope's citizens with what has held for each of them and when, read once for all targets and months."""

    def __init__(self, lives: Iterable[Life], today: date) -> None:
        self._today = today
        self._lives: list[tuple[Life, Held]] = [(life, indicators(life)) for life in lives]
        self._populations: dict[tuple[Population, int | None, date], list[tuple[Life, Held]]] = {}

    def population(self, target: Target, month: date) -> list[Life]:
        """The citizens whose share is measured in a month."""
        return [life for life, _ in self._population(target, month)]

    def touched(self, target: Target, month: date) -> list[Life]:
        """Those of them for whom something of what counts held on at least one of the month's days."""
        days = days_until(month, self._today)
        return [life for life, held in self._population(target, month) if touched(held, target.counts, days)]

    def shares(self, target: Target) -> list[MonthShare]:
        """The window's months that have begun."""
        begun = [month for month in months_between(target.first, target.last) if month <= self._today]
        return [
            MonthShare(
                month,
                len(self._population(target, month)),
                len(self.touched(target, month)),
                over=days_of(month).last < self._today,
            )
            for month in begun
        ]

    def baseline(self, target: Target, month: date) -> float | None:
        """The mean monthly share of a month's population over the two years before the target; None for nobody."""
        people = self._population(target, month)
        if not people:
            return None
        months = [days_of(each) for each in baseline_months(target)]
        number = sum(touched(held, target.counts, days) for _, held in people for days in months)
        return number / (len(people) * len(months))

    def _population(self, target: Target, month: date) -> list[tuple[Life, Held]]:
        last = days_until(month, self._today).last
        asked = target.population, target.programme, last
        if asked not in self._populations:
            self._populations[asked] = [each for each in self._lives if in_population(each[0], target, last)]
        return self._populations[asked]


def measure(session: Session, scope: FlowScope, today: date) -> Measured:
    """The citizens of a scope, one statement for each kind of fact."""
    return Measured(indicator_store.lives(session, scope), today)
