"""How long stays last when some have not ended yet.

Kaplan & Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958): S(t) is the product over
u <= t of (1 - d_u / n_u), d_u stays ending at u days and n_u stays known to last at least u days. Events come before
censorings of the same day. Without censoring its quantiles equal the inverted empirical distribution.

A stay first seen at age a, because it had begun before anybody kept records, is at risk from the day after: n_u
counts it only where a < u (delayed entry, left truncation). Age 0 means at risk from the start.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
    falls = tuple(_falls(finished, running, late))
    return Pace(stays, _first_at_most(falls, 0.5), _first_at_most(falls, 0.15))


def survival_curve(
    finished: Mapping[int, int], running: Mapping[int, int], late: Mapping[int, int] = _NONE
) -> list[float]:
    """S(t) for t = 0, 1, … to the longest stay known, in whole days."""
    falls, share = dict(_falls(finished, running, late)), 1.0
    curve = []
    for day in range(max([*finished, *running], default=0) + 1):
        share = falls.get(day, share)
        curve.append(share)
    return curve


def _falls(
    finished: Mapping[int, int], running: Mapping[int, int], late: Mapping[int, int]
) -> Iterator[tuple[int, float]]:
    """The days on which stays ended, with S at each: from one to the next the curve is level."""
    entering = {age: number for age, number in late.items() if age > 0}
    at_risk = sum(finished.values()) + sum(running.values()) - sum(entering.values())
    share = 1.0
    for day in sorted({*finished, *running, *entering}):
        ended = finished.get(day, 0)
        if ended and at_risk > 0:
            share *= 1 - ended / at_risk
            yield day, share
        at_risk += entering.get(day, 0) - ended - running.get(day, 0)


def _first_at_most(falls: Iterable[tuple[int, float]], share: float) -> int | None:
    return next((day for day, left in falls if left <= share + 1e-12), None)
