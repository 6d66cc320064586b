"""The wall's page of milestones: this month's and next month's, the whole first and then each team (R-TGT-2, R-TGT-6).

Teams stand by name and only where the wall is the municipality's; milestones of job brokers are never shown. Where
there is no room for all, those nearest the goal are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.danish import sort_key
from kanban.domain.day_words import month as month_name
from kanban.domain.flow_counts import Period
from kanban.domain.milestone import Milestone, MilestoneKind, Owner
from kanban.domain.months import days_of, days_until, later, month_of
from kanban.domain.views.milestones import MilestoneView, title
from kanban.domain.views.wall_pages import MilestoneLine, MilestonesSection, Tally
from kanban.domain.wall import WallScope
from kanban.services.targets.progress import Progress
from kanban.store import milestones, organisation
from kanban.store.flow_scope import FlowScope
from kanban.store.milestones import By

MOST_LINES, MOST_TEAMS = 8, 6
_Place = tuple[int, bool]


@dataclass(frozen=True)
class _Set:
    """This month's milestones by owner and place, next month's numbers by place."""

    now: Mapping[Owner, Mapping[_Place, MilestoneView]]
    ahead: Mapping[_Place, int]


def milestones_page(session: Session, scope: WallScope, day: date) -> MilestonesSection:
    """Six statements whatever the size, three for a team's wall, one where nothing is set."""
    month, own = month_of(day), Owner(team_id=scope.team_id)
    rows = _rows(session, scope, Period(month, later(month, 1)))
    teams = [] if scope.team_id else _teams(session, scope, rows)
    found = _Set(
        now=_now(session, scope, [row for row in rows if row.month == month], day),
        ahead={_place(row): row.number or 0 for row in rows if row.month != month and _owner(row) == own},
    )
    shown = [team_id for team_id, _ in teams[:MOST_TEAMS]]
    lines = _lines(found, own, shown)
    return MilestonesSection(
        month=month_name(month),
        next_month=month_name(later(month, 1)),
        days_left=(days_of(month).last - day).days,
        teams=tuple(name for _, name in teams[:MOST_TEAMS]),
        lines=lines[-MOST_LINES:],
        more=len(lines[:-MOST_LINES]),
        more_teams=len(teams[MOST_TEAMS:]),
    )


def _rows(session: Session, scope: WallScope, months: Period) -> list[Milestone]:
    """The milestones that stand, without job brokers'; for a team's wall the team's alone."""
    owner = Owner(team_id=scope.team_id) if scope.team_id else None
    rows = milestones.newest(session, scope.municipality_id, months, owner)
    return [row for row in rows if row.number and row.broker_id is None]


def _teams(session: Session, scope: WallScope, rows: Iterable[Milestone]) -> list[tuple[int, str]]:
    """Those who have a milestone this month or next, by name."""
    having = {row.team_id for row in rows} - {None}
    if not having:
        return []
    teams = organisation.teams(session, scope.municipality_id)
    teams.sort(key=lambda each: sort_key(each.name))
    return [(team.id, team.name) for team in teams if team.id is not None and team.id in having]


def _now(
    session: Session, scope: WallScope, rows: Sequence[Milestone], day: date
) -> dict[Owner, dict[_Place, MilestoneView]]:
    found: dict[Owner, dict[_Place, MilestoneView]] = {}
    own = FlowScope(scope.municipality_id, scope.team_id)
    for by in (By.ALL, By.TEAM):
        some = [row for row in rows if (_owner(row) == Owner(team_id=scope.team_id)) is (by is By.ALL)]
        if not some:
            continue
        progress = _progress(session, own, day, by)
        for row in some:
            found.setdefault(_owner(row), {})[_place(row)] = progress.of(row)
    return found


def _progress(session: Session, scope: FlowScope, day: date, by: By) -> Progress:
    """Without the outlook: a chance in per cent is for those who plan, not for who passes by."""
    month = month_of(day)
    days = days_until(month, day)
    starts, kept = milestones.starts(session, scope, days, by), milestones.kept(session, scope, days, by)
    return Progress(month, day, starts, kept)


def _lines(found: _Set, own: Owner, teams: Sequence[int]) -> tuple[MilestoneLine, ...]:
    owners = [own, *(Owner(team_id=each) for each in teams)]
    places = {place for owner in owners for place in found.now.get(owner, {})} | found.ahead.keys()
    ordered = sorted(places, key=lambda place: (-place[0], not place[1]))
    return tuple(_line(found, place, owners) for place in ordered)


def _line(found: _Set, place: _Place, owners: Sequence[Owner]) -> MilestoneLine:
    step, starting = place
    whole, *teams = (found.now.get(owner, {}).get(place) for owner in owners)
    return MilestoneLine(
        step=step,
        title=title(MilestoneKind.START if starting else MilestoneKind.KEEP, step),
        whole=_tally(whole),
        teams=tuple(_tally(each) for each in teams),
        ahead=found.ahead.get(place),
        reached_on=whole.reached_on if whole else None,
        base=whole.base if whole else None,
    )


def _tally(view: MilestoneView | None) -> Tally | None:
    return Tally(view.done or 0, view.number, view.reached) if view else None


def _place(row: Milestone) -> _Place:
    return row.step, row.kind == MilestoneKind.START


def _owner(row: Milestone) -> Owner:
    return Owner(row.team_id, row.broker_id)
