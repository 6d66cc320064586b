"""A whole synthetic municipality as import rows, in portions; the same arguments give the same rows."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows, StaffRow
from kanban.domain.staff import initials_of
from kanban.synthetic.companies import Workplaces
from kanban.synthetic.facts import Facts
from kanban.synthetic.history import Histories, Move
from kanban.synthetic.names import BROKERS, LEADER, MEN, STREETS, SUPERUSER, SURNAMES, WOMEN
from kanban.synthetic.people import People

CASELOAD = 47
BROKERS_A_TEAM = 5
PORTION = 2_000
WITHOUT_BROKER_SHARE = 0.10
BENEFITS = ("Kontanthjælp, grundsats", "Kontanthjælp, forhøjet sats", "Kontanthjælp, mindstesats")
BENEFIT_SHARES = (0.5, 0.38, 0.12)
MARKINGS = (("Indsatsgruppe", 0.35), ("FSM 2: Step-up", 0.12))
REHAB_MARKING = "FSM 2: Rehab (Gr. 2)"
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class SyntheticMunicipality:
    """Citizens, brokers and teams; ``domain`` is the part of the e-mail addresses behind the @."""

    def __init__(self, citizens: int, months: int, seed: int, today: date, domain: str = "fjordby.example") -> None:
        self._citizens, self._today = citizens, today
        self._rng = np.random.default_rng([seed, citizens, months])
        self.staff = _staff(citizens, domain)
        self._brokers = [person for person in self.staff if person.role == "broker"]
        self._people = People(self._rng, today)
        self._histories = Histories(self._rng, months, today)
        self._facts = Facts(self._rng, Workplaces(citizens, self._rng), today)

    def portions(self, size: int = PORTION) -> Iterator[ImportRows]:
        """The citizens with their histories, some thousand at a time; the staff comes with every portion."""
        for begin in range(0, self._citizens, size):
            rows = [self._citizen(number) for number in range(begin, min(begin + size, self._citizens))]
            history = [move for _, moves in rows for move in moves]
            yield ImportRows(tuple(citizen for citizen, _ in rows), tuple(history), self.staff)

    def _citizen(self, number: int) -> tuple[CitizenRow, list[HistoryRow]]:
        person, moves = self._people.any(), self._histories.any()
        current = moves[-1].to_step if moves else None
        broker = self._brokers[number % len(self._brokers)]
        alone = not moves or (current == 8 and self._rng.random() < WITHOUT_BROKER_SHARE / 0.26)
        row = CitizenRow(
            row=number + 2,
            cpr=person.cpr,
            name=person.name,
            started_on=self._started(moves),
            team=broker.team,
            broker_email="" if alone else broker.email,
            benefit=BENEFITS[int(self._rng.choice(3, p=BENEFIT_SHARES))],
            origin=person.origin,
            target_group=person.group,
            step=current or None,
            step_since=moves[-1].effective_on if current else None,
            markings=self._markings(person.group),
            **self._facts.of(moves),
        )
        return row, [_history_row(person.cpr, broker.email, number, move) for move in moves]

    def _started(self, moves: list[Move]) -> date:
        begin = moves[0].effective_on if moves else self._today
        return begin - timedelta(days=int(self._rng.integers(1, 60)))

    def _markings(self, group: int) -> tuple[str, ...]:
        drawn = tuple(name for name, chance in MARKINGS if self._rng.random() < chance)
        return (*drawn, REHAB_MARKING) if group == 2 else drawn


def _history_row(cpr: str, email: str, number: int, move: Move) -> HistoryRow:
    return HistoryRow(
        row=number + 2,
        cpr=cpr,
        effective_on=move.effective_on,
        to_step=move.to_step,
        recorded_by=email,
        reason=move.reason,
        recorded_at=move.recorded_at,
    )


def _staff(citizens: int, domain: str) -> tuple[StaffRow, ...]:
    number = max(1, -(-citizens // CASELOAD))
    brokers = [_person(name, "broker", f"Team {_team(place)}", domain) for place, name in enumerate(_names(number))]
    leaders = (_person(LEADER, "leader", "", domain), _person(SUPERUSER, "superuser", "", domain))
    return (*brokers, *leaders)


def _names(number: int) -> list[str]:
    """Different names: the listed ones first, then first names and surnames combined in a fixed order."""
    more = (
        f"{first} {SURNAMES[(place * 7 + turn * 13) % len(SURNAMES)]}"
        for turn in range(len(SURNAMES))
        for place, first in enumerate((*WOMEN, *MEN))
    )
    found = dict.fromkeys(BROKERS)
    for name in more:
        if len(found) >= number:
            break
        found[name] = None
    return list(found)[:number]


def _team(place: int) -> str:
    team = place // BROKERS_A_TEAM
    return STREETS[team % len(STREETS)] + (f" {team // len(STREETS) + 1}" if team >= len(STREETS) else "")


def _person(name: str, role: str, team: str, domain: str) -> StaffRow:
    address = name.lower().translate(_LETTERS).replace(" ", ".")
    return StaffRow(0, f"{address}@{domain}", name, initials_of(name), role, team)
