"""What a municipality decides for itself: norms, and bands of paid hours without gaps."""

import pytest

from kanban.domain.local_rules import HOUR, LocalRules, band_of, bands, rules_from

BANDS = [(5, 10, 30), (1,), (59,), (1, 2, 3), (30,), tuple(range(1, 60))]


@pytest.mark.parametrize("limits", BANDS)
def test_r_hours_3_every_minute_of_paid_hours_is_in_exactly_one_band(limits: tuple[int, ...]) -> None:
    rules = LocalRules(hours_bands=limits)
    for minutes in range(1, 59 * HOUR + 1):
        within = [
            band
            for band in bands(rules)
            if minutes > band.over * HOUR and (band.up_to is None or minutes <= band.up_to * HOUR)
        ]
        assert within == [band_of(minutes, rules)]


@pytest.mark.parametrize(
    ("minutes", "band"),
    [
        (None, None),
        (0, None),
        (1, (0, 5)),
        (300, (0, 5)),
        (301, (5, 10)),
        (330, (5, 10)),
        (600, (5, 10)),
        (601, (10, 30)),
        (1800, (10, 30)),
        (1801, (30, None)),
        (3540, (30, None)),
    ],
)
def test_r_hours_2_minutes_fall_in_the_seeds_bands(minutes: int | None, band: tuple[int, int | None] | None) -> None:
    found = band_of(minutes, LocalRules())
    assert (found and (found.over, found.up_to)) == band


def test_rules_are_the_published_ones_until_a_municipality_has_its_own() -> None:
    assert rules_from({}) == LocalRules(30, 50, (5, 10, 30))
    own = {"norm_low": "25", "norm_high": "40", "hours_bands": "8,16"}
    assert rules_from(own) == LocalRules(25, 40, (8, 16))
    assert rules_from({"norm_high": "45"}) == LocalRules(30, 45, (5, 10, 30))
