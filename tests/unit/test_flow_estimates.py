"""Kaplan-Meier with delayed entry, Aalen-Johansen and percentiles, against published and hand-computed cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.flow_counts import Lives
from kanban.flow.aalen_johansen import incidence
from kanban.flow.kaplan_meier import Pace, pace, survival_curve
from kanban.flow.percentile import percentile
from tests.support.flow_oracle import competing, product_limit, smallest

HISTOGRAMS = st.dictionaries(st.integers(0, 40), st.integers(1, 5), max_size=12)

# R's survival package, tests/testci.R (Therneau), worked out there by hand: eight subjects, censored at 1, 2, 3 and 5;
# kind one at 2, kind two twice at 3 and once at 6. State probabilities after 2, 3 and 6.
FIRST_KIND, SECOND_KIND, CENSORED = {2: 1}, {3: 2, 6: 1}, {1: 1, 2: 1, 3: 1, 5: 1}
PUBLISHED = {0: (0, 0), 1: (0, 0), 2: (1 / 7, 0), 3: (1 / 7, 12 / 35), 5: (1 / 7, 12 / 35), 6: (1 / 7, 6 / 7)}

# Kaplan and Meier 1958, section 2: deaths at 0.8, 3.1, 5.4 and 9.2 months, losses at 1.0, 2.7, 7.0 and 12.1.
DEATHS, LOSSES = {8: 1, 31: 1, 54: 1, 92: 1}, {10: 1, 27: 1, 70: 1, 121: 1}


@pytest.mark.parametrize(("day", "shares"), PUBLISHED.items())
def test_competing_shares_equal_the_published_example(day: int, shares: tuple[float, float]) -> None:
    first = incidence(Lives(FIRST_KIND, SECOND_KIND, CENSORED, {}))
    second = incidence(Lives(SECOND_KIND, FIRST_KIND, CENSORED, {}))
    assert (first[day], second[day]) == pytest.approx(shares)


@pytest.mark.parametrize(("tenths", "alive"), {8: 7 / 8, 31: 7 / 10, 54: 21 / 40, 92: 21 / 80, 121: 21 / 80}.items())
def test_survival_equals_kaplan_and_meiers_own_example(tenths: int, alive: float) -> None:
    assert survival_curve(DEATHS, LOSSES)[tenths] == pytest.approx(alive)


def test_without_censoring_a_competing_share_is_the_plain_fraction() -> None:
    share = incidence(Lives({3: 2, 8: 1}, {5: 1}, {}, {}))
    assert share[[2, 3, 7, 8]] == pytest.approx([0, 0.5, 0.5, 0.75])


def test_nobody_at_risk_has_no_curve() -> None:
    assert incidence(Lives({}, {}, {}, {})).size == 0


def test_late_entries_are_at_risk_from_the_day_after_they_were_seen() -> None:
    # Three stays: 0-4 ended; seen at 3, ended at 5; seen at 5, running at 9. At risk at 4: two, at 5: the second alone.
    curve = survival_curve({4: 1, 5: 1}, {9: 1}, {3: 1, 5: 1})
    assert [curve[day] for day in (3, 4, 5, 9)] == pytest.approx([1, 0.5, 0, 0])


def test_an_entry_at_age_nought_is_at_risk_from_the_start() -> None:
    assert survival_curve({0: 1, 4: 1}, {}, {0: 2}) == pytest.approx(survival_curve({0: 1, 4: 1}, {}))


def test_counting_old_stays_from_their_first_day_would_make_a_step_look_slow() -> None:
    ended, seen_at = {110: 10, 10: 10}, {100: 10}
    assert pace(ended, {}, seen_at) == Pace(20, 10, 10)
    assert pace(ended, {}) == Pace(20, 10, 110)


def test_competing_shares_use_late_entries_too() -> None:
    # One reached on day 2; one seen at 3, out at 4; one seen at 3, reached at 6.
    share = incidence(Lives({2: 1, 6: 1}, {4: 1}, {9: 2}, {3: 2}))
    assert share[[1, 2, 5]] == pytest.approx([0, 1 / 3, 1 / 3])
    assert share[6] == pytest.approx(1 / 3 + 2 / 3 * 3 / 4 * 1 / 3)


@pytest.mark.parametrize(
    ("values", "median", "p85"),
    [(range(1, 11), 5, 9), (range(1, 21), 10, 17), ([0] * 10, 0, 0), ([1] * 5 + [9] * 5, 1, 9), (range(9), None, None)],
)
def test_percentiles_are_values_that_were_observed(values: list[int], median: int | None, p85: int | None) -> None:
    histogram = {value: list(values).count(value) for value in values}
    assert (percentile(histogram, 0.5), percentile(histogram, 0.85)) == (median, p85)


@given(HISTOGRAMS, HISTOGRAMS, HISTOGRAMS)
def test_estimates_equal_plain_loops(wanted: dict[int, int], other: dict[int, int], waiting: dict[int, int]) -> None:
    there, out, still = ([day for day, n in each.items() for _ in range(n)] for each in (wanted, other, waiting))
    lives = [*((day, "there") for day in there), *((day, "out") for day in out), *((day, "waiting") for day in still)]
    curve = incidence(Lives(wanted, other, waiting, {}))
    for day in range(curve.size):
        assert curve[day] == pytest.approx(competing(lives, day) or 0)
    found = pace(wanted, waiting)
    assert found.median_days == product_limit(there, still, 0.5)
    assert found.p85_days == product_limit(there, still, 0.15)
    assert percentile(wanted, 0.85) == smallest(there, 0.85)


@given(HISTOGRAMS, HISTOGRAMS, HISTOGRAMS)
def test_shares_of_both_kinds_and_those_left_make_one(a: dict[int, int], b: dict[int, int], c: dict[int, int]) -> None:
    either = {day: a.get(day, 0) + b.get(day, 0) for day in a.keys() | b.keys()}
    size = incidence(Lives(a, b, c, {})).size
    left = survival_curve(either, c)[:size]
    assert incidence(Lives(a, b, c, {})) + incidence(Lives(b, a, c, {})) + left == pytest.approx(np.ones(size))


@given(HISTOGRAMS)
def test_without_censoring_both_kinds_of_percentile_agree(ended: dict[int, int]) -> None:
    found = pace(ended, {})
    assert (found.median_days, found.p85_days) == (percentile(ended, 0.5), percentile(ended, 0.85))
