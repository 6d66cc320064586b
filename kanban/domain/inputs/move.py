"""The move form: reading what was sent and checking it against the step's table and the citizen's case."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.case import OF_THE_COMPANY, CaseFacts, FieldValue, known_for
from kanban.domain.danish import fold, show_hours
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.fields import FIELDS, FieldSpec, spec_on
from kanban.domain.inputs.values import Refused, clean, read_value
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT, parse_target, step
from kanban.domain.transition import check_date, name_of, needs_reason

_UNSIGNED = {"csrf_token", "return_query"}


@dataclass(frozen=True)
class MoveInput:
    """A read move form.

    ``values`` holds the step's fields that were filled, ``cleared`` those sent empty; fields not sent at all are
    in neither and may be answered by what is on record. ``fingerprint`` is a digest of everything sent.
    """

    to_step: int
    effective_on: date | None
    version: int
    note: str
    reason: str
    values: Mapping[str, FieldValue]
    cleared: frozenset[str]
    problems: tuple[FieldProblem, ...]
    fingerprint: str


@dataclass(frozen=True)
class Situation:
    """What a move is checked against: where the citizen stands and since when, and the facts on record."""

    current_step: int | None
    latest_move: date | None
    case: CaseFacts
    today: date


def read_move(raw: Mapping[str, str], today: date) -> MoveInput:
    """Read the form. Raises :class:`InvalidInputError` when step or version can't be read at all."""
    to_step = parse_target(raw.get("to_step", ""))
    if to_step is None:
        raise InvalidInputError((FieldProblem("to_step", say("There is no such step. Choose one from 8 to 1")),))
    version = raw.get("version", "").strip()
    if not (version.isascii() and version.isdigit()) or len(version) > 9:
        raise InvalidInputError((FieldProblem("version", say("The form is incomplete. Open it again from the card")),))
    problems: list[FieldProblem] = []
    target = step(to_step)
    specs = [spec_on(target, name) for name in (*target.fields, "effective_on", "note", "reason")]
    values = {
        spec.name: _read(spec, raw[spec.name], today, problems) for spec in specs if raw.get(spec.name, "").strip()
    }
    effective_on = values.pop("effective_on", None)
    return MoveInput(
        to_step=to_step,
        effective_on=effective_on if isinstance(effective_on, date) else None,
        version=int(version),
        note=str(values.pop("note", None) or ""),
        reason=str(values.pop("reason", None) or ""),
        values=values,
        cleared=frozenset(name for name in step(to_step).fields if name in raw and not raw[name].strip()),
        problems=tuple(problems),
        fingerprint=_fingerprint(raw),
    )


def complete(move: MoveInput, situation: Situation) -> dict[str, FieldValue]:
    """The step's values, typed ones before those on record. Raises :class:`InvalidInputError` with every problem."""
    values = _on_record(move, situation)
    values.update(dict.fromkeys(move.cleared))
    values.update(move.values)
    refused = {problem.field for problem in move.problems}
    checks = (
        _check_target(move, situation),
        _check_day(move, situation, refused),
        _check_reason(move, situation),
        *(_check_present(name, values, refused) for name in step(move.to_step).required),
        *_check_together(move.to_step, values, situation, refused),
    )
    problems = [*move.problems, *(problem for problem in checks if problem)]
    if problems:
        raise InvalidInputError(tuple(_in_form_order(move.to_step, problems)))
    return values


def _on_record(move: MoveInput, situation: Situation) -> dict[str, FieldValue]:
    """What counts without being typed; with another company typed, nothing that belongs to the recorded one."""
    known = known_for(situation.case, move.to_step, situation.today)
    values = {name: found.value for name, found in known.items()}
    company = move.values.get("company")
    if company is not None and fold(str(company)) != fold(str(values.get("company") or "")):
        values = {name: value for name, value in values.items() if name not in OF_THE_COMPANY}
    return values


def _read(spec: FieldSpec, text: str, today: date, problems: list[FieldProblem]) -> FieldValue:
    try:
        return read_value(spec, text, today)
    except Refused as refusal:
        problems.append(FieldProblem(spec.name, refusal.message))
        return None


def _check_target(move: MoveInput, situation: Situation) -> FieldProblem | None:
    if move.to_step != situation.current_step:
        return None
    if move.to_step == OUT:
        return FieldProblem("to_step", say("The citizen has already left the board"))
    return FieldProblem("to_step", say("The citizen is already on step %(step)s", step=move.to_step))


def _check_day(move: MoveInput, situation: Situation, refused: set[str]) -> FieldProblem | None:
    if "effective_on" in refused:
        return None
    if move.effective_on is None:
        return FieldProblem("effective_on", say("Write the date the move counts from"))
    problem = check_date(move.effective_on, today=situation.today, latest=situation.latest_move)
    return FieldProblem("effective_on", problem) if problem else None


def _check_reason(move: MoveInput, situation: Situation) -> FieldProblem | None:
    if not needs_reason(situation.current_step, move.to_step) or clean(move.reason):
        return None
    return FieldProblem("reason", say("Write why the citizen goes back to %(step)s", step=name_of(move.to_step)))


def _check_present(name: str, values: Mapping[str, FieldValue], refused: set[str]) -> FieldProblem | None:
    if name in refused or values.get(name) not in (None, ""):
        return None
    return FieldProblem(name, missing_message(name))


def missing_message(name: str) -> Message:
    """What to do about a required field that is empty."""
    return say("Fill in: %(field)s", field=say(FIELDS[name].label))


def _check_together(
    to_step: int, values: Mapping[str, FieldValue], situation: Situation, refused: set[str]
) -> list[FieldProblem]:
    problems = []
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if to_step in {4, 3} and isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        problems.append(FieldProblem("ends_on", say("The end date lies before the start, %(date)s", date=starts)))
    if (
        values.get("paid_hours_outlook") == "yes"
        and not values.get("paid_hours_from")
        and "paid_hours_from" not in refused
    ):
        problems.append(FieldProblem("paid_hours_from", say("Write when the paid hours can begin")))
    before, hours = situation.case.paid_minutes or 0, values.get("paid_hours")
    if to_step == 2 and isinstance(hours, int) and hours <= before:
        problems.append(
            FieldProblem(
                "paid_hours", say("Step 2 takes more paid hours than before, %(hours)s", hours=show_hours(before))
            )
        )
    return problems


def _in_form_order(to_step: int, problems: list[FieldProblem]) -> list[FieldProblem]:
    order = ["to_step", *step(to_step).fields, "reason", "effective_on", "note"]
    return sorted(problems, key=lambda problem: order.index(problem.field))


def _fingerprint(raw: Mapping[str, str]) -> str:
    sent = {name: value.strip() for name, value in raw.items() if name not in _UNSIGNED}
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
