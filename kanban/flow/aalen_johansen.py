"""How likely something is to happen within some days when something else may come first, and how sure that is.

Aalen & Johansen, "An Empirical Transition Matrix for Non-homogeneous Markov Chains Based on Censored Observations",
Scand. J. Statist. 5 (1978): F(t) = sum over u <= t of S(u-) d_u / n_u, with d_u events of the wanted kind at u days,
n_u at risk, and S the Kaplan-Meier curve of both kinds together. Both kinds use S(u-), so days with both need no
tie-breaking. 1 - KM with the other kind as censoring would be too high.

The variance is the delta method's (Marubini & Valsecchi, "Analysing Survival Data from Clinical Trials and
Observational Studies", Wiley 1995, chapter 10), e_u being events of either kind at u:

    sum (F(t) - F(u))^2 e_u / (n_u (n_u - e_u)) + sum S(u-)^2 d_u (n_u - d_u) / n_u^3
    - 2 sum (F(t) - F(u)) S(u-) d_u / n_u^2        over u <= t

Without the other kind it is Greenwood's. The band is F^exp(+-z sd / (F log F)), the log(-log) transform, which stays
between 0 and 1; it holds at one day, not along the whole curve.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kanban.domain.flow_counts import Lives

Z_95 = 1.959964


class Band(NamedTuple):
    """F at one day and its 95 % band; no band where F is 0 or 1, and nothing where nobody is at risk."""

    share: float | None
    low: float | None
    high: float | None


def incidence(lives: Lives) -> np.ndarray:
    """F(t) for t = 0, 1, … to the longest time known; empty when nobody is at risk."""
    return _Curve(lives).share


def band(lives: Lives, within: int) -> Band:
    """F at so many days, or at the longest time known, with its band."""
    curve = _Curve(lives)
    if not curve.share.size:
        return Band(None, None, None)
    day = min(within, curve.share.size - 1)
    share, deviation = float(curve.share[day]), float(np.sqrt(curve.variance(day)))
    if not (0 < share < 1 - 1e-12 and deviation > 0):
        return Band(share, None, None)
    width = Z_95 * deviation / abs(share * np.log(share))
    return Band(share, float(share ** np.exp(width)), float(share ** np.exp(-width)))


class _Curve:
    """F with what it was made of, each an array by days."""

    def __init__(self, lives: Lives) -> None:
        reached, left, waiting, late = lives
        size = max([*reached, *left, *waiting], default=-1) + 1
        self.events = _counts(reached, size)
        self.either = self.events + _counts(left, size)
        self.at_risk = _risk_set(self.either + _counts(waiting, size), late)
        self.before = np.concatenate(([1.0], np.cumprod(1 - self._of(self.either, self.at_risk))[:-1]))[:size]
        self.share = np.cumsum(self.before * self._of(self.events, self.at_risk))

    def variance(self, day: int) -> float:
        """Of F at a day."""
        events, either, at_risk, before = (
            part[: day + 1] for part in (self.events, self.either, self.at_risk, self.before)
        )
        still = self.share[day] - self.share[: day + 1]
        terms = (
            still**2 * self._of(either, at_risk * (at_risk - either))
            + before**2 * self._of(events * (at_risk - events), at_risk**3)
            - 2 * still * before * self._of(events, at_risk**2)
        )
        return max(0.0, float(terms.sum()))

    @staticmethod
    def _of(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
        """The quotient, 0 where there is nothing to divide by: nobody at risk, or nobody left afterwards."""
        found: np.ndarray = np.divide(part, whole, out=np.zeros(part.size), where=whole > 0)
        return found


def _risk_set(lasting: np.ndarray, late: Mapping[int, int]) -> np.ndarray:
    """n_u for u = 0, 1, …: those who last at least u days less those not yet seen at u."""
    unseen = _counts({age: number for age, number in late.items() if age > 0}, lasting.size)
    at_risk: np.ndarray = (lasting - unseen)[::-1].cumsum()[::-1]
    return at_risk


def _counts(histogram: Mapping[int, int], size: int) -> np.ndarray:
    """The histogram as an array indexed by whole days."""
    found = np.zeros(size)
    for days, number in histogram.items():
        found[days] += number
    return found
