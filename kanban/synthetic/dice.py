"""Chance: single draws from one generator, and whole populations that meet their shares exactly."""

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import exp, floor
from typing import Generic, TypeVar

import numpy as np

T = TypeVar("T")
_BLOCK = 8192


class Odds(Generic[T]):
    """Outcomes with weights that need not add up to one."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.outcomes = tuple(weights)
        self.bounds = tuple(accumulate(weights.values()))


class Dice:
    """Draws numbers one at a time; they are fetched in blocks, since single calls of numpy cost ten times as much."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._uniform: list[float] = []
        self._normal: list[float] = []

    def roll(self) -> float:
        """A number from 0 up to, but not including, 1."""
        if not self._uniform:
            self._uniform = self._rng.random(_BLOCK).tolist()
        return self._uniform.pop()

    def chance(self, share: float) -> bool:
        """Whether something that happens to this share of cases happens now."""
        return self.roll() < share

    def between(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, both included."""
        return least + int(self.roll() * (most - least + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self.roll() * len(items))]

    def draw(self, odds: Odds[T]) -> T:
        """One of the outcomes, by weight."""
        return odds.outcomes[bisect(odds.bounds, self.roll() * odds.bounds[-1], hi=len(odds.bounds) - 1)]

    def skewed(self, median: float, spread: float) -> float:
        """A log-normal number: most near the median, a long tail of large ones."""
        if not self._normal:
            self._normal = self._rng.standard_normal(_BLOCK).tolist()
        return median * exp(spread * self._normal.pop())


def spread(rng: np.random.Generator, shares: Mapping[T, float], number: int) -> list[T]:
    """So many items in random order whose shares are met to the nearest whole (largest remainders)."""
    total = sum(shares.values())
    exact = {item: share / total * number for item, share in shares.items()}
    counts = {item: floor(wanted) for item, wanted in exact.items()}
    by_rest = sorted(exact, key=lambda item: counts[item] - exact[item])
    for item in by_rest[: number - sum(counts.values())]:
        counts[item] += 1
    items = [item for item, count in counts.items() for _ in range(count)]
    return [items[place] for place in rng.permutation(number)]
