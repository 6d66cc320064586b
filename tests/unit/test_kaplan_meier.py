"""How long stays last, against published and hand-computed cases."""

import pytest

from kanban.flow.kaplan_meier import Pace, pace, survival_curve

# Freireich and others 1963, remission in weeks on 6-MP: 21 patients, nine events, twelve censored.
ENDED = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
CENSORED = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
PUBLISHED = {5: 1.0, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448, 35: 0.448}


@pytest.mark.parametrize(("week", "share"), PUBLISHED.items())
def test_curve_equals_the_published_example(week: int, share: float) -> None:
    assert survival_curve(ENDED, CENSORED)[week] == pytest.approx(share, abs=0.0005)


def test_median_is_the_first_day_the_curve_reaches_a_half() -> None:
    assert pace(ENDED, CENSORED) == Pace(21, 23, None)


def test_without_open_stays_quantiles_are_the_smallest_observed_values() -> None:
    assert pace(dict.fromkeys(range(1, 21), 1), {}) == Pace(20, 10, 17)


def test_stays_that_end_the_day_they_began_count_as_nothing() -> None:
    assert pace({0: 10}, {}) == Pace(10, 0, 0)


@pytest.mark.parametrize(("finished", "running"), [({}, {}), ({3: 9}, {}), ({3: 4}, {8: 5})])
def test_fewer_than_ten_stays_tell_nothing(finished: dict[int, int], running: dict[int, int]) -> None:
    found = pace(finished, running)
    assert (found.median_days, found.p85_days) == (None, None)


def test_nobody_leaving_gives_no_median() -> None:
    assert pace({}, {5: 50}) == Pace(50, None, None)
