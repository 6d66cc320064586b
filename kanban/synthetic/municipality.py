"""A whole synthetic municipality as import rows, in portions; the same arguments give the same rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from zlib import crc32

import numpy as np

from kanban.domain.danish import fold
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow, ImportRows, StaffRow, TalkRow
from kanban.domain.staff import Role
from kanban.domain.steps import OUT
from kanban.domain.transition import EARLIEST
from kanban.synthetic import calibration
from kanban.synthetic.agreed import Agreed
from kanban.synthetic.benefits import benefit, markings
from kanban.synthetic.companies import Companies
from kanban.synthetic.dice import Dice, spread
from kanban.synthetic.facts import Facts
from kanban.synthetic.histories import Histories, Recorders
from kanban.synthetic.hours import Hours
from kanban.synthetic.people import People, Trait
from kanban.synthetic.staff import staff
from kanban.synthetic.talks import Talks
from kanban.synthetic.walks import Stop, Walker

PORTION = 2_000
_FIRST_ROW = 2
_CASEWORKER_SHARE = 0.4
_YEARS_ON_SUPPORT_SHARE, _DAYS_ON_SUPPORT, _SUPPORT_SPREAD = 0.3, 500, 0.8
_DAYS_TO_FIRST_STEP, _DAYS_IN_TRAY = 21, 25


class Lot(NamedTuple):
    """What is decided about one citizen beforehand, so that all shares are met; ``end`` as in ``place_shares``."""

    end: int | None
    group: int
    trait: Trait
    has_broker: bool


def generate(municipality: str, citizens: int, months: int, seed: int, today: date) -> Iterator[ImportRows]:
    """So many citizens with so many months of history up to yesterday, some begun before; staff in the first portion.

    Of talks there are the newest: twelve a citizen, and three in a municipality of more than 5,000.

    Each portion stands on its own but for the staff. Nothing depends on anything but the arguments.
    """
    rng = np.random.default_rng([seed, crc32(municipality.encode())])
    lots = _lots(rng, citizens, months)
    made = _Municipality(rng, municipality, lots, months, today.toordinal())
    people = made.staff
    for begin in range(0, citizens, PORTION):
        rows = made.portion(lots[begin : begin + PORTION], begin + _FIRST_ROW)
        yield replace(rows, staff=people)
        people = ()


def _lots(rng: np.random.Generator, citizens: int, months: int) -> list[Lot]:
    ends = spread(rng, calibration.place_shares(months), citizens)
    groups = spread(rng, calibration.GROUP_SHARES, citizens)
    women = spread(rng, {True: calibration.WOMEN_SHARE, False: 1 - calibration.WOMEN_SHARE}, citizens)
    ages = spread(rng, calibration.AGE_SHARES, citizens)
    origins = spread(rng, calibration.ORIGIN_SHARES, citizens)
    traits = [Trait(*trait) for trait in zip(women, ages, origins, strict=True)]
    return [Lot(*lot) for lot in zip(ends, groups, traits, _with_broker(ends), strict=True)]


def _with_broker(ends: Sequence[int | None]) -> list[bool]:
    """Who has a broker: nobody in the tray, and on step 8 so many that the published share of all is met."""
    without = round((1 - calibration.BROKER_SHARE) * sum(end != OUT for end in ends)) - ends.count(None)
    found = []
    for end in ends:
        waits = end == 8 and without > 0
        without -= waits
        found.append(end is not None and not waits)
    return found


class _Municipality:
    """Everything that is drawn from while the citizens are made, one after the other."""

    def __init__(
        self, rng: np.random.Generator, municipality: str, lots: Sequence[Lot], months: int, today: int
    ) -> None:
        dice = Dice(rng)
        self._dice, self._today = dice, today
        self._people = People(dice, today)
        town = _town(municipality)
        brokers = calibration.brokers_for(sum(lot.has_broker and lot.end != OUT for lot in lots))
        self.staff = staff(dice, self._people, brokers, f"{_domain(town)}.example")
        self._brokers = [person for person in self.staff if person.role == Role.BROKER]
        companies = Companies(rng, dice, town, calibration.companies_for(len(lots)))
        self._walker = Walker(dice, today, months)
        self._histories = Histories(dice, today)
        self._facts = Facts(dice, companies, today)
        talking = Dice(*rng.spawn(1))
        self._talks, self._hours = Talks(talking, today, len(lots)), Hours(talking, today)
        self._agreed = Agreed(talking, self._hours, today)
        self._next_broker = 0
        self._teams: dict[str, list[str]] = {}
        for person in self._brokers:
            self._teams.setdefault(person.team, []).append(person.email)

    def portion(self, lots: Sequence[Lot], first_row: int) -> ImportRows:
        """The rows of some citizens."""
        rows: list[CitizenRow] = []
        history: list[HistoryRow] = []
        talks: list[TalkRow] = []
        hours: list[HoursRow] = []
        for place, (lot, walk) in enumerate(zip(lots, self._walks(lots), strict=True)):
            broker = self._broker(lot)
            citizen, worked = self._citizen(first_row + place, lot, walk, broker)
            rows.append(citizen)
            hours.extend(worked)
            recorders = Recorders(citizen.broker_email, self._teams[broker.team])
            history.extend(self._histories.rows(citizen.cpr, walk, recorders))
            talks.extend(self._talks.rows(citizen.cpr, walk, recorders))
        return ImportRows(tuple(rows), tuple(history), talks=tuple(talks), hours=tuple(hours))

    def _walks(self, lots: Sequence[Lot]) -> list[list[Stop]]:
        """A walk for each; on step 8 it is the newest who have no broker yet."""
        walks = self._walker.walks_to([lot.end for lot in lots])
        places = [place for place, lot in enumerate(lots) if lot.end == 8]
        newest_first = sorted((walks[place] for place in places), key=lambda walk: (len(walk) > 1, -walk[-1].day))
        for place, walk in zip(sorted(places, key=lambda place: lots[place].has_broker), newest_first, strict=True):
            walks[place] = walk
        return walks

    def _citizen(self, row: int, lot: Lot, walk: Sequence[Stop], broker: StaffRow) -> tuple[CitizenRow, list[HoursRow]]:
        began = self._began(walk)
        person = self._people.person(lot.trait, began)
        facts = self._facts.of(walk)
        hours = self._hours.rows(person.cpr, walk, facts)
        facts |= self._agreed.of(walk, facts, hours)
        on_board = bool(lot.end)
        citizen = CitizenRow(
            row=row,
            cpr=person.cpr,
            name=person.name,
            started_on=date.fromordinal(began),
            team=broker.team,
            broker_email=broker.email if lot.has_broker else "",
            caseworker_email=self._caseworker(broker) if lot.has_broker else "",
            benefit=benefit(self._dice, lot.group, lot.end, facts.get("agreement_kind")),
            origin=lot.trait.origin,
            target_group=lot.group,
            step=lot.end if on_board else None,
            step_since=date.fromordinal(walk[-1].day) if on_board else None,
            markings=markings(self._dice, lot.group, lot.end),
            **facts,
        )
        paid = next((each.paid_hours for each in reversed(hours) if each.paid_hours is not None), citizen.paid_hours)
        return replace(citizen, paid_hours=paid), hours

    def _broker(self, lot: Lot) -> StaffRow:
        """The next broker in turn for those on the board, so that caseloads are alike; anybody for the others."""
        if not lot.has_broker or lot.end == OUT:
            return self._dice.pick(self._brokers)
        self._next_broker = (self._next_broker + 1) % len(self._brokers)
        return self._brokers[self._next_broker]

    def _caseworker(self, broker: StaffRow) -> str:
        """A colleague in the team shares some of the cases (R-ROLE-2)."""
        colleagues = [email for email in self._teams[broker.team] if email != broker.email]
        return self._dice.pick(colleagues) if colleagues and self._dice.chance(_CASEWORKER_SHARE) else ""

    def _began(self, walk: Sequence[Stop]) -> int:
        """The day the effort began: shortly before the first step, for some after years on support."""
        if not walk:
            return self._today - self._dice.between(1, _DAYS_IN_TRAY)
        days = self._dice.between(0, _DAYS_TO_FIRST_STEP)
        if self._dice.chance(_YEARS_ON_SUPPORT_SHARE):
            days += int(self._dice.skewed(_DAYS_ON_SUPPORT, _SUPPORT_SPREAD))
        return max(EARLIEST.toordinal(), walk[0].day - days)


def _town(municipality: str) -> str:
    """The name without the word for municipality."""
    return municipality.removesuffix(" Kommune")


def _domain(town: str) -> str:
    """The town as part of an e-mail address; the ending ``.example`` is reserved and belongs to nobody."""
    return "".join(char for char in fold(town) if char.isascii() and char.isalnum()) or "kommune"
