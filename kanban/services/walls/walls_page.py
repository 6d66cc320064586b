"""The page where a superuser makes wall screens and switches them off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kanban.domain.messages import Message, mark, say, say_count
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.board import Option
from kanban.domain.views.walls import WallForm, WallRow, WallsView
from kanban.domain.wall import Wall, WallLabel, WallTheme
from kanban.services.refusal import Refusal
from kanban.services.runtime import Runtime
from kanban.store import organisation, staff, walls

JUST_NOW = timedelta(minutes=2)
_LABELS = {WallLabel.CODE: mark("Case codes"), WallLabel.INITIALS: mark("Initials of citizens")}
_THEMES = {
    WallTheme.SYSTEM: mark("As the screen is set"),
    WallTheme.DARK: mark("Dark screen"),
    WallTheme.LIGHT: mark("Light screen"),
}


def walls_page(runtime: Runtime, actor: Actor, refused: Refusal | None = None) -> WallsView:
    """Screens in use, those switched off lately, and the form. Raises :class:`ForbiddenError`."""
    require(actor, Permission.SET_UP)
    with runtime.database.read() as session:
        used = walls.in_use(session, actor.municipality_id)
        ended = walls.revoked(session, actor.municipality_id)
        teams = {team.id or 0: team.name for team in organisation.teams(session, actor.municipality_id)}
        people = staff.names(session, {each for wall in (*used, *ended) for each in (wall.made_by, wall.revoked_by)})
    rows = _Rows(runtime.clock.now(), actor.municipality, teams, people)
    return WallsView(rows.of(used), rows.of(ended), _form(teams, refused))


@dataclass(frozen=True)
class _Rows:
    now: datetime
    municipality: str
    teams: Mapping[int, str]
    people: Mapping[int, Staff]

    def of(self, found: Iterable[Wall]) -> tuple[WallRow, ...]:
        return tuple(
            WallRow(
                id=wall.public_id,
                name=wall.name,
                place=self.teams.get(wall.team_id or 0, self.municipality),
                label=Message(_LABELS[WallLabel(wall.label)]),
                theme=Message(_THEMES[WallTheme(wall.theme)]),
                made_at=wall.made_at,
                made_by=self._name(wall.made_by),
                seen=_seen(wall.last_seen, self.now),
                seen_at=wall.last_seen,
                revoked_at=wall.revoked_at,
                revoked_by=self._name(wall.revoked_by),
            )
            for wall in found
        )

    def _name(self, staff_id: int | None) -> str:
        found = self.people.get(staff_id or 0)
        return found.name if found else ""


def _seen(last: datetime | None, now: datetime) -> Message:
    if last is None:
        return say("never")
    passed = now - last
    if passed <= JUST_NOW:
        return say("just now")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return say_count("%(count)s minute ago", "%(count)s minutes ago", minutes)
    if passed < timedelta(days=1):
        return say_count("%(count)s hour ago", "%(count)s hours ago", int(passed.total_seconds() // 3600))
    return say_count("%(count)s day ago", "%(count)s days ago", passed.days)


def _form(teams: Mapping[int, str], refused: Refusal | None) -> WallForm:
    raw = refused.typed if refused else {}
    team, label, theme = raw.get("team", ""), raw.get("label", WallLabel.CODE), raw.get("theme", WallTheme.SYSTEM)
    return WallForm(
        name=raw.get("name", ""),
        teams=tuple(Option(str(key), name, str(key) == team) for key, name in teams.items()),
        labels=tuple(Option(str(key), text, key == label) for key, text in _LABELS.items()),
        themes=tuple(Option(str(key), text, key == theme) for key, text in _THEMES.items()),
        problems=refused.problems if refused else {},
    )
