"""The employees of a synthetic municipality: brokers in teams, a leader and a superuser."""

from itertools import cycle

from kanban.domain.danish import fold
from kanban.domain.inputs.import_rows import StaffRow
from kanban.domain.staff import Role, initials_of
from kanban.synthetic.calibration import teams_for
from kanban.synthetic.dice import Dice
from kanban.synthetic.names import BROKERS, LEADER, SUPERUSER
from kanban.synthetic.people import People, Trait

_TEAMS = ("Havn", "Ådal", "Skov", "Fjord", "Strand", "Bakke", "Kløver", "Mølle", "Torv", "Eng", "Kilde", "Hede", "Sø")
_ABROAD_SHARE = 0.12
_WOMEN_SHARE = 0.7
_YEARS = (1965, 1998)
_FIRST_ROW = 2


def staff(dice: Dice, people: People, brokers: int, domain: str) -> tuple[StaffRow, ...]:
    """Brokers, the leader and the superuser; ``domain`` is the part of the addresses behind the @.

    Names, addresses and initials are all different, since initials stand on the cards.
    """
    roles = {LEADER: Role.LEADER, SUPERUSER: Role.SUPERUSER}
    teams = cycle(team_names(teams_for(brokers)))
    rows: list[StaffRow] = []
    taken: set[str] = set()
    for place, (email, name) in enumerate(_people(dice, people, brokers, domain).items()):
        role = roles.get(name, Role.BROKER)
        team = next(teams) if role is Role.BROKER else ""
        initials = _initials(name, taken)
        taken.add(initials)
        rows.append(StaffRow(place + _FIRST_ROW, email, name, initials, role, team))
    return tuple(rows)


def _people(dice: Dice, people: People, brokers: int, domain: str) -> dict[str, str]:
    """Names by address: the demo's own first, then drawn ones."""
    names = {_email(name, domain): name for name in (*BROKERS[:brokers], LEADER, SUPERUSER)}
    while len(names) < brokers + 2:
        origin = "indvandrer" if dice.chance(_ABROAD_SHARE) else "dansk"
        name = people.name(Trait(dice.chance(_WOMEN_SHARE), _YEARS, origin), dice.between(*_YEARS))
        names.setdefault(_email(name, domain), name)
    return names


def team_names(number: int) -> list[str]:
    """So many different names: Team Havn, Team Ådal, … and when they are used up Team Havn 2."""
    rounds = (f" {turn}" if turn > 1 else "" for turn in range(1, number // len(_TEAMS) + 2))
    return [f"Team {name}{turn}" for turn in rounds for name in _TEAMS][:number]


def _email(name: str, domain: str) -> str:
    kept = "".join(char for char in fold(name) if char.isascii() and (char.isalnum() or char == " "))
    return f"{kept.replace(' ', '.')}@{domain}"


def _initials(name: str, taken: set[str]) -> str:
    """The usual initials; where they are taken one letter more of the surname or first name, at last a number."""
    first, *_, last = name.split()
    wanted = [initials_of(name), (first[0] + last[:2]).upper(), (first[:2] + last[0]).upper()]
    wanted += [f"{first[0]}{last[0]}{number}".upper() for number in range(2, len(taken) + 3)]
    return next(initials for initials in wanted if initials not in taken)
