"""What the template of a fact's form gets."""

from dataclasses import dataclass

from kanban.domain.messages import Message
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.panel import Provenance


@dataclass(frozen=True)
class FactFormView:
    """The form for one fact of one citizen.

    ``entry`` is the id of the entry to correct, ``new`` for a further placement, empty for the only one of its kind.
    ``recorded`` tells who wrote what is corrected, None for something new. ``removable`` when the entry can be
    withdrawn; ``reason`` is what was typed as the reason. ``conflict`` says who changed the same meanwhile.
    """

    citizen_id: str
    citizen_name: str
    kind: str
    title: str
    entry: str
    version: int
    fields: tuple[FieldView, ...]
    recorded: Provenance | None
    removable: bool
    reason: FieldView
    problems: tuple[FieldView, ...] = ()
    conflict: Message | None = None
