"""Reading a decision in a case review."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kanban.domain.case import FieldValue
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.field_spec import FieldKind, FieldSpec
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.fact import read_version
from kanban.domain.inputs.values import Refused, read_value
from kanban.domain.messages import mark, say

REASON = FieldSpec("reason", mark("Why postponed"), FieldKind.TEXT, max_length=300)
NAMES = ("action", "action_by", "due_on", "reason")


class Decision(StrEnum):
    """What the buttons say: the step is right, not now, or only note what was agreed."""

    CONFIRM = "confirm"
    POSTPONE = "postpone"
    NOTE = "note"


@dataclass(frozen=True)
class DecisionInput:
    """A read form; ``action`` is empty when nothing was agreed, ``version`` the card's that was shown."""

    decision: Decision
    version: int
    action: str
    action_by: int | None
    due_on: date | None
    reason: str


def spec_of(name: str) -> FieldSpec:
    """The field as a review asks for it."""
    if name == "action":
        return replace(FIELDS[name], kind=FieldKind.LONG_TEXT)
    return REASON if name == REASON.name else FIELDS[name]


def read_decision(raw: Mapping[str, str], today: date) -> DecisionInput:
    """The form's values. Raises :class:`InvalidInputError` with every problem."""
    values: dict[str, FieldValue] = {}
    problems: list[FieldProblem] = []
    for name in NAMES:
        text = raw.get(name, "").strip()
        try:
            values[name] = read_value(spec_of(name), text, today) if text else None
        except Refused as refusal:
            problems.append(FieldProblem(name, refusal.message))
    decision = raw.get("decision", "")
    if decision not in set(Decision):
        problems.append(FieldProblem("decision", say("Choose whether the step is right")))
    problems += _together(decision, values, today)
    version = read_version(raw)
    if problems:
        raise InvalidInputError(tuple(problems))
    return _input(Decision(decision), version, values)


def _together(decision: str, values: Mapping[str, FieldValue], today: date) -> list[FieldProblem]:
    problems = []
    due_on = values.get("due_on")
    if not values.get("action") and "action" in values and (decision == Decision.NOTE or due_on):
        problems.append(FieldProblem("action", say("Write what is agreed")))
    if isinstance(due_on, date) and due_on < today:
        problems.append(FieldProblem("due_on", say("The date %(date)s has passed. Choose today or later", date=due_on)))
    return problems


def _input(decision: Decision, version: int, values: Mapping[str, FieldValue]) -> DecisionInput:
    action_by, due_on = values["action_by"], values["due_on"]
    return DecisionInput(
        decision=decision,
        version=version,
        action=str(values["action"] or ""),
        action_by=action_by if isinstance(action_by, int) else None,
        due_on=due_on if isinstance(due_on, date) else None,
        reason=str(values["reason"] or ""),
    )
