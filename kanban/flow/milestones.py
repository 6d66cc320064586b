"""The outlook for a month's milestone: will so many have come to the step by the month's end (R-TGT-2)?

The number still to come is the convolution of the weekly counts of the last 26 whole weeks up to today (zero weeks
kept, fewer where the board is younger), once for each whole week left of the month, and for the days beyond those a
week's count thinned binomially: of k citizens in a week, each comes within d of its 7 days with the chance d/7.
No more can come than stand farther away or are not yet placed. ``probability`` = P(done + still to come >= target);
``at_least`` = done + the 15th percentile of what is still to come, reached with 85 %. None with fewer than 8 weeks, or
when nobody came in any of them. Seasons are not modelled: the weeks used are told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb

import numpy as np

from kanban.domain.flow_counts import Period
from kanban.domain.views.milestones import Outlook
from kanban.flow.forecast import FEWEST_WEEKS, MOST_WEEKS, WEEK, total_chances

_SURE = 0.15


@dataclass(frozen=True)
class Pace:
    """Arrivals by day over the weeks looked back on, and the day the board's history begins."""

    by_day: Mapping[date, int]
    begun: date | None


def look_back(today: date) -> Period:
    """The days whose arrivals the outlook is made of."""
    return Period(today - timedelta(days=WEEK * MOST_WEEKS - 1), today)


def outlook(pace: Pace, done: int, target: int, at_risk: int, days: Period) -> Outlook | None:
    """The outlook on ``days.first``, today, for the month that ends with ``days.last``."""
    today = days.first
    weeks = _weeks(pace, today)
    if len(weeks) < FEWEST_WEEKS or not any(weeks):
        return None
    whole, rest = divmod((days.last - today).days, WEEK)
    chances = _capped(np.convolve(total_chances(weeks, whole, at_risk), _part_of_a_week(weeks, rest)), at_risk)
    missing = min(max(0, target - done), chances.size)
    return Outlook(
        probability=float(min(1.0, chances[missing:].sum())),
        at_least=done + int(np.argmax(chances.cumsum() >= _SURE - 1e-12)),
        weeks=len(weeks),
        since=today - timedelta(days=WEEK * len(weeks) - 1),
        until=today,
    )


def _weeks(pace: Pace, today: date) -> list[int]:
    """Arrivals in each whole week up to today, the latest first."""
    if pace.begun is None:
        return []
    found = [0] * min(MOST_WEEKS, ((today - pace.begun).days + 1) // WEEK)
    for day, number in pace.by_day.items():
        week = (today - day).days // WEEK
        if 0 <= week < len(found):
            found[week] += number
    return found


def _part_of_a_week(weeks: Sequence[int], days: int) -> np.ndarray:
    """P(0), P(1), … arrivals in some days of a week like one of those."""
    chances, part = np.zeros(max(weeks) + 1), days / WEEK
    for number in weeks:
        for came in range(number + 1):
            chances[came] += comb(number, came) * part**came * (1 - part) ** (number - came) / len(weeks)
    return chances


def _capped(chances: np.ndarray, most: int) -> np.ndarray:
    if chances.size <= most + 1:
        return chances
    return np.concatenate((chances[:most], [chances[most:].sum()]))
