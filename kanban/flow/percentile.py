"""Percentiles of whole days: the smallest observed value x with F(x) >= p (inverted distribution function).

Never an average of two values, unlike the medians of most programs. Edge: fewer than ten values tell nothing.
"""

from collections.abc import Mapping

FEWEST = 10


def percentile(histogram: Mapping[int, int], share: float) -> int | None:
    """The percentile of a histogram, days -> number, at a share such as 0.85; None for fewer than ten values."""
    total = sum(histogram.values())
    if total < FEWEST:
        return None
    reached = 0
    for days in sorted(histogram):
        reached += histogram[days]
        if reached >= share * total - 1e-9:
            return days
    return None
