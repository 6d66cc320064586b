"""The present month's milestones, for whoever shows them: board heads, today page, figures, wall (R-TGT-2, R-TGT-6)."""

from datetime import date

from sqlmodel import Session

from kanban.domain.day_words import month as month_name
from kanban.domain.flow_counts import Period
from kanban.domain.milestone import MilestoneKind, Owner
from kanban.domain.months import days_until, key, month_of
from kanban.domain.views.board import LaneMilestone
from kanban.domain.views.milestones import MilestoneView
from kanban.services.targets.progress import read_progress
from kanban.store import milestones
from kanban.store.flow_scope import FlowScope


def milestones_now(session: Session, scope: FlowScope, today: date) -> tuple[MilestoneView, ...]:
    """The scope's own milestones with outlook, the farthest step first; with a broker those of the broker.

    Six statements whatever the size, one where there are no milestones.
    """
    return milestones_of(session, scope, month_of(today), today)


def milestones_of(session: Session, scope: FlowScope, month: date, today: date) -> tuple[MilestoneView, ...]:
    """The same for any month."""
    owner = owner_of(scope)
    rows = milestones.newest(session, scope.municipality_id, Period(month, month), owner)
    standing = [row for row in rows if row.number]
    if not standing:
        return ()
    own = FlowScope(scope.municipality_id, owner.team_id, owner.broker_id)
    progress = read_progress(session, own, month, today)
    found = [progress.of(row) for row in standing]
    return tuple(sorted(found, key=lambda each: (-each.step, not each.is_start)))


def lane_milestones(session: Session, scope: FlowScope, day: date) -> dict[int, LaneMilestone]:
    """Step -> the milestone about starting there, as it stood on a day: two statements, for the board's heads."""
    month, owner = month_of(day), owner_of(scope)
    rows = milestones.newest(session, scope.municipality_id, Period(month, month), owner)
    numbers = {row.step: row.number for row in rows if row.number and row.kind == MilestoneKind.START}
    if not numbers:
        return {}
    own = FlowScope(scope.municipality_id, owner.team_id, owner.broker_id)
    days = days_until(month, day)
    counts = milestones.starts(session, own, days).get(owner, {})
    period = {"from": days.first.isoformat(), "to": days.last.isoformat()}
    address = {"figure": "crossed", "month": key(month), **period, **owner.query}
    return {
        step: LaneMilestone(
            month=month_name(month),
            done=sum(counts.get(step, {}).values()),
            number=number,
            query={**address, "step": str(step)},
        )
        for step, number in numbers.items()
    }


def owner_of(scope: FlowScope) -> Owner:
    """Whose milestones a scope shows: the broker's where there is one, else the team's, else the municipality's."""
    return Owner(None if scope.broker_id is not None else scope.team_id, scope.broker_id)
