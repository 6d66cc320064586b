"""Progression over time for leaders (R-CONN-3): mean levels by theme, and how many have come further.

A broker sees the own caseload, leaders the municipality or one of its teams.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.errors import NotFoundError
from kanban.domain.messages import Message, say
from kanban.domain.organisation import Team
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Role
from kanban.domain.views.board import Option
from kanban.domain.views.progression import FEWEST, PeriodPoint, ProgressionView, ThemeFigure
from kanban.services.runtime import Runtime
from kanban.store import measurements, organisation, progression
from kanban.store.measurements import PeriodMean, ThemeChange, Whose

WIDTH, HEIGHT, LEFT, TOP = 420, 146, 26, 12
_RIGHT, _BOTTOM = 336, 114
_PERIODS = {"quarter": (3, 8), "month": (1, 12)}


@dataclass(frozen=True)
class Period:
    """A month or a quarter of a year."""

    year: int
    number: int
    months: int

    @property
    def label(self) -> Message:
        """How it is called."""
        if self.months == 1:
            return say("%(month)s-%(year)s", month=f"{self.number:02d}", year=self.year)
        return say("Q%(quarter)s %(year)s", quarter=self.number, year=self.year)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * self.months + 1, 1)


def progression_page(runtime: Runtime, actor: Actor, team: str = "", period: str = "") -> ProgressionView:
    """The figures. Raises :class:`NotFoundError` for a team that is none of the municipality's."""
    require(actor, Permission.SEE_FIGURES)
    own = actor.role is Role.BROKER
    months, number = _PERIODS.get(period, _PERIODS["quarter"])
    periods = last_periods(runtime.clock.today(), months, number)
    with runtime.database.read() as session:
        teams = [] if own else organisation.teams(session, actor.municipality_id)
        chosen = None if own else _team(teams, team)
        whose = Whose(actor.municipality_id, chosen.id if chosen else None, actor.id if own else None)
        means = measurements.means(session, whose, periods[0].first_day, months)
        changes = {each.theme: each for each in measurements.changes(session, whose)}
        measured = measurements.measured_citizens(session, whose)
        names = progression.theme_names(session, actor.municipality_id)
        words = progression.current_template(session, actor.municipality_id).words
    return ProgressionView(
        own=own,
        place=chosen.name if chosen else actor.municipality,
        teams=tuple(Option(each.name, each.name, each is chosen) for each in teams),
        monthly=months == 1,
        measured=measured if measured >= FEWEST or not measured else None,
        figures=tuple(figures(names, means, changes, periods)) if measured >= FEWEST else (),
        words=words,
    )


def last_periods(today: date, months: int, number: int) -> list[Period]:
    """The latest periods, the present one last."""
    last = today.year * 12 // months + (today.month - 1) // months
    in_year = 12 // months
    return [Period(each // in_year, each % in_year + 1, months) for each in range(last - number + 1, last + 1)]


def figures(
    names: Mapping[str, str],
    means: list[PeriodMean],
    changes: Mapping[str, ThemeChange],
    periods: list[Period],
) -> list[ThemeFigure]:
    """A figure for each theme that has been measured; what fewer than three citizens say is left out."""
    by_theme: dict[str, dict[tuple[int, int], PeriodMean]] = {}
    for each in means:
        by_theme.setdefault(each.theme, {})[each.year, each.number] = each
    found = []
    for code, name in names.items():
        change = changes.get(code)
        if code not in by_theme and change is None:
            continue
        told = change if change and change.rose + change.same + change.fell >= FEWEST else None
        points = tuple(_point(index, each, by_theme.get(code, {}), len(periods)) for index, each in enumerate(periods))
        tallies = (told.rose, told.same, told.fell) if told else (None, None, None)
        found.append(ThemeFigure(code, name, points, *tallies))
    return found


def _point(index: int, period: Period, means: Mapping[tuple[int, int], PeriodMean], number: int) -> PeriodPoint:
    found = means.get((period.year, period.number))
    x = round(LEFT + index * (_RIGHT - LEFT) / (number - 1), 1)
    if found is None:
        return PeriodPoint(period.label, None, 0, x, None)
    if found.citizens < FEWEST:
        return PeriodPoint(period.label, None, None, x, None)
    y = round(_BOTTOM - (found.mean - 1) * (_BOTTOM - TOP) / 4, 1)
    return PeriodPoint(period.label, round(found.mean, 1), found.citizens, x, y)


def _team(teams: list[Team], name: str) -> Team | None:
    if not name:
        return None
    for team in teams:
        if team.name == name:
            return team
    raise NotFoundError
