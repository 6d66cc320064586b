"""Employees and companies that are made up: different from each other and from anything real."""

from collections import Counter

import numpy as np
import pytest

from kanban.domain.inputs.import_rows import StaffRow
from kanban.domain.staff import Role, normalise_email
from kanban.synthetic.companies import Companies
from kanban.synthetic.dice import Dice
from kanban.synthetic.people import People
from kanban.synthetic.sectors import SECTORS
from kanban.synthetic.staff import staff, team_names

TODAY = 739_940
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def _staff(brokers: int) -> tuple[StaffRow, ...]:
    dice = Dice(np.random.default_rng(1))
    return staff(dice, People(dice, TODAY), brokers, "fjordby.example")


def _companies(number: int) -> Companies:
    rng = np.random.default_rng(1)
    return Companies(rng, Dice(rng), "Fjordby", number)


@pytest.mark.parametrize("brokers", [1, 5, 70, 900])
def test_staff_has_so_many_brokers_a_leader_and_a_superuser(brokers: int) -> None:
    roles = Counter(person.role for person in _staff(brokers))
    assert roles == {Role.BROKER: brokers, Role.LEADER: 1, Role.SUPERUSER: 1}


@pytest.mark.parametrize("brokers", [5, 70, 900])
def test_addresses_and_initials_are_all_different(brokers: int) -> None:
    people = _staff(brokers)
    assert len({person.email for person in people}) == len({person.initials for person in people}) == brokers + 2
    assert all(person.email.isascii() and normalise_email(person.email) == person.email for person in people)
    assert all(person.email.endswith("@fjordby.example") for person in people)


def test_five_brokers_make_the_demos_two_teams() -> None:
    teams = {person.initials: person.team for person in _staff(5) if person.role == Role.BROKER}
    assert set(teams) == {"MJ", "PK", "SH", "LD", "JW"}
    assert set(teams.values()) == {"Team Havn", "Team Ådal"}


@pytest.mark.parametrize("brokers", [9, 70, 900])
def test_teams_have_four_or_five_brokers(brokers: int) -> None:
    sizes = Counter(person.team for person in _staff(brokers) if person.team)
    assert set(sizes.values()) <= {4, 5}


def test_team_names_never_repeat() -> None:
    assert len(set(team_names(300))) == 300


@pytest.mark.parametrize("number", [40, 800, 20_000])
def test_companies_are_as_many_as_wanted_and_different(number: int) -> None:
    companies = list(_companies(number))
    assert len(companies) == pytest.approx(number, abs=len(SECTORS))
    assert len({company.name for company in companies}) == len({company.cvr for company in companies}) == len(companies)


def test_no_cvr_number_can_be_real() -> None:
    for company in _companies(2000):
        assert len(company.cvr) == 8
        assert sum(weight * int(digit) for weight, digit in zip(CVR_WEIGHTS, company.cvr, strict=True)) % 11 != 0


def test_sectors_follow_their_shares() -> None:
    companies = _companies(800)
    found = Counter(SECTORS[companies.sector()].name for _ in range(8000))
    for sector in SECTORS:
        assert found[sector.name] / 8000 == pytest.approx(sector.share, abs=0.02)
    assert sum(sector.share for sector in SECTORS) == pytest.approx(1)


def test_some_companies_take_many_citizens() -> None:
    companies, trade = _companies(800), 3
    taken = Counter(companies.pick(trade).name for _ in range(4000))
    assert taken.most_common(1)[0][1] > 10 * 4000 / 800
