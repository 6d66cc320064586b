"""How likely something is to happen within some days when something else may come first.

Aalen & Johansen, "An Empirical Transition Matrix for Non-homogeneous Markov Chains Based on Censored Observations",
Scand. J. Statist. 5 (1978): F(t) = sum over u <= t of S(u-) d_u / n_u, with d_u events of the wanted kind at u days,
n_u at risk, and S the Kaplan-Meier curve of both kinds together. Both kinds use S(u-), so days with both need no
tie-breaking. 1 - KM with the other kind as censoring would be too high.
"""

from collections.abc import Mapping

import numpy as np

from kanban.flow.kaplan_meier import counts, risk_set


def incidence(
    wanted: Mapping[int, int], other: Mapping[int, int], waiting: Mapping[int, int], late: Mapping[int, int]
) -> np.ndarray:
    """F(t) for t = 0, 1, … to the longest time known, from histograms days -> number; empty when nobody is at risk."""
    if not (wanted or other or waiting):
        return np.zeros(0)
    size = max([*wanted, *other, *waiting]) + 1
    events, others = counts(wanted, size), counts(other, size)
    at_risk = risk_set(events + others + counts(waiting, size), late)
    hazard, wanted_hazard = (
        np.divide(part, at_risk, out=np.zeros(size), where=at_risk > 0) for part in (events + others, events)
    )
    before = np.concatenate(([1.0], np.cumprod(1 - hazard)[:-1]))
    return np.cumsum(before * wanted_hazard)
