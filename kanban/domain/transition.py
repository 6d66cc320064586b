"""The dated move between steps, its rules, and how moves replay into stays.

``step_transition`` rows are append-only facts; ``step_visit`` rows (one per uninterrupted stay in a step)
and the citizen's current step are derived from them. ``from_step`` is never stored: it is the previous
standing move in effective order and would go stale as soon as something is annulled or recorded late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from kanban.domain.course import BEFORE_ANY, Course, courses
from kanban.domain.danish import show_date
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT, SCHEME, Direction, direction, step

EARLIEST = date(2000, 1, 1)


class StepTransition(SQLModel, table=True):
    """A move to a step that counts from ``effective_on``; moves of one day stand in ``day_order``.

    ``base_version`` is the card's version the move was based on (None when imported) and ``fingerprint`` a digest
    of the submitted form: together they recognise the same submission sent twice. ``team_id`` is the team then.
    """

    __tablename__ = "step_transition"
    __table_args__ = (
        UniqueConstraint("citizen_id", "base_version"),
        Index("ix_step_transition_order", "citizen_id", "effective_on", "day_order"),
    )

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    scheme: str = SCHEME
    to_step: int
    effective_on: date
    day_order: int
    recorded_at: datetime
    recorded_by: int | None = Field(default=None, foreign_key="staff.id")
    recorded_by_name: str = ""
    reason: str = ""
    note: str = ""
    base_version: int | None = None
    fingerprint: str = ""
    annulled_at: datetime | None = None
    annulled_by: int | None = Field(default=None, foreign_key="staff.id")
    annul_reason: str = ""

    @property
    def order(self) -> tuple[date, int]:
        """Effective order within the citizen: the date first, then the order within the day."""
        return self.effective_on, self.day_order


def _answering(name: str, *columns: str) -> Index:
    """An index that answers one of the figures' questions, for the municipality and for a programme alike."""
    return Index(f"ix_step_visit_{name}", "municipality_id", *columns, "programme_id")


class StepVisit(SQLModel, table=True):
    """One uninterrupted stay in a step (0 = out); open while ``leave_date`` is None, ``days`` = leave - enter.

    ``programme_id`` is the citizen's now, while the team is the move's. The columns from ``begun_on`` on are those of
    :class:`kanban.domain.course.Course`. Each index answers one of the figures' questions without the table being
    read: how many on each day, how long, how old on leaving, how soon.
    """

    __tablename__ = "step_visit"
    __table_args__ = (
        _answering("flow", "enter_date", "prev_step", "step", "best_before", "is_first", "team_id", "citizen_id"),
        _answering("stay", "step", "days", "enter_date", "leave_date", "team_id"),
        _answering(
            "open", "step", "leave_date", "enter_date", "begun_on", "best_before", "spell", "team_id", "citizen_id"
        ),
        _answering("left", "prev_step", "age_days", "enter_date", "left_again_on", "team_id"),
        _answering("reach", "spell", "begun_on", "enter_date", "age_days", "best_before", "step", "citizen_id"),
    )

    citizen_id: int = Field(foreign_key="citizen.id", primary_key=True)
    seq: int = Field(primary_key=True)
    municipality_id: int = Field(foreign_key="municipality.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    programme_id: int | None = Field(default=None, foreign_key="programme.id")
    step: int
    prev_step: int | None = None
    next_step: int | None = None
    enter_date: date
    leave_date: date | None = None
    days: int | None = None
    begun_on: date | None = None
    age_days: int | None = None
    spell: int = 0
    spell_days: int | None = None
    best_before: int | None = None
    is_first: bool = True
    left_again_on: date | None = None


@dataclass(frozen=True)
class Visit:
    """A stay as replayed from moves: the derived columns of :class:`StepVisit`."""

    seq: int
    team_id: int | None
    step: int
    prev_step: int | None
    next_step: int | None
    enter_date: date
    leave_date: date | None
    course: Course = BEFORE_ANY

    @property
    def days(self) -> int | None:
        """Whole days between entering and leaving, the same day being 0; None while the stay is open."""
        return (self.leave_date - self.enter_date).days if self.leave_date else None


def standing(moves: Iterable[StepTransition]) -> list[StepTransition]:
    """The moves that have not been annulled, in effective order."""
    return sorted((move for move in moves if move.annulled_at is None), key=lambda move: move.order)


def replay(moves: Iterable[StepTransition]) -> list[Visit]:
    """Stays from moves: same-step repeats are dropped first, so that an annulment never splits a stay."""
    entered: list[StepTransition] = []
    for move in standing(moves):
        if not entered or entered[-1].to_step != move.to_step:
            entered.append(move)
    courses_of = courses([(move.to_step, move.effective_on) for move in entered])
    visits = []
    for seq, (move, course) in enumerate(zip(entered, courses_of, strict=True), start=1):
        after = entered[seq] if seq < len(entered) else None
        visits.append(
            Visit(
                seq=seq,
                team_id=move.team_id,
                step=move.to_step,
                prev_step=entered[seq - 2].to_step if seq > 1 else None,
                next_step=after.to_step if after else None,
                enter_date=move.effective_on,
                leave_date=after.effective_on if after else None,
                course=course,
            )
        )
    return visits


def check_date(effective_on: date, *, today: date, latest: date | None) -> Message | None:
    """Why a move may not count from this day, or None: not after today, not before the latest standing move."""
    if effective_on > today:
        return say("The date %(date)s is in the future. Choose today or earlier", date=effective_on)
    if latest is not None and effective_on < latest:
        return say("The citizen's latest move counts from %(date)s. Choose that day or later", date=latest)
    if effective_on < EARLIEST:
        return say("The year %(year)s can't be right", year=f"{effective_on.year:04d}")
    return None


def needs_reason(from_step: int | None, to_step: int) -> bool:
    """A setback, a move to a higher-numbered step, must say why; coming back after leaving is none."""
    return direction(from_step, to_step) is Direction.BACKWARD


def next_day_order(moves: Sequence[StepTransition], effective_on: date) -> int:
    """The place behind all moves of that day, annulled ones too: the order within a day is never reused."""
    return max((move.day_order for move in moves if move.effective_on == effective_on), default=0) + 1


def check_annulment(moves: Sequence[StepTransition], move: StepTransition) -> Message | None:
    """Why annulling would leave an impossible history, or None.

    Only the next standing move gets another move before it: should it become a setback, it needs its reason (an
    imported setback that never had one stands in nobody's way), and a citizen who is out cannot leave again.
    """
    earlier = next((other for other in reversed(standing(moves)) if other.order < move.order), None)
    later = next((other for other in standing(moves) if other.order > move.order), None)
    if later is None:
        return None
    from_step = earlier.to_step if earlier else None
    newly_back = needs_reason(from_step, later.to_step) and not needs_reason(move.to_step, later.to_step)
    if newly_back and not later.reason:
        return say(
            "The move to step %(step)s on %(date)s would become a setback without a reason. Annul that one first",
            step=later.to_step,
            date=show_date(later.effective_on),
        )
    if from_step == OUT == later.to_step:
        return say(
            "The citizen would leave the board twice in a row. Annul the move out of %(date)s first",
            date=show_date(later.effective_on),
        )
    return None


def name_of(step_number: int) -> str:
    """The step's short name, for sentences."""
    return step(step_number).short_name
