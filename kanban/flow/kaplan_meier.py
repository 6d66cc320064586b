"""How long stays last when some have not ended yet.

Kaplan & Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958): S(t) is the product over
u <= t of (1 - d_u / n_u), d_u stays ending at u days and n_u stays known to last at least u days. Events come before
censorings of the same day. Without censoring its quantiles equal the inverted empirical distribution.

A stay first seen at age a, because it had begun before anybody kept records, is at risk from the day after: n_u
counts it only where a < u (delayed entry, left truncation). Age 0 means at risk from the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kanban.flow.percentile import FEWEST

_NONE: Mapping[int, int] = {}


@dataclass(frozen=True)
class Pace:
    """Median and 85th percentile of a step's stays in whole days; None where the curve never gets there."""

    stays: int
    median_days: int | None
    p85_days: int | None


def pace(finished: Mapping[int, int], running: Mapping[int, int], late: Mapping[int, int] = _NONE) -> Pace:
    """Quantiles from histograms, days -> stays: those that ended, those still running (censored), late entries by age.

    Fewer than ten stays give no quantiles: the estimate would be noise.
    """
    stays = sum(finished.values()) + sum(running.values())
    if stays < FEWEST:
        return Pace(stays, None, None)
    survival = survival_curve(finished, running, late)
    return Pace(stays, _first_at_most(survival, 0.5), _first_at_most(survival, 0.15))


def survival_curve(
    finished: Mapping[int, int], running: Mapping[int, int], late: Mapping[int, int] = _NONE
) -> np.ndarray:
    """S(t) for t = 0, 1, … to the longest stay known, in whole days."""
    size = max([*finished, *running], default=0) + 1
    ended = counts(finished, size)
    at_risk = risk_set(ended + counts(running, size), late)
    leaving = np.divide(ended, at_risk, out=np.zeros(size), where=at_risk > 0)
    return np.cumprod(1 - leaving)


def risk_set(lasting: np.ndarray, late: Mapping[int, int]) -> np.ndarray:
    """n_u for u = 0, 1, …: those who last at least u days less those not yet seen at u."""
    unseen = counts({age: number for age, number in late.items() if age > 0}, lasting.size)
    at_risk: np.ndarray = (lasting - unseen)[::-1].cumsum()[::-1]
    return at_risk


def counts(histogram: Mapping[int, int], size: int) -> np.ndarray:
    """The histogram as an array indexed by whole days."""
    found = np.zeros(size)
    for days, number in histogram.items():
        found[days] += number
    return found


def _first_at_most(survival: np.ndarray, share: float) -> int | None:
    reached = np.flatnonzero(survival <= share + 1e-12)
    return int(reached[0]) if reached.size else None
