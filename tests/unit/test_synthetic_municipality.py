"""A made-up municipality as large as the largest there is: its shares, its numbers and its determinism."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain

import pytest

from kanban.domain import cpr
from kanban.domain.inputs.import_rows import CitizenRow, ImportRows
from kanban.domain.staff import Role
from kanban.synthetic import calibration
from kanban.synthetic.municipality import PORTION, generate

TODAY = date(2026, 11, 20)
NUMBER = 4012


def _made(citizens: int = NUMBER, months: int = 18, seed: int = 1, name: str = "Målby Kommune") -> ImportRows:
    portions = list(generate(name, citizens, months, seed, TODAY))
    return ImportRows(
        citizens=tuple(chain.from_iterable(portion.citizens for portion in portions)),
        history=tuple(chain.from_iterable(portion.history for portion in portions)),
        staff=tuple(chain.from_iterable(portion.staff for portion in portions)),
    )


@pytest.fixture(scope="module")
def city() -> ImportRows:
    return _made()


def _on_board(rows: ImportRows) -> list[CitizenRow]:
    return [citizen for citizen in rows.citizens if citizen.step]


def _shares(values: Iterable[object], number: int) -> dict[object, float]:
    return {value: count / number for value, count in Counter(values).items()}


def _age(row: CitizenRow, day: date) -> int:
    born = cpr.birth_date(row.cpr)
    assert born is not None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def test_steps_of_those_on_the_board_follow_the_distribution(city: ImportRows) -> None:
    on_board = _on_board(city)
    found = _shares((citizen.step for citizen in on_board), len(on_board))
    assert found == pytest.approx(calibration.STEP_SHARES, abs=0.002)


def test_steps_of_the_effort_group_follow_it_too(city: ImportRows) -> None:
    effort_group = [citizen for citizen in _on_board(city) if citizen.target_group == 1]
    found = _shares((citizen.step for citizen in effort_group), len(effort_group))
    assert found == pytest.approx(calibration.STEP_SHARES, abs=0.03)


def test_groups_sex_and_origin_have_the_published_shares(city: ImportRows) -> None:
    groups = _shares((citizen.target_group for citizen in city.citizens), NUMBER)
    origins = _shares((citizen.origin for citizen in city.citizens), NUMBER)
    women = sum(int(citizen.cpr[-1]) % 2 == 0 for citizen in city.citizens) / NUMBER
    assert groups == pytest.approx(calibration.GROUP_SHARES, abs=0.001)
    assert origins == pytest.approx(calibration.ORIGIN_SHARES, abs=0.001)
    assert women == pytest.approx(calibration.WOMEN_SHARE, abs=0.001)


def test_ages_have_the_published_shares_and_all_were_of_age_at_the_start(city: ImportRows) -> None:
    ages = [_age(citizen, TODAY) for citizen in city.citizens]
    for (least, most), share in calibration.AGE_SHARES.items():
        assert sum(least <= age <= most for age in ages) / NUMBER == pytest.approx(share, abs=0.005)
    assert all(_age(citizen, citizen.started_on) >= 17 for citizen in city.citizens)


def test_nine_of_ten_have_a_broker_and_the_others_wait_on_step_eight_or_in_the_tray(city: ImportRows) -> None:
    present = [citizen for citizen in city.citizens if citizen.closed_on is None]
    without = [citizen for citizen in present if not citizen.broker_email]
    assert 1 - len(without) / len(present) == pytest.approx(calibration.BROKER_SHARE, abs=0.001)
    assert {citizen.step for citizen in without} == {8, None}


def test_caseloads_are_alike_and_near_the_published_mean(city: ImportRows) -> None:
    caseloads = Counter(citizen.broker_email for citizen in _on_board(city) if citizen.broker_email)
    assert set(caseloads) == {person.email for person in city.staff if person.role == Role.BROKER}
    assert min(caseloads.values()) >= calibration.CASELOAD - 2
    assert max(caseloads.values()) <= calibration.CASELOAD


def test_everybody_named_is_in_the_citizens_own_team(city: ImportRows) -> None:
    teams = {person.email: person.team for person in city.staff}
    for citizen in city.citizens:
        for email in filter(None, (citizen.broker_email, citizen.caseworker_email)):
            assert teams[email] == citizen.team
        assert citizen.team


def test_cpr_numbers_are_replacements_valid_and_different(city: ImportRows) -> None:
    numbers = [citizen.cpr for citizen in city.citizens]
    assert len(set(numbers)) == NUMBER
    assert all(61 <= int(number[:2]) <= 91 and cpr.normalise(number) == number for number in numbers)


def test_municipalities_rarely_share_numbers(city: ImportRows) -> None:
    numbers = {citizen.cpr for citizen in city.citizens}
    for other in (_made(seed=2), _made(name="Havneby Kommune")):
        assert len(numbers & {citizen.cpr for citizen in other.citizens}) < NUMBER / 200


def test_names_repeat_seldom(city: ImportRows) -> None:
    small = _made(citizens=245)
    assert len({citizen.name for citizen in small.citizens}) == 245
    assert len({citizen.name for citizen in city.citizens}) > 0.95 * NUMBER


def test_the_same_arguments_give_the_same_rows() -> None:
    assert _made(citizens=300) == _made(citizens=300)


@pytest.mark.parametrize(
    ("months", "seed", "name"), [(18, 2, "Målby Kommune"), (17, 1, "Målby Kommune"), (18, 1, "Havneby Kommune")]
)
def test_other_arguments_give_other_rows(months: int, seed: int, name: str) -> None:
    assert _made(300, months, seed, name).history != _made(300).history


@pytest.mark.parametrize("citizens", [1, 2, 9, PORTION, PORTION + 1])
def test_every_size_works_in_portions(citizens: int) -> None:
    portions = list(generate("Øby", citizens, 3, 1, TODAY))
    assert [len(portion.citizens) for portion in portions] == [
        min(PORTION, citizens - begin) for begin in range(0, citizens, PORTION)
    ]
    assert [bool(portion.staff) for portion in portions] == [True] + [False] * (len(portions) - 1)
    for portion in portions:
        assert {move.cpr for move in portion.history} <= {citizen.cpr for citizen in portion.citizens}


def test_agreements_make_sense(city: ImportRows) -> None:
    for citizen in _on_board(city):
        if citizen.ends_on and citizen.starts_on:
            assert citizen.starts_on <= citizen.ends_on
        if citizen.follow_up_on and citizen.step_since:
            assert citizen.follow_up_on >= citizen.step_since
            assert citizen.follow_up_on >= TODAY - timedelta(days=15)
        for minutes in filter(None, (citizen.paid_hours, citizen.internship_hours)):
            assert minutes % 30 == 0
            assert 60 <= minutes <= 37 * 60


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        (7, ("cv_kind",)),
        (6, ("goal_a",)),
        (5, ("company", "contact_kind")),
        (4, ("company", "agreement_kind", "starts_on", "ends_on", "internship_hours", "tasks", "follow_up_on")),
        (3, ("company", "starts_on", "paid_hours", "tasks", "follow_up_on")),
        (2, ("company", "paid_hours", "adjusted_on", "follow_up_on")),
        (1, ("company", "agreement_kind", "starts_on", "follow_up_on")),
    ],
)
def test_the_facts_of_the_step_are_there(city: ImportRows, step: int, fields: Sequence[str]) -> None:
    there = [citizen for citizen in city.citizens if citizen.step == step]
    assert there
    assert all(getattr(citizen, name) for citizen in there for name in fields)


def test_who_left_has_a_reason_and_who_left_from_the_goal_left_for_it(city: ImportRows) -> None:
    left = [citizen for citizen in city.citizens if citizen.closed_on]
    assert all(citizen.closing_reason and citizen.step is None for citizen in left)
    reached = {citizen.closing_reason for citizen in left if citizen.agreement_kind}
    assert reached == {"employment", "education"}


def test_markings_and_benefits_fit_the_group(city: ImportRows) -> None:
    for citizen in city.citizens:
        assert ("FSM 2: Rehab (Gr. 2)" in citizen.markings) == (citizen.target_group == 2)
        assert ("Indsatsgruppe" in citizen.markings) == (citizen.target_group == 1)
    assert any("FSM 2: Step-up" in citizen.markings for citizen in city.citizens)
    assert all(citizen.benefit for citizen in city.citizens)
