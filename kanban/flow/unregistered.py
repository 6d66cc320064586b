"""How many of the latest moves are still to be registered, from how late moves have been registered before.

With c(L) the share of moves registered within L days of their effective date, the last n days lack the mean of
1 - c(L) over L = 0 … n - 1; a share from 0 to 1. It takes it that moves are spread evenly over the days.
"""

from collections.abc import Mapping

FEWEST_MOVES = 20


def still_to_come(lags: Mapping[int, int], days: int) -> float | None:
    """The share of the moves of the last ``days`` days that usually comes in later; None where too little is known."""
    total = sum(lags.values())
    if total < FEWEST_MOVES:
        return None
    late = sum(number * min(lag, days) for lag, number in lags.items() if lag > 0)
    return late / (total * days)
