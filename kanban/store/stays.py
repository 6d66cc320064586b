"""Histograms of how long stays in each step have lasted; some hundred rows whatever the number of citizens."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from kanban.domain.transition import StepVisit

Histogram = dict[int, dict[int, int]]


def finished(session: Session, municipality_id: int) -> Histogram:
    """Step -> whole days -> number of stays that have ended."""
    query = (
        select(col(StepVisit.step), col(StepVisit.days), func.count())
        .where(col(StepVisit.municipality_id) == municipality_id, col(StepVisit.days).is_not(None))
        .group_by(col(StepVisit.step), col(StepVisit.days))
    )
    found: Histogram = {}
    for step, days, number in session.execute(query):
        found.setdefault(step, {})[days or 0] = number
    return found


def running(session: Session, municipality_id: int, today: date) -> Histogram:
    """Step -> whole days so far -> number of stays still open."""
    query = (
        select(col(StepVisit.step), col(StepVisit.enter_date), func.count())
        .where(col(StepVisit.municipality_id) == municipality_id, col(StepVisit.leave_date).is_(None))
        .group_by(col(StepVisit.step), col(StepVisit.enter_date))
    )
    found: Histogram = {}
    for step, enter_date, number in session.execute(query):
        found.setdefault(step, {})[max(0, (today - enter_date).days)] = number
    return found
