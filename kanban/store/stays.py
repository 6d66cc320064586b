"""Histograms of how long stays in each step have lasted; some hundred rows whatever the number of citizens."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.transition import StepTransition, StepVisit
from kanban.store.database import zone_of

Histogram = dict[int, dict[int, int]]
_IN_STEP = col(StepVisit.step).in_(STEP_NUMBERS)


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


def late(session: Session, municipality_id: int, live_from: date | None) -> Histogram:
    """Step -> whole days -> number of stays that were that old on the day before the records begin."""
    if live_from is None:
        return {}
    seen = live_from - timedelta(days=1)
    query = (
        select(col(StepVisit.step), col(StepVisit.enter_date), func.count())
        .where(col(StepVisit.municipality_id) == municipality_id, col(StepVisit.enter_date) <= seen)
        .group_by(col(StepVisit.step), col(StepVisit.enter_date))
    )
    found: Histogram = {}
    for step, enter_date, number in session.execute(query):
        found.setdefault(step, {})[(seen - enter_date).days] = number
    return found


def live_from(session: Session, municipality_id: int) -> date | None:
    """The day the records begin, where no stay is known to have ended before; None where history was taken in.

    A municipality that begins with a list of where everybody stands knows only the stays that had not ended. Counted
    as if watched from their first day they would make every step look slow. None, too, where no stay is older.
    """
    first_day = records_begin(session, municipality_id)
    if first_day is None or not _is_any(session, municipality_id, col(StepVisit.enter_date) < first_day):
        return None
    ended = _is_any(session, municipality_id, _IN_STEP, col(StepVisit.leave_date) < first_day)
    return None if ended or history_up_to(session, municipality_id, first_day) else first_day


def history_up_to(session: Session, municipality_id: int, day: date) -> bool:
    """Whether a workbook told of an older stay that ended on the very day: history taken in on its own last day."""
    move = StepTransition
    told = exists().where(
        col(move.citizen_id) == col(StepVisit.citizen_id),
        col(move.effective_on) == day,
        col(move.to_step) == col(StepVisit.next_step),
        col(move.base_version).is_(None),
        col(move.annulled_at).is_(None),
    )
    older = col(StepVisit.enter_date) < day
    return _is_any(session, municipality_id, _IN_STEP, older, col(StepVisit.leave_date) == day, told)


def records_begin(session: Session, municipality_id: int) -> date | None:
    """The day on which the municipality's first citizen was registered, as counted where the municipality is."""
    query = select(func.min(col(Citizen.created_at))).where(col(Citizen.municipality_id) == municipality_id)
    begun = session.execute(query).scalar()
    return begun.astimezone(zone_of(session)).date() if begun else None


def first_day(session: Session, municipality_id: int) -> date | None:
    """The first day of the municipality's oldest stay; None before anybody has one."""
    query = select(func.min(col(StepVisit.enter_date))).where(col(StepVisit.municipality_id) == municipality_id)
    return session.execute(query).scalar()


def _is_any(session: Session, municipality_id: int, *where: ColumnElement[bool]) -> bool:
    stay = exists().where(col(StepVisit.municipality_id) == municipality_id, *where)
    return bool(session.execute(select(stay)).scalar())
