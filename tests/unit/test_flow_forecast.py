"""The forecast by exact convolution, the weeks it rests on, and when a month is complete."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.flow_counts import MoveCount, Period, Target
from kanban.flow.forecast import forecast, total_chances, weekly_counts
from kanban.flow.throughput import days_until_complete, throughput

LAST = date(2026, 11, 20)
PERIOD = Period(date(2026, 1, 1), LAST)


def arrivals(weeks_ago: list[int], begun: int = 200) -> list[MoveCount]:
    """Somebody who came ``begun`` days ago, and first arrivals in step 1, by the week before the last day."""
    came = MoveCount(LAST - timedelta(days=begun), None, 8, None, 100, 100)
    return [came, *(MoveCount(LAST - timedelta(days=7 * week), 2, 1, 2, 1, 1) for week in weeks_ago)]


def test_total_of_two_weeks_is_every_pair_of_weeks() -> None:
    # Weeks 0, 1, 1, 3: nine pairs in sixteen by sum.
    assert total_chances([0, 1, 1, 3], 2, 100) == pytest.approx(np.array([1, 4, 4, 2, 4, 0, 1]) / 16)


def test_no_more_can_come_than_there_are() -> None:
    assert total_chances([0, 1, 1, 3], 2, 2) == pytest.approx([1 / 16, 4 / 16, 11 / 16])
    assert total_chances([5], 3, 0) == pytest.approx([1])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.integers(0, 3))
def test_convolution_is_what_every_draw_of_weeks_gives(weeks: list[int], horizon: int) -> None:
    totals = [sum(draw) for draw in product(weeks, repeat=horizon)]
    chances = total_chances(weeks, horizon, 50)
    assert chances.sum() == pytest.approx(1)
    for total, chance in enumerate(chances):
        assert chance == pytest.approx(totals.count(total) / len(totals))


def test_weeks_end_on_the_last_day_and_empty_ones_are_kept() -> None:
    assert weekly_counts(arrivals([0, 0, 2], begun=62), 1, LAST) == [2, 0, 1, 0, 0, 0, 0, 0, 0]


def test_at_most_twenty_six_weeks_are_used() -> None:
    assert weekly_counts(arrivals([3, 30], begun=400), 1, LAST) == [0, 0, 0, 1, *[0] * 22]


@pytest.mark.parametrize(("weeks", "begun"), [([1, 2], 54), ([], 200)])
def test_too_few_weeks_or_no_arrivals_give_no_forecast(weeks: list[int], begun: int) -> None:
    assert forecast(arrivals(weeks, begun), 50, Target(1, 3, LAST + timedelta(days=70)), PERIOD) is None


def test_forecast_counts_on_from_what_is_reached() -> None:
    # Eight weeks, one arrival in four of them: the number in two weeks is 0, 1 or 2 with 1/4, 1/2, 1/4.
    found = forecast(arrivals([0, 2, 4, 6], begun=56), 50, Target(1, 5, LAST + timedelta(days=15)), PERIOD)
    assert found is not None
    assert found.probability == pytest.approx(0.75)
    assert (found.with_85_percent, found.weeks_used) == (4, 8)


@pytest.mark.parametrize(("number", "chance"), [(0, 1), (4, 1), (6, 0.25), (7, 0), (900, 0)])
def test_probability_falls_with_the_target(number: int, chance: float) -> None:
    found = forecast(arrivals([0, 2, 4, 6], begun=56), 50, Target(1, number, LAST + timedelta(days=14)), PERIOD)
    assert found is not None
    assert found.probability == pytest.approx(chance)


@pytest.mark.parametrize(
    ("lags", "days"), [({}, 0), ({0: 100}, 0), ({0: 97, 9: 3}, 9), ({0: 98, 9: 2}, 0), ({0: 1, 3: 50, 12: 49}, 12)]
)
def test_days_until_nearly_all_moves_are_registered(lags: dict[int, int], days: int) -> None:
    assert days_until_complete(lags) == days


@pytest.mark.parametrize(
    ("lags", "known_on", "provisional"),
    [
        ({0: 90, 10: 10}, date(2026, 11, 9), [True, True]),
        ({0: 90, 10: 10}, date(2026, 11, 10), [False, True]),
        ({0: 90, 10: 10}, date(2026, 12, 10), [False, False]),
        ({}, date(2026, 11, 29), [False, True]),
        ({}, date(2026, 11, 30), [False, False]),
    ],
)
def test_month_is_provisional_until_moves_have_come_in(
    lags: dict[int, int], known_on: date, provisional: list[bool]
) -> None:
    rows = throughput([], lags, Period(date(2026, 10, 5), date(2026, 11, 9)), known_on)
    months = {row.month: row.provisional for row in rows}
    assert months == dict(zip(["2026-10", "2026-11"], provisional, strict=True))
