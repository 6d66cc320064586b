"""The outlook for a month's milestone."""

from datetime import date, timedelta
from itertools import product
from math import comb

import pytest

from kanban.domain.flow_counts import Period
from kanban.flow.milestones import Pace, look_back, outlook

TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)


def pace(weeks: list[int], begun: date = LONG_AGO) -> Pace:
    """So many in each week back from today, the latest first."""
    return Pace({TODAY - timedelta(days=7 * place + 3): number for place, number in enumerate(weeks)}, begun)


def ahead(days: int) -> Period:
    return Period(TODAY, TODAY + timedelta(days=days))


def by_hand(weeks: list[int], whole: int, rest: int) -> dict[int, float]:
    """Every way the weeks ahead can go, the last one a part of a week."""
    found: dict[int, float] = {}
    for drawn in product(weeks, repeat=whole + 1):
        for came in range(drawn[-1] + 1):
            part = comb(drawn[-1], came) * (rest / 7) ** came * (1 - rest / 7) ** (drawn[-1] - came)
            total = sum(drawn[:-1]) + came
            found[total] = found.get(total, 0.0) + part / len(weeks) ** (whole + 1)
    return found


@pytest.mark.parametrize("days", [0, 3, 7, 10, 17])
def test_outlook_is_every_way_the_rest_of_the_month_can_go(days: int) -> None:
    weeks = [2, 0, 1, 3, 0, 1, 1, 0]
    begun = TODAY - timedelta(days=7 * 8 - 1)
    chances = by_hand(weeks, *divmod(days, 7))
    found = outlook(pace(weeks, begun), 4, 7, 50, ahead(days))
    assert found is not None
    assert found.probability == pytest.approx(sum(part for total, part in chances.items() if total >= 3))
    so_far = 0.0
    for total in sorted(chances):
        so_far += chances[total]
        if so_far >= 0.15 - 1e-9:
            break
    assert (found.at_least, found.weeks) == (4 + total, 8)


def test_nothing_is_left_to_come_on_the_months_last_day() -> None:
    found = outlook(pace([5] * 26), 3, 4, 50, ahead(0))
    assert found is not None
    assert (found.probability, found.at_least) == (0.0, 3)


def test_no_more_can_come_than_there_are() -> None:
    found = outlook(pace([5] * 26), 3, 6, 2, ahead(14))
    assert found is not None
    assert (found.probability, found.at_least) == (0.0, 5)
    reached = outlook(pace([5] * 26), 3, 5, 2, ahead(14))
    assert reached is not None
    assert reached.probability == pytest.approx(1.0)


def test_steady_pace_of_whole_weeks_is_certain() -> None:
    found = outlook(pace([2] * 26), 0, 4, 50, ahead(14))
    assert found is not None
    assert found.probability == pytest.approx(1.0)
    assert (found.at_least, found.weeks) == (4, 26)


@pytest.mark.parametrize(
    ("weeks", "begun"),
    [([1] * 7, TODAY - timedelta(days=55 - 1)), ([0] * 26, LONG_AGO), ([], None)],
)
def test_too_few_weeks_or_nobody_gives_no_outlook(weeks: list[int], begun: date | None) -> None:
    assert outlook(Pace(pace(weeks).by_day, begun), 0, 4, 50, ahead(10)) is None


def test_quiet_weeks_are_kept_and_the_weeks_used_are_told() -> None:
    found = outlook(pace([0] * 25 + [4]), 0, 1, 50, ahead(7))
    assert found is not None
    assert found.probability == pytest.approx(1 / 26)
    assert (found.since, found.until) == (look_back(TODAY).first, TODAY)
