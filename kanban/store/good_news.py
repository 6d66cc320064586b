"""Who has come as far as a work placement or nearer the goal lately."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from kanban.domain.citizen import Citizen
from kanban.domain.facts import Outcome
from kanban.domain.gathering import standing_facts
from kanban.domain.good_news import Arrival
from kanban.domain.steps import OUT
from kanban.domain.transition import StepVisit
from kanban.domain.wall import WallScope
from kanban.store.bulk import core, portions

_citizen, _visit = core(Citizen).c, core(StepVisit).c
_FARTHEST = 4


def arrivals(session: Session, scope: WallScope, first: date, last: date) -> list[Arrival]:
    """Everybody now in the scope who came to step 4 or nearer from farther away or from outside, in one statement."""
    here = [_visit.municipality_id == scope.municipality_id, _citizen.municipality_id == scope.municipality_id]
    if scope.team_id is not None:
        here.append(_citizen.team_id == scope.team_id)
    farther = or_(_visit.prev_step.is_(None), _visit.prev_step == OUT, _visit.prev_step > _visit.step)
    query = select(
        _visit.citizen_id, _visit.step, _visit.prev_step, _visit.best_before, _visit.enter_date, _citizen.current_step
    ).join(core(Citizen), _citizen.id == _visit.citizen_id)
    query = query.where(*here, farther, _visit.enter_date.between(first, last), _visit.step.between(OUT + 1, _FARTHEST))
    return [Arrival(*row) for row in session.execute(query)]


def outcomes(session: Session, citizen_ids: Collection[int]) -> dict[int, str]:
    """Citizen id -> ``job`` or ``education`` by the newest standing outcome; a statement for five hundred citizens."""
    facts: list[Outcome] = []
    for part in portions(sorted(citizen_ids)):
        facts += session.exec(select_rows(Outcome).where(col(Outcome.citizen_id).in_(part)))
    standing = [fact for fact in standing_facts(facts) if isinstance(fact, Outcome)]
    return {fact.citizen_id: fact.outcome for fact in standing if fact.outcome}
