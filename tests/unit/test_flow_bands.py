"""How sure a competing share is: against hand-computed cases, Greenwood's formula and the plain fraction's variance."""

from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.flow_counts import Lives
from kanban.flow.aalen_johansen import Z_95, band, incidence
from kanban.flow.kaplan_meier import survival_curve

HISTOGRAMS = st.dictionaries(st.integers(0, 40), st.integers(1, 5), min_size=1, max_size=12)
DAYS = st.integers(0, 45)

# R's survival package, tests/testci.R: at risk seven at 2 and five at 3; the variances are worked out by hand.
FIRST_KIND, SECOND_KIND, CENSORED = {2: 1}, {3: 2, 6: 1}, {1: 1, 2: 1, 3: 1, 5: 1}


@pytest.mark.parametrize(
    ("lives", "day", "expected"),
    [
        # Variance 6/343.
        (Lives(FIRST_KIND, SECOND_KIND, CENSORED, {}), 2, (1 / 7, 0.0071239, 0.4649414)),
        # (12/35)^2 / 42 + (6/7)^2 * 2 * 3 / 125 = 1632/42875.
        (Lives(SECOND_KIND, FIRST_KIND, CENSORED, {}), 3, (12 / 35, 0.0481083, 0.6854836)),
        # One reached on day 2; one seen at 3, out at 4; one seen at 3, reached at 6; two waiting at 9. At risk three at
        # 2, four at 4 and three at 6: 9/216 + 1/432 + 8/432 = 1/16.
        (Lives({2: 1, 6: 1}, {4: 1}, {9: 2}, {3: 2}), 6, (1 / 2, 0.0578471, 0.8448613)),
    ],
)
def test_bands_equal_those_worked_out_by_hand(lives: Lives, day: int, expected: tuple[float, float, float]) -> None:
    assert band(lives, day) == pytest.approx(expected, abs=1e-7)


@given(HISTOGRAMS, HISTOGRAMS, DAYS)
def test_without_censoring_the_band_is_that_of_the_plain_fraction(
    reached: dict[int, int], left: dict[int, int], day: int
) -> None:
    total = sum(reached.values()) + sum(left.values())
    share = sum(number for days, number in reached.items() if days <= day) / total
    check(Lives(reached, left, {}, {}), day, share * (1 - share) / total)


@given(HISTOGRAMS, HISTOGRAMS, DAYS)
def test_without_a_competing_cause_the_band_is_greenwoods(
    reached: dict[int, int], waiting: dict[int, int], day: int
) -> None:
    survival = survival_curve(reached, waiting)[: day + 1]
    everyone = [days for part in (reached, waiting) for days, number in part.items() for _ in range(number)]
    total = 0.0
    for days, ended in reached.items():
        at_risk = sum(lasting >= days for lasting in everyone)
        total += ended / (at_risk * (at_risk - ended)) if days <= day and at_risk > ended else 0
    check(Lives(reached, {}, waiting, {}), day, survival[-1] ** 2 * total)


def check(lives: Lives, day: int, variance: float) -> None:
    """The band is what the variance says, or there is none where the share is 0 or 1."""
    found, curve = band(lives, day), incidence(lives)
    assert found.share is not None
    assert found.share == pytest.approx(curve[min(day, curve.size - 1)])
    if found.low is None or found.high is None:
        assert (found.low, found.high) == (None, None)
        assert found.share == pytest.approx(0) or found.share == pytest.approx(1)
    else:
        width = Z_95 * sqrt(variance) / (found.share * log(found.share))
        assert (found.high, found.low) == pytest.approx((found.share ** exp(width), found.share ** exp(-width)))


@given(HISTOGRAMS, HISTOGRAMS, HISTOGRAMS, DAYS)
def test_bands_lie_around_their_share_between_nought_and_one(
    reached: dict[int, int], left: dict[int, int], waiting: dict[int, int], day: int
) -> None:
    found = band(Lives(reached, left, waiting, {}), day)
    assert found.share is not None
    if found.low is not None and found.high is not None:
        assert 0 <= found.low <= found.share <= found.high <= 1


def test_nobody_at_risk_has_no_band() -> None:
    assert band(Lives({}, {}, {}, {}), 90) == (None, None, None)
    assert band(Lives({}, {}, {40: 3}, {}), 90) == (0, None, None)
    assert np.all(incidence(Lives({}, {5: 1}, {}, {})) == 0)
