"""Every form field by name: what it is called, what kind of value it takes, and which choices it offers."""

from dataclasses import replace

from kanban.domain.case_fields import CASE_FIELDS
from kanban.domain.field_spec import LONG, Choice, FieldKind, FieldSpec
from kanban.domain.move_fields import MOVE_FIELDS
from kanban.domain.steps import Step

__all__ = ["FIELDS", "LONG", "Choice", "FieldKind", "FieldSpec", "choice_label", "spec_on"]

FIELDS: dict[str, FieldSpec] = {spec.name: spec for spec in (*MOVE_FIELDS, *CASE_FIELDS)}


def spec_on(step: Step, name: str) -> FieldSpec:
    """The field as a step asks for it: with only the choices that fit the step."""
    spec, wanted = FIELDS[name], step.choices.get(name)
    if wanted is None:
        return spec
    return replace(spec, choices=tuple(choice for choice in spec.choices if choice.value in wanted))


def choice_label(field: str, value: str | None) -> str:
    """The English source label of a stored choice, or the value itself when a municipality added it."""
    return next((choice.label for choice in FIELDS[field].choices if choice.value == value), value or "")
