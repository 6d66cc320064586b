"""The companies of one municipality: all invented, each in a sector and with somebody to talk to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, product

import numpy as np

from kanban.synthetic.dice import Dice, Odds, spread
from kanban.synthetic.names import ELDER_DANES
from kanban.synthetic.sectors import BYNAMES, DIRECTIONS, SCHOOLS, SECTORS, Sector

_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_SECTOR_ODDS = Odds({place: sector.share for place, sector in enumerate(SECTORS)})


@dataclass(frozen=True)
class Company:
    """An employer or place of education; the CVR number fails the check that every real one passes."""

    name: str
    cvr: str
    contact: str
    sector: Sector | None


class Companies:
    """Some companies take many citizens and most take few."""

    def __init__(self, rng: np.random.Generator, dice: Dice, town: str, number: int) -> None:
        self._dice, self._town, self._taken = dice, town, set[str]()
        counts = spread(rng, {place: sector.share for place, sector in enumerate(SECTORS)}, number)
        self._of_sector = [self._make(sector, max(1, counts.count(place)), rng) for place, sector in enumerate(SECTORS)]
        self._schools = [self._company(name.format(town=town), None) for name in SCHOOLS]

    def __iter__(self) -> Iterator[Company]:
        """All of them but the schools, sector by sector."""
        return (company for companies in self._of_sector for company in companies)

    def sector(self) -> int:
        """The place of a sector in the list, by its share."""
        return self._dice.draw(_SECTOR_ODDS)

    def pick(self, sector: int) -> Company:
        """A company in the sector, the first ones oftenest."""
        companies = self._of_sector[sector]
        return companies[int(len(companies) * self._dice.roll() ** 2)]

    def school(self) -> Company:
        """A place of education."""
        return self._dice.pick(self._schools)

    def _make(self, sector: Sector, number: int, rng: np.random.Generator) -> list[Company]:
        named = [name.format(town=self._town) for name in sector.named]
        plain = [
            name for trade, byname in product(sector.trades, BYNAMES) if (name := f"{trade} {byname}") not in named
        ]
        shuffled = [plain[place] for place in rng.permutation(len(plain))]
        made = (f"{name}{direction}" for direction in DIRECTIONS for name in shuffled)
        return [self._company(name, sector) for name in islice(chain(named, made), number)]

    def _company(self, name: str, sector: Sector | None) -> Company:
        first = self._dice.pick(self._dice.pick((ELDER_DANES.women, ELDER_DANES.men)))
        return Company(name, self._cvr(), f"{first} {self._dice.pick(ELDER_DANES.surnames)}", sector)

    def _cvr(self) -> str:
        while True:
            digits = str(self._dice.between(10_000_000, 49_999_999))
            is_real = sum(weight * int(digit) for weight, digit in zip(_CVR_WEIGHTS, digits, strict=True)) % 11 == 0
            if not is_real and digits not in self._taken:
                self._taken.add(digits)
                return digits
