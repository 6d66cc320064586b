"""Chance: populations that meet their shares, and single draws."""

from collections import Counter

import numpy as np
import pytest

from kanban.synthetic.dice import Dice, Odds, spread


def _dice(seed: int = 1) -> Dice:
    return Dice(np.random.default_rng(seed))


@pytest.mark.parametrize("number", [0, 1, 7, 100, 1001])
def test_spread_meets_shares_to_the_nearest_whole(number: int) -> None:
    shares = {"a": 0.55, "b": 0.34, "c": 0.11}
    found = Counter(spread(np.random.default_rng(1), shares, number))
    assert sum(found.values()) == number
    assert all(abs(found[item] - share * number) < 1 for item, share in shares.items())


def test_spread_is_shuffled_by_the_seed() -> None:
    first, second = (spread(np.random.default_rng(seed), {"a": 1, "b": 1}, 60) for seed in (1, 2))
    assert first != second
    assert sorted(first) == sorted(second)


def test_odds_are_drawn_by_weight() -> None:
    dice, odds = _dice(), Odds({"often": 3, "seldom": 1, "never": 0})
    found = Counter(dice.draw(odds) for _ in range(4000))
    assert found["often"] / 4000 == pytest.approx(0.75, abs=0.03)
    assert found["never"] == 0


def test_between_reaches_both_ends() -> None:
    dice = _dice()
    assert {dice.between(3, 5) for _ in range(200)} == {3, 4, 5}


def test_skewed_has_its_median_and_a_long_tail() -> None:
    dice = _dice()
    drawn = sorted(dice.skewed(60, 0.8) for _ in range(9001))
    assert drawn[4500] == pytest.approx(60, rel=0.05)
    assert sum(drawn) / len(drawn) > 1.2 * drawn[4500]


def test_the_same_seed_gives_the_same_draws() -> None:
    assert [_dice(4).roll() for _ in range(3)] == [_dice(4).roll() for _ in range(3)]
    assert _dice(4).roll() != _dice(5).roll()
