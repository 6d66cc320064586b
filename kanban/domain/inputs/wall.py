"""Reading what is typed about a new wall screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.inputs.values import clean
from kanban.domain.messages import say
from kanban.domain.wall import WallLabel, WallTheme

LONGEST_NAME = 60


@dataclass(frozen=True)
class NewWall:
    """What a superuser asks for; ``team_id`` is None for the whole municipality."""

    name: str
    team_id: int | None
    label: WallLabel
    theme: WallTheme


def read_wall(raw: Mapping[str, str], teams: Mapping[int, str]) -> NewWall:
    """A wall as typed; ``teams`` are the municipality's, by id. Raises :class:`InvalidInputError` with every problem.

    Without a label the wall shows case codes, which tell least.
    """
    name, team = clean(raw.get("name", ""), lines=False), clean(raw.get("team", ""), lines=False)
    label, theme = clean(raw.get("label", "")) or WallLabel.CODE, clean(raw.get("theme", "")) or WallTheme.SYSTEM
    team_id = _team_id(team, teams)
    problems = []
    if not name:
        problems.append(FieldProblem("name", say("Write a name for the screen, such as where it hangs")))
    elif len(name) > LONGEST_NAME:
        problems.append(FieldProblem("name", say("Use at most %(most)s characters", most=LONGEST_NAME)))
    if team and team_id is None:
        problems.append(FieldProblem("team", say("Choose one of your teams, or the whole municipality")))
    if label not in set(WallLabel):
        problems.append(FieldProblem("label", say("Choose case codes or initials")))
    if theme not in set(WallTheme):
        problems.append(FieldProblem("theme", say("Choose light, dark or as the screen is set")))
    if problems:
        raise InvalidInputError(tuple(problems))
    return NewWall(name, team_id, WallLabel(label), WallTheme(theme))


def _team_id(team: str, teams: Mapping[int, str]) -> int | None:
    """The team of that number or name."""
    found = (key for key, name in teams.items() if team and team.casefold() in {str(key), name.casefold()})
    return next(found, None)
