"""What the move form's template gets."""

from dataclasses import dataclass, field
from datetime import date

from kanban.domain.fields import FieldSpec
from kanban.domain.messages import Message
from kanban.domain.steps import Direction, Step
from kanban.domain.views.board import Option


@dataclass(frozen=True)
class FieldView:
    """One field: what was typed or is known (as text), where a known value comes from, and what is wrong with it."""

    spec: FieldSpec
    label: str
    required: bool
    value: str = ""
    options: tuple[Option, ...] = ()
    known_from: Message | None = None
    problem: Message | None = None

    @property
    def name(self) -> str:
        """The form field's name."""
        return self.spec.name


@dataclass(frozen=True)
class MoveFormView:
    """The form for moving one citizen to one step. ``from_step`` is None for a citizen not yet placed."""

    citizen_id: str
    citizen_name: str
    version: int
    from_step: Step | None
    to_step: Step
    direction: Direction
    targets: tuple[Step, ...]
    fields: tuple[FieldView, ...]
    effective_on: FieldView
    note: FieldView
    reason: FieldView | None
    earliest: date | None
    today: date
    return_query: str = ""
    problems: tuple[FieldView, ...] = field(default=())
