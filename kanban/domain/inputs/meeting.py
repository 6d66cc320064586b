"""Reading what is recorded at a board meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.board_meeting import KIND_LABELS, ActionState, EntryKind
from kanban.domain.citizen import read_case_code
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.field_spec import LONG, Choice, FieldKind, FieldSpec
from kanban.domain.inputs.values import Refused, clean, read_value
from kanban.domain.messages import mark, say

ENTRY_FIELDS = (
    FieldSpec("text", mark("Decision or next step"), FieldKind.LONG_TEXT, max_length=LONG),
    FieldSpec("kind", mark("Kind"), FieldKind.CHOICE, tuple(Choice(kind, KIND_LABELS[kind]) for kind in KIND_LABELS)),
    FieldSpec("action_by", mark("Who"), FieldKind.STAFF, hint=mark("Needed for a next step")),
    FieldSpec("due_on", mark("By when"), FieldKind.DATE),
    FieldSpec("case_code", mark("About citizen (code)"), FieldKind.TEXT, max_length=12),
    FieldSpec("opening", mark("About opening"), FieldKind.CHOICE),
)
REQUIRED = frozenset({"text", "kind"})


@dataclass(frozen=True)
class EntryInput:
    """What is to be recorded; ``case_code`` and ``opening`` are empty for none."""

    kind: EntryKind
    text: str
    action_by: int | None
    due_on: date | None
    case_code: str
    opening: int | None


def read_entry(raw: Mapping[str, str], today: date, due_before: date | None = None) -> EntryInput:
    """The form's values; a day that has passed is taken only where it stood so before.

    Raises :class:`InvalidInputError` with a problem for each field that is refused. An action needs somebody to do it.
    """
    values: dict[str, object] = {}
    problems: list[FieldProblem] = []
    for spec in ENTRY_FIELDS:
        try:
            values[spec.name] = _value(spec, raw.get(spec.name, ""), today)
        except Refused as refusal:
            problems.append(FieldProblem(spec.name, refusal.message))
    due = values.get("due_on")
    if isinstance(due, date) and due < today and due != due_before:
        problems.append(FieldProblem("due_on", say("The day has passed. Choose today or later")))
    if values.get("kind") == EntryKind.ACTION and "action_by" in values and values["action_by"] is None:
        problems.append(FieldProblem("action_by", say("Choose who does it")))
    if problems:
        raise InvalidInputError(tuple(problems))
    return EntryInput(**values)  # type: ignore[arg-type]  # each read by its own kind


def read_state(raw: Mapping[str, str]) -> ActionState:
    """What became of an action. Raises :class:`InvalidInputError`."""
    state = raw.get("state", "")
    if state not in set(ActionState):
        raise InvalidInputError((FieldProblem("state", say("Choose one of the answers")),))
    return ActionState(state)


def _value(spec: FieldSpec, raw: str, today: date) -> object:
    typed = clean(raw, lines=spec.kind is FieldKind.LONG_TEXT)
    if not typed:
        if spec.name in REQUIRED:
            raise Refused(say("Fill in: %(field)s", field=say(spec.label)))
        return "" if spec.kind is FieldKind.TEXT else None
    if spec.name == "case_code":
        return _code(typed)
    if spec.name == "opening":
        return _number(typed)
    value = read_value(spec, typed, today)
    return EntryKind(str(value)) if spec.name == "kind" else value


def _code(typed: str) -> str:
    code = read_case_code(typed)
    if not code:
        raise Refused(say("Write the citizen's code as the board shows it"))
    return code


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 9:
        raise Refused(say("Choose an opening from the list"))
    return int(typed)
