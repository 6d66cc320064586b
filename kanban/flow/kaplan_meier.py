"""How long stays last when some have not ended yet.

Kaplan & Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958): S(t) is the product over
u <= t of (1 - d_u / n_u), d_u stays ending at u days and n_u stays known to last at least u days. Events come before
censorings of the same day. Without censoring its quantiles equal the inverted empirical distribution.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

FEWEST_STAYS = 10


@dataclass(frozen=True)
class Pace:
    """Median and 85th percentile of a step's stays in whole days; None where the curve never gets there."""

    stays: int
    median_days: int | None
    p85_days: int | None


def pace(finished: Mapping[int, int], running: Mapping[int, int]) -> Pace:
    """Quantiles from two histograms, days -> stays: those that ended and those still running (censored).

    Fewer than ten stays give no quantiles: the estimate would be noise.
    """
    stays = sum(finished.values()) + sum(running.values())
    if stays < FEWEST_STAYS:
        return Pace(stays, None, None)
    survival = survival_curve(finished, running)
    return Pace(stays, _first_at_most(survival, 0.5), _first_at_most(survival, 0.15))


def survival_curve(finished: Mapping[int, int], running: Mapping[int, int]) -> np.ndarray:
    """S(t) for t = 0, 1, … to the longest stay known, in whole days."""
    size = max([*finished, *running], default=0) + 1
    ended, censored = _counts(finished, size), _counts(running, size)
    at_risk = (ended + censored)[::-1].cumsum()[::-1]
    leaving = np.divide(ended, at_risk, out=np.zeros(size), where=at_risk > 0)
    return np.cumprod(1 - leaving)


def _counts(histogram: Mapping[int, int], size: int) -> np.ndarray:
    counts = np.zeros(size)
    for days, number in histogram.items():
        counts[days] = number
    return counts


def _first_at_most(survival: np.ndarray, share: float) -> int | None:
    reached = np.flatnonzero(survival <= share + 1e-12)
    return int(reached[0]) if reached.size else None
