"""Reading what is typed about a job opening (R-CO-6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.field_spec import LONG, FieldKind, FieldSpec
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.values import Refused, clean, read_value
from kanban.domain.job_opening import STATE_LABELS, OpeningState
from kanban.domain.messages import Message, mark, say

MOST_POSITIONS = 99
_SHOWN = mark("Stands on the wall screen too, so without names of people")
OPENING_FIELDS = (
    FIELDS["company"],
    FIELDS["contact_person"],
    FieldSpec("opening_tasks", mark("Which tasks"), FieldKind.LONG_TEXT, hint=_SHOWN, max_length=LONG),
    FieldSpec("hours_from", mark("Hours a week, from"), FieldKind.HOURS, hint=mark("Leave it empty while not agreed")),
    FieldSpec("hours_to", mark("Hours a week, up to"), FieldKind.HOURS, hint=mark("Only for a span")),
    FieldSpec("positions", mark("How many positions"), FieldKind.TEXT, max_length=2),
    FieldSpec("apply_by", mark("Answer by"), FieldKind.DATE, hint=mark("If the company has set a day")),
    FieldSpec("found_by", mark("Found by"), FieldKind.STAFF),
    FieldSpec("found_on", mark("Found on"), FieldKind.DATE, past_only=True),
)
REQUIRED = frozenset({"company", "opening_tasks", "positions", "found_by", "found_on"})
REASON = FieldSpec(
    "reason", mark("Why"), FieldKind.LONG_TEXT, max_length=LONG, hint=mark("So that others can learn from it")
)


@dataclass(frozen=True)
class OpeningInput:
    """What is to stand about an opening; hours are minutes a week."""

    company: str
    contact_person: str
    tasks: str
    minutes_from: int | None
    minutes_to: int | None
    positions: int
    apply_by: date | None
    found_by: int
    found_on: date


@dataclass(frozen=True)
class ClosingInput:
    """How an opening came to its end, or that it is open again; ``filled_by`` is a citizen's public id."""

    state: OpeningState
    filled_by: str
    reason: str


def read_opening(raw: Mapping[str, str], today: date) -> OpeningInput:
    """The form's values. Raises :class:`InvalidInputError` with a problem for each field that is refused."""
    values: dict[str, object] = {}
    problems: list[FieldProblem] = []
    for spec in OPENING_FIELDS:
        try:
            values[spec.name] = _value(spec, raw.get(spec.name, ""), today)
        except Refused as refusal:
            problems.append(FieldProblem(spec.name, refusal.message))
    problems += [FieldProblem(name, said) for name, said in _together(values, {each.field for each in problems})]
    if problems:
        raise InvalidInputError(tuple(problems))
    values["tasks"] = values.pop("opening_tasks")
    values["minutes_from"], values["minutes_to"] = values.pop("hours_from"), values.pop("hours_to")
    return OpeningInput(**values)  # type: ignore[arg-type]  # each read by its own kind


def read_closing(raw: Mapping[str, str]) -> ClosingInput:
    """How it ended. Raises :class:`InvalidInputError`; a reason is needed where nobody got the job."""
    state = raw.get("state", "")
    if state not in set(OpeningState):
        raise InvalidInputError((FieldProblem("state", say("Choose one of the answers")),))
    reason = clean(raw.get("reason", ""))
    if len(reason) > LONG:
        raise InvalidInputError((FieldProblem("reason", say("Use at most %(most)s characters", most=LONG)),))
    if state == OpeningState.CLOSED and not reason:
        raise InvalidInputError((FieldProblem("reason", _fill_in(REASON)),))
    filled_by = raw.get("filled_by", "") if state == OpeningState.FILLED else ""
    return ClosingInput(OpeningState(state), filled_by, "" if state == OpeningState.OPEN else reason)


def state_label(state: str) -> Message:
    """Whether it can be filled, in words."""
    return say(STATE_LABELS[OpeningState(state)])


def _fill_in(spec: FieldSpec) -> Message:
    return say("Fill in: %(field)s", field=say(spec.label))


def _value(spec: FieldSpec, raw: str, today: date) -> object:
    typed = clean(raw, lines=spec.kind is FieldKind.LONG_TEXT)
    if not typed:
        if spec.name in REQUIRED:
            raise Refused(_fill_in(spec))
        return "" if spec.kind is FieldKind.TEXT else None
    if spec.name == "company" and not any(char.isalnum() for char in typed):
        raise Refused(say("Write at least one letter or digit"))
    if spec.name == "positions":
        return _positions(typed)
    return read_value(spec, typed, today)


def _positions(typed: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    if not 0 < number <= MOST_POSITIONS:
        raise Refused(say("Write a whole number from 1 to %(most)s", most=MOST_POSITIONS))
    return number


def _together(values: Mapping[str, object], refused: set[str]) -> list[tuple[str, Message]]:
    """What no field tells by itself."""
    found: list[tuple[str, Message]] = []
    least, most = values.get("hours_from"), values.get("hours_to")
    if isinstance(most, int) and "hours_from" not in refused and not (isinstance(least, int) and least < most):
        found.append(("hours_to", say("Write more hours than in the field before, or leave it empty")))
    begun, ends = values.get("found_on"), values.get("apply_by")
    if isinstance(begun, date) and isinstance(ends, date) and ends < begun:
        found.append(("apply_by", say("The day can't be before the opening was found")))
    return found
