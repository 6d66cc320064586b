"""The history of a case: every move ever recorded, annulled ones too, newest first."""

from itertools import pairwise

from kanban.domain.clock import Clock
from kanban.domain.danish import show_hours
from kanban.domain.facts import CompanyContact, HoursEntry, JobGoals, Outcome, WorkAgreement
from kanban.domain.permissions import Permission, may
from kanban.domain.staff import Actor, Staff
from kanban.domain.steps import direction, step
from kanban.domain.transition import StepTransition, standing
from kanban.domain.views.panel import MoveView
from kanban.store.case_file import CaseFile


def history(file: CaseFile, people: dict[int, Staff], actor: Actor, clock: Clock) -> tuple[MoveView, ...]:
    """The moves as lines; where a move came from is what the standing history says."""
    moves = standing(file.moves)
    came_from = {id(move): before.to_step for before, move in pairwise(moves)}
    lines = sorted(file.moves, key=lambda move: (*move.order, move.id or 0), reverse=True)
    return tuple(_line(file, move, came_from.get(id(move)), people, actor, clock) for move in lines)


def _line(
    file: CaseFile, move: StepTransition, from_step: int | None, people: dict[int, Staff], actor: Actor, clock: Clock
) -> MoveView:
    stands = move.annulled_at is None
    return MoveView(
        id=move.id or 0,
        effective_on=move.effective_on,
        from_step=step(from_step) if stands and from_step is not None else None,
        to_step=step(move.to_step),
        direction=direction(from_step, move.to_step) if stands else None,
        recorded_at=move.recorded_at,
        recorded_by=_who(people, move.recorded_by) or move.recorded_by_name,
        backdated=move.base_version is not None and clock.local(move.recorded_at).date() > move.effective_on,
        reason=move.reason,
        note=move.note,
        detail=_detail(file, move),
        annulled_at=move.annulled_at,
        annulled_by=_who(people, move.annulled_by),
        annul_reason=move.annul_reason,
        can_annul=stands and _can_annul(actor, move),
    )


def _who(people: dict[int, Staff], staff_id: int | None) -> str:
    return people[staff_id].name if staff_id in people else ""


def _can_annul(actor: Actor, move: StepTransition) -> bool:
    if may(actor, Permission.ANNUL_ANY_MOVE):
        return True
    return may(actor, Permission.MOVE_CITIZEN) and move.recorded_by == actor.id


def _detail(file: CaseFile, move: StepTransition) -> str:
    """What the move's form registered, in a few words: goals, company, hours."""
    parts: list[str] = []
    for fact in file.facts:
        if fact.transition_id is None or fact.transition_id != move.id:
            continue
        if isinstance(fact, JobGoals):
            named = zip("ABC", (fact.goal_a, fact.goal_b, fact.goal_c), strict=True)
            parts.extend(f"{rank}: {goal}" for rank, goal in named if goal)
        if isinstance(fact, CompanyContact | WorkAgreement | Outcome) and fact.company_id in file.companies:
            parts.append(file.companies[fact.company_id].name)
        if isinstance(fact, HoursEntry) and (fact.paid_hours or fact.internship_hours):
            parts.append(f"{show_hours(fact.paid_hours or fact.internship_hours or 0)} t")
    return ", ".join(parts)
