"""How far milestones are: one month's counts for one owner or for all, and milestones beside them.

The outlook is imported when it is asked for: it needs numpy, which the heads of boards do without.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session

from kanban.domain.flow_counts import Period
from kanban.domain.milestone import Milestone, MilestoneKind, Owner
from kanban.domain.months import days_of, days_until, key
from kanban.domain.views.milestones import MilestoneView, Outlook
from kanban.store import milestones
from kanban.store.flow_scope import FlowScope
from kanban.store.milestones import By, ByDay, Kept


@dataclass(frozen=True)
class Progress:
    """A month's counts up to ``today``; what the outlook needs is read only while the month runs."""

    month: date
    today: date
    starts: ByDay = field(default_factory=dict)
    kept: Mapping[Owner, Mapping[int, Kept]] = field(default_factory=dict)
    arrivals: ByDay = field(default_factory=dict)
    standing: Mapping[Owner, Mapping[int | None, int]] = field(default_factory=dict)
    begun: date | None = None

    @property
    def running(self) -> bool:
        """Whether today lies in the month."""
        return self.today in days_of(self.month)

    def of(self, row: Milestone) -> MilestoneView:
        """One milestone with its counts; the row has a number."""
        owner, number = Owner(row.team_id, row.broker_id), row.number or 0
        shown = MilestoneView(row.kind, row.step, self.month, number, None, {}, running=self.running)
        if self.month > self.today:
            return shown
        return self._kept(shown, owner) if row.kind == MilestoneKind.KEEP else self._started(shown, owner)

    def _started(self, shown: MilestoneView, owner: Owner) -> MilestoneView:
        by_day = self.starts.get(owner, {}).get(shown.step, {})
        done = sum(by_day.values())
        open_yet = self.running and done < shown.number
        return replace(
            shown,
            done=done,
            query=self._query("crossed", owner, shown.step),
            reached_on=_reached_on(by_day, shown.number),
            outlook=self._outlook(owner, shown.step, done, shown.number) if open_yet else None,
        )

    def _kept(self, shown: MilestoneView, owner: Owner) -> MilestoneView:
        found = self.kept.get(owner, {}).get(shown.step, Kept(0, 0))
        return replace(
            shown,
            done=found.kept,
            query=self._query("kept", owner, shown.step),
            base=found.base,
            base_query=self._query("kept_base", owner, shown.step),
        )

    def _outlook(self, owner: Owner, step: int, done: int, number: int) -> Outlook | None:
        from kanban.flow.milestones import Pace, outlook  # noqa: PLC0415 - numpy, see above

        standing = self.standing.get(owner, {})
        at_risk = sum(count for place, count in standing.items() if place is None or place > step)
        pace = Pace(self.arrivals.get(owner, {}).get(step, {}), self.begun)
        return outlook(pace, done, number, at_risk, Period(self.today, days_of(self.month).last))

    def _query(self, figure: str, owner: Owner, step: int) -> dict[str, str]:
        """The address of exactly those citizens."""
        days = days_until(self.month, self.today)
        period = {"from": days.first.isoformat(), "to": days.last.isoformat()}
        return {"figure": figure, "step": str(step), "month": key(self.month), **period, **owner.query}


def read_progress(session: Session, scope: FlowScope, month: date, today: date, by: By = By.ALL) -> Progress:
    """The counts of a month for a scope, or for all its teams or brokers; a month ahead has none."""
    if month > today:
        return Progress(month, today)
    days = days_until(month, today)
    starts, kept = milestones.starts(session, scope, days, by), milestones.kept(session, scope, days, by)
    if today > days_of(month).last:
        return Progress(month, today, starts, kept)
    from kanban.flow.milestones import look_back  # noqa: PLC0415 - numpy, see above

    return Progress(
        month,
        today,
        starts,
        kept,
        arrivals=milestones.arrivals(session, scope, look_back(today), by),
        standing=milestones.standing(session, scope, by),
        begun=milestones.history_begins(session, scope.municipality_id),
    )


def _reached_on(by_day: Mapping[date, int], number: int) -> date | None:
    """The day on which the number was reached."""
    so_far = 0
    for day in sorted(by_day):
        so_far += by_day[day]
        if so_far >= number:
            return day
    return None
