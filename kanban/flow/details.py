"""What the flow page tells beside the figures: how sure a share is, whether the pace has changed, who waits how long.

Two estimates of the same thing **differ** when they are more than 5 percentage points apart and the plain fraction is
of ten or more: then older citizens and newer ones have not gone at the same pace. Our choice.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from kanban.domain.flow_counts import COHORT_STEP, DetailCounts, FlowCounts, Lives, StayCounts, quarters
from kanban.domain.readiness import stalled_after
from kanban.domain.steps import STEP_NUMBERS, Direction
from kanban.domain.views.flow import FlowReport, Reach
from kanban.domain.views.flow_details import FlowDetails, LateNews, Maturity, QuarterCurve, ReachBand, StayAges
from kanban.flow.aalen_johansen import band, incidence
from kanban.flow.kaplan_meier import pace, survival_curve
from kanban.flow.percentile import FEWEST
from kanban.flow.reach import lives

APART = 0.05


def details(report: FlowReport, counts: FlowCounts, found: DetailCounts, now: Mapping[int, int] | None) -> FlowDetails:
    """All of it; ``now`` is where everybody stood on the last day as known now, for a report of what was known then."""
    moved = {Direction(name): 0 for name in Direction}
    for move in report.moves:
        moved[Direction(move.direction)] += move.count
    return FlowDetails(
        bands=tuple(_band(row, lives(row.step, counts.reach)) for row in report.reach if row.step == COHORT_STEP),
        quarters=tuple(_curves(found.quarters, report.last)),
        ages=tuple(_ages(step, counts) for step in STEP_NUMBERS),
        maturity=tuple(_maturity(report, counts.stays, found)),
        arrivals=moved[Direction.INTAKE],
        returns=moved[Direction.RETURN],
        departures=counts.departures.moves,
        setbacks=counts.setbacks.citizens,
        present=counts.setbacks.present,
        late_news=() if now is None else _late_news(report, now),
    )


def _band(row: Reach, among: Lives) -> ReachBand:
    share, low, high = band(among, row.within_days)
    differs = _differ(share, row.reached, row.mature)
    return ReachBand(row.step, row.within_days, share, low, high, row.reached, row.mature, differs)


def _curves(found: Mapping[date, Lives], last: date) -> Iterator[QuarterCurve]:
    for quarter in quarters(last):
        if quarter.first in found:
            among = found[quarter.first]
            citizens = sum(sum(part.values()) for part in among[:3])
            name = f"{quarter.first.year}-Q{quarter.first.month // 3 + 1}"
            yield QuarterCurve(name, quarter.first, quarter.last, citizens, tuple(_points(among)))


def _points(among: Lives) -> Iterator[tuple[int, float]]:
    before = None
    curve = incidence(among).tolist()
    for day, share in enumerate(curve):
        if share != before or day == len(curve) - 1:
            yield day, share
        before = share


def _ages(step: int, counts: FlowCounts) -> StayAges:
    usual, ages = counts.yardstick, counts.open_stays.get(step, {})
    found = pace(*(part.get(step, {}) for part in (usual.finished, usual.running, usual.late)))
    limit = stalled_after(step, found.p85_days)
    stalled = 0 if limit is None else sum(number for days, number in ages.items() if days > limit)
    return StayAges(step, ages, found.median_days, found.p85_days, limit, stalled)


def _maturity(report: FlowReport, stays: StayCounts, found: DetailCounts) -> Iterator[Maturity]:
    for row in report.time_in_step:
        within = row.km_median_days
        if within is not None:
            curve = survival_curve(*(part.get(row.step, {}) for part in (stays.finished, stays.running, stays.late)))
            watched, ended = found.matured.get(row.step, (0, 0))
            differs = _differ(1 - curve[within], ended, watched)
            yield Maturity(row.step, within, ended, watched, differs)


def _late_news(report: FlowReport, now: Mapping[int, int]) -> tuple[LateNews, ...]:
    return tuple(LateNews(row.step, row.count, now.get(row.step, 0)) for row in report.distribution)


def _differ(share: float | None, some: int, of: int) -> bool:
    return share is not None and of >= FEWEST and abs(share - some / of) > APART
