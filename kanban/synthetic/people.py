"""Who the citizens are: group, sex, age and origin as published, names to match, CPR numbers that belong to nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kanban.domain.cpr import birth_date
from kanban.synthetic import names

GROUP_SHARES = (0.55, 0.34, 0.11)
WOMEN_SHARE = 0.57
ORIGINS = ("dansk", "indvandrer", "efterkommer")
ORIGIN_SHARES = (0.63, 0.35, 0.02)
AGE_BANDS = ((18, 30), (30, 50), (50, 66))
AGE_SHARES = (0.06, 0.58, 0.36)
REPLACEMENT_OFFSET = 60
DAYS_A_YEAR = 365
_SERIALS = 4000


@dataclass(frozen=True)
class Person:
    """One synthetic person."""

    cpr: str
    name: str
    group: int
    origin: str


class People:
    """Draws persons; no CPR number twice."""

    def __init__(self, rng: np.random.Generator, today: date) -> None:
        self._rng, self._today, self._taken = rng, today, set[str]()

    def any(self) -> Person:
        """A person picked at random with the published shares (R-MON-4, docs/calibration.md)."""
        woman = bool(self._rng.random() < WOMEN_SHARE)
        origin = ORIGINS[int(self._rng.choice(3, p=ORIGIN_SHARES))]
        group = 1 + int(self._rng.choice(3, p=GROUP_SHARES))
        return Person(self._cpr(woman), self._name(woman, abroad=origin != "dansk"), group, origin)

    def _name(self, woman: bool, *, abroad: bool) -> str:
        if abroad:
            first = names.WOMEN_FROM_ABROAD if woman else names.MEN_FROM_ABROAD
            return f"{self._pick(first)} {self._pick(names.SURNAMES_FROM_ABROAD)}"
        first = names.WOMEN if woman else names.MEN
        second = f" {self._pick(first)}" if self._rng.random() < 0.08 else ""
        last = f" {self._pick(names.SURNAMES)}" if self._rng.random() < 0.15 else ""
        return f"{self._pick(first)}{second} {self._pick(names.SURNAMES)}{last}"

    def _pick(self, words: tuple[str, ...]) -> str:
        return words[int(self._rng.integers(len(words)))]

    def _cpr(self, woman: bool) -> str:
        """DDMMYY with day + 60 and a serial of the 20th century, its last digit even for women."""
        while True:
            born = self._birthday()
            serial = int(self._rng.integers(_SERIALS // 2)) * 2 + (0 if woman else 1)
            serial += 4000 * (born.year >= 2000)
            digits = f"{born.day + REPLACEMENT_OFFSET:02d}{born:%m%y}{serial:04d}"
            if digits not in self._taken and birth_date(digits) == born:
                self._taken.add(digits)
                return digits

    def _birthday(self) -> date:
        youngest, oldest = AGE_BANDS[int(self._rng.choice(3, p=AGE_SHARES))]
        days = int(self._rng.integers(youngest * DAYS_A_YEAR + 5, oldest * DAYS_A_YEAR))
        return self._today - timedelta(days=days)
