"""What the move form's template gets."""

from dataclasses import dataclass, field
from datetime import date

from kanban.domain.fields import FieldSpec
from kanban.domain.messages import Message
from kanban.domain.steps import Direction, Step
from kanban.domain.views.board import Option


@dataclass(frozen=True)
class FieldView:
    """One field: what was typed or is known (as text), where a known value comes from, and what is wrong with it.

    ``theirs`` is what somebody else has recorded meanwhile beside a value the user typed, and ``before`` what the
    field held where the user had not touched it and theirs stands in it now. ``prefix`` begins the ids in the page,
    so that forms that may be open together do not share any.
    """

    spec: FieldSpec
    label: str
    required: bool
    value: str = ""
    options: tuple[Option, ...] = ()
    known_from: Message | None = None
    problem: Message | None = None
    theirs: str | None = None
    before: str | None = None
    prefix: str = "f"

    @property
    def id(self) -> str:
        """The control's id in the page."""
        return f"{self.prefix}-{self.spec.name}"

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
