"""The page about targets and milestones: this month, the next, where are we (R-TGT-1, R-TGT-2, R-TGT-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from kanban.domain.flow_counts import Period
from kanban.domain.inputs.targets import read_month
from kanban.domain.inputs.values import clean
from kanban.domain.milestone import Milestone, Owner
from kanban.domain.months import later, month_of
from kanban.domain.permissions import Permission, may, require
from kanban.domain.staff import Actor, Role
from kanban.domain.targets import PRESETS
from kanban.domain.views.board import Option
from kanban.domain.views.milestones import Column, MilestoneView, MonthView, OwnerRow, title
from kanban.domain.views.targets import TargetsPage, TargetView
from kanban.services.runtime import Runtime
from kanban.services.targets.milestone_form import month_options
from kanban.services.targets.milestones_now import owner_of
from kanban.services.targets.people import People, read_people
from kanban.services.targets.progress import Progress, read_progress
from kanban.services.targets.target_shares import measure
from kanban.services.targets.target_views import target_view
from kanban.store import milestones, programmes, targets
from kanban.store.flow_scope import FlowScope
from kanban.store.milestones import By

MONTHS_BACK, MONTHS_OFFERED = 6, 12


def targets_page(runtime: Runtime, actor: Actor, raw: Mapping[str, str]) -> TargetsPage:
    """What the actor may see: leaders and superusers everything, job brokers their own caseload.

    ``raw`` may name a ``month``, a ``team`` or a ``broker``. Raises :class:`InvalidInputError` for a month that can't
    be, :class:`NotFoundError` for whom the municipality does not have, :class:`ForbiddenError` for a colleague's.
    """
    require(actor, Permission.SEE_FIGURES)
    today = runtime.clock.today()
    month = read_month(raw, today)
    with runtime.database.read() as session:
        people = read_people(session, actor.municipality_id)
        scope = people.scope(actor, *(clean(raw.get(name, ""), lines=False) for name in ("team", "broker")))
        reader = _Reader(session, people, actor, scope, today)
        shown = tuple(reader.month(each) for each in (month, later(month, 1)))
        found = reader.targets()
    owner = owner_of(scope)
    return TargetsPage(
        place=people.name(owner, actor.municipality),
        own=actor.role is Role.BROKER,
        teams=tuple(Option(str(each.id), each.name, each.id == owner.team_id) for each in people.teams),
        brokers=tuple(Option(str(each.id), each.name, each.id == owner.broker_id) for each in people.brokers),
        months=month_options(month, later(month_of(today), -MONTHS_BACK), MONTHS_OFFERED),
        targets=found,
        shown=shown,
        may_set=may(actor, Permission.SET_TARGETS),
        presets=tuple(Option(each.code, each.name) for each in PRESETS),
    )


class _Reader:
    """Reads one page within one snapshot."""

    def __init__(self, session: Session, people: People, actor: Actor, scope: FlowScope, today: date) -> None:
        self._session, self._people, self._actor = session, people, actor
        self._scope, self._today = scope, today
        self._owner = owner_of(scope)

    def targets(self) -> tuple[TargetView, ...]:
        """Every target for the scope; citizens' facts are read only when there is one."""
        rows = [row for row in targets.newest(self._session, self._scope.municipality_id).values() if not row.dropped]
        if not rows:
            return ()
        measured = measure(self._session, self._scope, self._today)
        names = {each.id: each.name for each in programmes.of_municipality(self._session, self._scope.municipality_id)}
        found = (target_view(row.target, measured, self._owner, self._today) for row in rows)
        return tuple(replace(each, programme=names.get(each.target.programme, "")) for each in found)

    def month(self, month: date) -> MonthView:
        """A month's milestones: the scope's own, and a line for everybody in it."""
        found = milestones.newest(self._session, self._scope.municipality_id, Period(month, month))
        known = {*self._people.owners(), self._owner}
        rows = [row for row in found if row.number and Owner(row.team_id, row.broker_id) in known]
        views = self._views(month, rows)
        columns = self._columns(rows)
        own = [views[self._owner, column.kind, column.step] for column in columns if _has(views, self._owner, column)]
        return MonthView(
            month=month,
            running=month == month_of(self._today),
            ahead=month > self._today,
            milestones=tuple(own),
            columns=columns,
            rows=self._rows(columns, views),
        )

    def _views(self, month: date, rows: Sequence[Milestone]) -> dict[tuple[Owner, str, int], MilestoneView]:
        """Milestones with their counts; each level is counted only when it has any."""
        found: dict[tuple[Owner, str, int], MilestoneView] = {}
        progress: dict[By, Progress] = {}
        for row in rows:
            owner = Owner(row.team_id, row.broker_id)
            if self._owner.broker_id is not None and owner != self._owner:
                continue
            by = By.BROKER if row.broker_id else By.TEAM if row.team_id else By.ALL
            if by not in progress:
                whole = FlowScope(self._scope.municipality_id)
                progress[by] = read_progress(self._session, whole, month, self._today, by)
            found[owner, row.kind, row.step] = progress[by].of(row)
        return found

    def _columns(self, rows: Sequence[Milestone]) -> tuple[Column, ...]:
        places = sorted({(row.step, row.kind) for row in rows}, key=lambda place: (-place[0], place[1] != "start"))
        return tuple(_column(rows, kind, step) for step, kind in places)

    def _rows(
        self, columns: Sequence[Column], views: Mapping[tuple[Owner, str, int], MilestoneView]
    ) -> tuple[OwnerRow, ...]:
        if self._owner.broker_id is not None:
            return ()
        found = []
        for owner in self._people.owners(self._owner.team_id):
            cells = tuple(views.get((owner, column.kind, column.step)) for column in columns)
            if any(cells):
                level = "broker" if owner.broker_id else "team" if owner.team_id else "all"
                name = self._people.name(owner, self._actor.municipality)
                found.append(OwnerRow(name, owner.query, level, cells))
        return tuple(found)


def _has(views: Mapping[tuple[Owner, str, int], MilestoneView], owner: Owner, column: Column) -> bool:
    return (owner, column.kind, column.step) in views


def _column(rows: Sequence[Milestone], kind: str, step: int) -> Column:
    """Where teams or brokers have numbers that do not add up to the municipality's, the sums are told."""
    own = [row for row in rows if (row.kind, row.step) == (kind, step)]
    whole = sum(row.number or 0 for row in own if row.team_id is None and row.broker_id is None)
    teams = sum(row.number or 0 for row in own if row.team_id is not None)
    brokers = sum(row.number or 0 for row in own if row.broker_id is not None)
    return Column(
        kind,
        step,
        title(kind, step),
        teams if whole and teams not in {0, whole} else None,
        brokers if whole and brokers not in {0, whole} else None,
    )
