"""Time in step: how long stays last.

Stays are selected by when they **began**: in the period, never by when they ended, which would favour the short ones.
Duration = leave - enter in whole days, the same day being 0; a stay not ended by the period's last day is running and
lasts at least until then (censored). ``median_finished_days`` and ``p85_finished_days`` are inverted-distribution
percentiles of the ended stays alone and run too low while slow ones are still running; the Kaplan-Meier ones beside
them count the running ones too. Each is None for fewer than ten stays or where the curve never gets there. Standard:
sojourn time.
"""

from kanban.domain.flow_counts import StayCounts
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.flow import StepTime
from kanban.flow.kaplan_meier import pace
from kanban.flow.percentile import percentile


def time_in_step(stays: StayCounts) -> tuple[StepTime, ...]:
    """Every step, 8 … 1."""
    return tuple(_of_step(step, stays) for step in STEP_NUMBERS)


def _of_step(step: int, stays: StayCounts) -> StepTime:
    finished, running = stays.finished.get(step, {}), stays.running.get(step, {})
    found = pace(finished, running, stays.late.get(step, {}))
    return StepTime(
        step=step,
        visits=found.stays,
        finished=sum(finished.values()),
        running=sum(running.values()),
        median_finished_days=percentile(finished, 0.5),
        p85_finished_days=percentile(finished, 0.85),
        km_median_days=found.median_days,
        km_p85_days=found.p85_days,
    )
