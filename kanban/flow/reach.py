"""Share reaching a step, or nearer the goal, within some days of starting.

``share`` is the Aalen-Johansen estimate F(N) over citizens who **started** in the period: time runs from their first
day on any step, leaving the board first competes, those still waiting count until the period's last day. Citizens
who start at the step or nearer the goal are left out: they have nothing to reach. Only the first spell counts; who
leaves and comes back has left. ``reached`` of ``mature`` is the plain fraction beside it: of those who started at
least N days before the last day, how many reached it within N days. Units: share, citizens. ``share`` is None where
nobody is at risk. Standard: cumulative incidence.
"""

from collections import Counter
from collections.abc import Iterable

from kanban.domain.flow_counts import WITHIN_DAYS, ArrivalCount, BestCount, Lives, ReachCounts
from kanban.domain.steps import OUT, STEP_NUMBERS
from kanban.domain.views.flow import Reach
from kanban.flow.aalen_johansen import incidence


def reach(counts: ReachCounts) -> tuple[Reach, ...]:
    """Every step, 8 … 1, by 90, 180 and 365 days."""
    return tuple(found for step in STEP_NUMBERS for found in _of_step(step, counts))


def lives(step: int, counts: ReachCounts) -> Lives:
    """Those with the step still to reach, by what became of them."""
    return Lives(
        _by_days(_there(step, counts)),
        _by_days(each for each in _later(step, counts) if each.step == OUT),
        _by_days(each for each in counts.waiting if each.best > step),
        _by_days(each for each in counts.late if each.best > step),
    )


def _of_step(step: int, counts: ReachCounts) -> Iterable[Reach]:
    curve, there = incidence(lives(step, counts)), _there(step, counts)
    starts = [each for each in counts.arrivals if each.best_before is None and each.step > step]
    for within in WITHIN_DAYS:
        share = float(curve[min(within, curve.size - 1)]) if curve.size else None
        mature = sum(each.citizens for each in starts if each.followed >= within)
        reached = sum(each.citizens for each in there if each.followed >= within and each.days <= within)
        yield Reach(step, within, share, reached, mature)


def _later(step: int, counts: ReachCounts) -> list[ArrivalCount]:
    """Arrivals and leavings of those who had been farther from the goal until then."""
    return [each for each in counts.arrivals if each.best_before is not None and each.best_before > step]


def _there(step: int, counts: ReachCounts) -> list[ArrivalCount]:
    return [each for each in _later(step, counts) if OUT < each.step <= step]


def _by_days(found: Iterable[ArrivalCount | BestCount]) -> Counter[int]:
    histogram: Counter[int] = Counter()
    for each in found:
        histogram[each.days] += each.citizens
    return histogram
