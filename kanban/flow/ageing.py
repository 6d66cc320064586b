"""Ageing: who is in each step on the last day, against how old others were when they left it.

Age = days since the citizen's first day on any step; step age = days since the present stay began. ``p50_days`` and
``p85_days`` are percentiles of the age at which citizens **last left** the step (one value for each who ever left it,
up to the last day); ``over_p85`` are those now in it whose age is above. ``stalled`` are those whose step age is
above max(30 days, Kaplan-Meier p85 of all the municipality's stays in the step): the same limit as on the board,
whoever the figures are about. Units: citizens, days. None for fewer than ten values; nobody is stalled in step 1, nor
in a step without a p85.
Source: Kanban's ageing work in progress.
"""

from collections.abc import Mapping

from kanban.domain.flow_counts import FlowCounts, StayCounts
from kanban.domain.readiness import stalled_after
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.flow import Ageing
from kanban.flow.kaplan_meier import pace
from kanban.flow.percentile import percentile

GOAL = STEP_NUMBERS[-1]


def ageing(counts: FlowCounts) -> tuple[Ageing, ...]:
    """Every step, 8 … 1."""
    return tuple(_of_step(step, counts) for step in STEP_NUMBERS)


def _of_step(step: int, counts: FlowCounts) -> Ageing:
    left, stays = counts.left_ages.get(step, {}), counts.open_stays.get(step, {})
    p85 = percentile(left, 0.85)
    limit = _stall_limit(step, counts.yardstick)
    return Ageing(
        step=step,
        open=sum(stays.values()),
        p50_days=percentile(left, 0.5),
        p85_days=p85,
        over_p85=_above(counts.open_ages.get(step, {}), p85),
        stalled=0 if step == GOAL else _above(stays, limit) or 0,
    )


def _stall_limit(step: int, stays: StayCounts) -> int | None:
    found = pace(stays.finished.get(step, {}), stays.running.get(step, {}), stays.late.get(step, {}))
    return stalled_after(step, found.p85_days)


def _above(histogram: Mapping[int, int], limit: int | None) -> int | None:
    return None if limit is None else sum(number for days, number in histogram.items() if days > limit)
