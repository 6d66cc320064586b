"""How long citizens stay in each step, and from when on a stay counts as stalled."""

from datetime import date

from sqlmodel import Session

from kanban.domain.readiness import stalled_after
from kanban.domain.steps import STEP_NUMBERS
from kanban.flow.kaplan_meier import Pace, pace
from kanban.store import stays


def step_pace(session: Session, municipality_id: int, today: date) -> dict[int, Pace]:
    """Kaplan-Meier median and 85th percentile of every step, over all the municipality's stays."""
    finished, running = stays.finished(session, municipality_id), stays.running(session, municipality_id, today)
    late = stays.late(session, municipality_id, stays.live_from(session, municipality_id))
    return {
        number: pace(finished.get(number, {}), running.get(number, {}), late.get(number, {})) for number in STEP_NUMBERS
    }


def stall_limits(paces: dict[int, Pace]) -> dict[int, int]:
    """Step -> the number of days after which a stay is stalled; steps where nobody stalls are left out."""
    limits = {number: stalled_after(number, found.p85_days) for number, found in paces.items()}
    return {number: limit for number, limit in limits.items() if limit is not None}
