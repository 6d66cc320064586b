"""Who the citizens are: name, age and CPR number to match sex, age group and origin."""

from datetime import date
from typing import NamedTuple

from kanban.synthetic.dice import Dice
from kanban.synthetic.names import ABROAD, ELDER_DANES, YOUNGER_DANES, NameStock

_REPLACEMENT_OFFSET = 60
_DAYS_A_YEAR = 365.25
_LEGAL_AGE = 18
_YOUNGER_FROM = 1976
_TWO_FIRST_NAMES_SHARE, _MIDDLE_NAME_SHARE = 0.06, 0.14
_DESCENDANT_WITH_DANISH_NAME_SHARE = 0.2
_SERIALS_A_SEX = 500
_NAME_TRIES = 4


class Trait(NamedTuple):
    """What is decided about a citizen beforehand, so that the shares are met."""

    is_woman: bool
    ages: tuple[int, int]
    origin: str


class Person(NamedTuple):
    """A citizen's CPR number (day + 60) and name."""

    cpr: str
    name: str


class People:
    """Makes persons; no CPR number twice in one municipality. ``today`` is an ordinal."""

    def __init__(self, dice: Dice, today: int) -> None:
        self._dice, self._today = dice, today
        self._taken, self._names = set[str](), set[str]()

    def person(self, trait: Trait, began: int) -> Person:
        """A person who was of age when the effort began, as far as the age group allows."""
        born = date.fromordinal(self._today - self._age_in_days(trait.ages, self._today - began))
        return Person(self._cpr(born, trait.is_woman), self._new_name(trait, born.year))

    def name(self, trait: Trait, year: int) -> str:
        """A name that somebody of this sex and origin born in that year may well have."""
        dice, stock = self._dice, self._stock(trait.origin, year)
        firsts = stock.women if trait.is_woman else stock.men
        first, last = dice.pick(firsts), dice.pick(stock.surnames)
        if stock is ELDER_DANES and dice.chance(_TWO_FIRST_NAMES_SHARE):
            first = f"{first} {dice.pick(firsts)}"
        if stock.surnames is ELDER_DANES.surnames and dice.chance(_MIDDLE_NAME_SHARE):
            last = f"{dice.pick(stock.surnames)} {last}"
        return f"{first} {last}"

    def _new_name(self, trait: Trait, year: int) -> str:
        """A name nobody has yet, unless that takes too long: in a large municipality some share theirs."""
        tries = (self.name(trait, year) for _ in range(_NAME_TRIES))
        name = next((name for name in tries if name not in self._names), None) or self.name(trait, year)
        self._names.add(name)
        return name

    def _stock(self, origin: str, year: int) -> NameStock:
        has_danish_name = {"dansk": 1.0, "efterkommer": _DESCENDANT_WITH_DANISH_NAME_SHARE}.get(origin, 0.0)
        if not self._dice.chance(has_danish_name):
            return self._dice.pick(ABROAD)
        return YOUNGER_DANES if year >= _YOUNGER_FROM else ELDER_DANES

    def _age_in_days(self, ages: tuple[int, int], days_since_began: int) -> int:
        of_age = _LEGAL_AGE * _DAYS_A_YEAR + days_since_began
        youngest = min(max(ages[0] * _DAYS_A_YEAR, of_age), ages[1] * _DAYS_A_YEAR)
        return self._dice.between(int(youngest) + 1, int((ages[1] + 1) * _DAYS_A_YEAR) - 1)

    def _cpr(self, born: date, is_woman: bool) -> str:
        """DDMMYY with day + 60, the seventh digit of the century, and a last digit that is even for women."""
        day = f"{born.day + _REPLACEMENT_OFFSET:02d}{born:%m%y}"
        while True:
            seventh = self._dice.between(4, 9) if born.year >= 2000 else self._dice.between(0, 3)
            rest = self._dice.between(0, _SERIALS_A_SEX - 1) * 2 + (not is_woman)
            digits = f"{day}{seventh}{rest:03d}"
            if digits not in self._taken:
                self._taken.add(digits)
                return digits
