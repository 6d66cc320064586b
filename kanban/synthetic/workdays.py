"""When moves happen: on working days, and seldom in July and around Christmas."""

from datetime import date
from functools import cache

from kanban.synthetic.dice import Dice

_CLOSED = {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}
_QUIET_SHARE = 0.6
_CATCHING_UP_DAYS = 14


def settle(dice: Dice, day: int) -> int:
    """The working day (ordinal) on which something due on a day happens: after the holidays, as often as not."""
    ends = _quiet_until(day)
    if ends and dice.chance(_QUIET_SHARE):
        day = ends + dice.between(1, _CATCHING_UP_DAYS)
    return working_day(day)


@cache
def working_day(day: int) -> int:
    """The day itself or the next working day, as ordinals. Movable feasts are left out."""
    found = date.fromordinal(day)
    if found.weekday() < 5 and (found.month, found.day) not in _CLOSED:
        return day
    return working_day(day + 1)


@cache
def _quiet_until(day: int) -> int:
    """The last day of the holidays around a day, 0 on other days."""
    found = date.fromordinal(day)
    if found.month == 7:
        return found.replace(day=31).toordinal()
    if found.month == 12 and found.day >= 20:
        return date(found.year + 1, 1, 2).toordinal()
    return found.replace(day=2).toordinal() if found.month == 1 and found.day <= 2 else 0
