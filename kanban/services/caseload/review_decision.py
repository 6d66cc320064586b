"""The decision column of a case review."""

from collections.abc import Mapping

from kanban.domain.errors import DomainError, InvalidInputError
from kanban.domain.inputs.review import NAMES, spec_of
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, may
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.panel import PanelView
from kanban.domain.views.review import DecideView, target_of
from kanban.services.case.staff_choices import options


def decide_view(
    actor: Actor,
    people: list[Staff],
    panel: PanelView,
    outcome: Message | None,
    typed: Mapping[str, str],
    refusal: DomainError | None,
) -> DecideView:
    """The column for one citizen, with what was typed and what is wrong with it after a refusal."""
    problems = refusal.by_field() if isinstance(refusal, InvalidInputError) else {}
    values = typed or {"action_by": str(actor.id)}
    fields = {name: _field(name, people, values.get(name, ""), problems.get(name)) for name in NAMES}
    target = target_of(panel)
    return DecideView(
        fields=fields,
        target=target.number if target else None,
        can_decide=may(actor, Permission.EDIT_CASE),
        can_confirm=panel.step is not None and panel.step.number > 0,
        outcome=outcome,
        problems=tuple(message for name, message in problems.items() if name not in fields),
        conflict=None if refusal is None or isinstance(refusal, InvalidInputError) else refusal.message,
    )


def _field(name: str, people: list[Staff], value: str, problem: Message | None) -> FieldView:
    spec = spec_of(name)
    shown = options(people, name, value) if name == "action_by" else ()
    return FieldView(spec, spec.label, required=False, value=value, options=shown, problem=problem, prefix="r")
