"""What the templates of talks and progression get."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.messages import Message
from kanban.domain.steps import Step
from kanban.domain.views.move_form import FieldView, MoveFormView


@dataclass(frozen=True)
class ThemeView:
    """One theme in the form: the level chosen, as text, and where the citizen was seen last time."""

    field: str
    name: str
    value: str = ""
    last_level: int | None = None
    last_on: date | None = None
    problem: Message | None = None


@dataclass(frozen=True)
class DecisionView:
    """The decision about the step: ``value`` is ``yes``, ``no`` or empty; ``asked`` when there is a step to confirm."""

    asked: bool
    step: Step | None
    value: str
    to_step: str
    targets: tuple[Step, ...]
    problem: Message | None = None
    to_step_problem: Message | None = None


@dataclass(frozen=True)
class FormProblem:
    """One line of the error summary: the id of what to put right, and the sentence."""

    target: str
    message: Message


@dataclass(frozen=True)
class TalkFormView:
    """The form for a talk, new or corrected.

    ``talk_id`` is the talk that is corrected, None for a new one; then there is a decision and perhaps a ``move``.
    ``words`` are the five levels in words, lowest first.
    """

    citizen_id: str
    citizen_name: str
    version: int
    step: Step | None
    talk_id: int | None
    held_on: FieldView
    talk_kind: FieldView
    talk_place: FieldView
    participants: FieldView
    resources: FieldView
    challenges: FieldView
    note: FieldView
    next_talk_on: FieldView
    action: FieldView | None = None
    action_by: FieldView | None = None
    due_on: FieldView | None = None
    themes: tuple[ThemeView, ...] = ()
    words: tuple[str, ...] = ()
    themes_problem: Message | None = None
    decision: DecisionView | None = None
    move: MoveFormView | None = None
    problems: tuple[FormProblem, ...] = ()
    conflict: Message | None = None
    return_query: str = ""


@dataclass(frozen=True)
class LevelView:
    """A theme and where the citizen is seen: 1 to 5, when, and the change since the measurement before."""

    name: str
    level: int
    measured_on: date
    change: int | None
    word: str = ""


@dataclass(frozen=True)
class MeasuredView:
    """A level measured at one talk, with the level of the time before; in words as the scale had them then."""

    name: str
    level: int
    word: str
    before: int | None = None


@dataclass(frozen=True)
class FormerTalk:
    """An earlier wording of a talk: who wrote it when, and what it said."""

    id: int
    recorded_at: datetime
    recorded_by: str
    held_on: date
    talk_kind: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TalkView:
    """One talk as it stands. ``moved`` when the step was changed at it, ``move_annulled`` when that was taken back."""

    id: int
    held_on: date
    talk_kind: str
    talk_place: str
    participants: str
    resources: str
    challenges: str
    note: str
    step: Step | None
    confirmed: bool
    moved: bool
    move_annulled: bool
    next_talk_on: date | None
    levels: tuple[MeasuredView, ...]
    recorded_at: datetime
    recorded_by: str
    former: tuple[FormerTalk, ...] = ()


@dataclass(frozen=True)
class TalksView:
    """A citizen's talks: some of them, how many there are in all, and where progression stands."""

    citizen_id: str
    shown: tuple[TalkView, ...]
    total: int
    progression: tuple[LevelView, ...]
    measured_on: date | None
    can_edit: bool


@dataclass(frozen=True)
class TalkListView:
    """A page of all talks; ``page`` counts from 1."""

    citizen_id: str
    citizen_name: str
    talks: TalksView
    page: int
    pages: int


@dataclass(frozen=True)
class CurvePoint:
    """A measurement in a drawing: where it stands, and what it says."""

    x: float
    y: float
    day: date
    level: int
    word: str


@dataclass(frozen=True)
class CurveView:
    """One theme over time."""

    code: str
    name: str
    points: tuple[CurvePoint, ...]

    @property
    def path(self) -> str:
        """The line through the points, for an SVG path."""
        return " ".join(f"{'L' if index else 'M'}{each.x:g} {each.y:g}" for index, each in enumerate(self.points))

    @property
    def change(self) -> int:
        """Levels gained from the first to the latest measurement."""
        return self.points[-1].level - self.points[0].level


@dataclass(frozen=True)
class CitizenProgression:
    """All a citizen's measurements; ``words`` are the five levels, lowest first."""

    citizen_id: str
    citizen_name: str
    curves: tuple[CurveView, ...]
    words: tuple[str, ...]
    first: date | None
    last: date | None
