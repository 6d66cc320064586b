"""The talk form: reading what was sent, and the decision about the step that every talk takes (R-STEP-11)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kanban.domain.case import FieldValue
from kanban.domain.errors import FieldProblem
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.move import missing_message
from kanban.domain.inputs.values import Refused, clean, read_value
from kanban.domain.messages import say
from kanban.domain.progression import FIELD_PREFIX, LEVELS, Template
from kanban.domain.steps import parse_target, step

TALK_FIELDS = (
    "held_on",
    "talk_kind",
    "talk_place",
    "participants",
    "resources",
    "challenges",
    "note",
    "next_talk_on",
)
ACTION_FIELDS = ("action", "action_by", "due_on")
REQUIRED = ("held_on", "talk_kind")
DECISION = "step_confirmed"
_MOVE_ITSELF = ("to_step", "version", "effective_on", "reason")
_UNSIGNED = {"csrf_token", "return_query"}


class Decision(StrEnum):
    """What the broker decided about the step: it is right, the citizen moves, or nothing yet."""

    CONFIRM = "confirm"
    MOVE = "move"
    NONE = "none"


@dataclass(frozen=True)
class TalkInput:
    """A read talk form.

    ``values`` are the talk's filled fields, ``levels`` what was measured by theme, ``action`` the agreed next step,
    which there is only when it says what is to be done.
    ``move`` is the raw form of the move when the citizen moves: whoever moves citizens reads it; ``own_day`` when it
    counts from another day than the talk's. ``fingerprint`` is a digest of everything sent.
    """

    values: Mapping[str, FieldValue]
    levels: Mapping[str, int]
    action: Mapping[str, FieldValue]
    decision: Decision
    move: Mapping[str, str]
    own_day: bool
    problems: tuple[FieldProblem, ...]
    fingerprint: str

    @property
    def held_on(self) -> date | None:
        """The day of the talk; None when it was not told or can't be read."""
        day = self.values.get("held_on")
        return day if isinstance(day, date) else None


def read_talk(raw: Mapping[str, str], template: Template, today: date) -> TalkInput:
    """Read the form, with every problem of the talk itself; those of a move come with the move."""
    problems: list[FieldProblem] = []
    values = _read(TALK_FIELDS, raw, today, problems)
    action = _read(ACTION_FIELDS, raw, today, problems)
    levels = _levels(raw, template, problems)
    _check(values, action, problems)
    return TalkInput(
        values=values,
        levels=levels,
        action=action if action.get("action") else {},
        decision=_decision(raw),
        move=move_of(raw),
        own_day=bool(raw.get("effective_on", "").strip()),
        problems=tuple(problems),
        fingerprint=_fingerprint(raw),
    )


def move_of(raw: Mapping[str, str]) -> dict[str, str]:
    """The move's own fields; it counts from the day of the talk unless told otherwise."""
    target = parse_target(raw.get("to_step", ""))
    names = (*_MOVE_ITSELF, *(step(target).fields if target is not None else ()))
    found = {name: raw[name] for name in names if name in raw}
    if not found.get("effective_on", "").strip():
        found["effective_on"] = raw.get("held_on", "")
    return found


def _decision(raw: Mapping[str, str]) -> Decision:
    if raw.get(DECISION, "").strip().lower() in {"yes", "on", "true", "1"}:
        return Decision.CONFIRM
    return Decision.MOVE if raw.get("to_step", "").strip() else Decision.NONE


def _read(
    names: tuple[str, ...], raw: Mapping[str, str], today: date, problems: list[FieldProblem]
) -> dict[str, FieldValue]:
    found: dict[str, FieldValue] = {}
    for name in names:
        text = raw.get(name, "")
        if clean(text):
            try:
                found[name] = read_value(FIELDS[name], text, today)
            except Refused as refusal:
                problems.append(FieldProblem(name, refusal.message))
    return found


def _levels(raw: Mapping[str, str], template: Template, problems: list[FieldProblem]) -> dict[str, int]:
    """Theme -> level; a measured theme that is no longer in the template is told of rather than dropped."""
    known = {theme.field: theme.code for theme in template.themes}
    allowed = {str(level): level for level in LEVELS}
    found: dict[str, int] = {}
    for name, text in raw.items():
        level = text.strip()
        if not name.startswith(FIELD_PREFIX) or not level:
            continue
        if name not in known:
            problems.append(FieldProblem("progress", say("The themes have been changed. Measure once more")))
        elif level not in allowed:
            problems.append(FieldProblem(name, say("Choose a level from 1 to 5, or none")))
        else:
            found[known[name]] = allowed[level]
    return found


def _check(values: Mapping[str, FieldValue], action: Mapping[str, FieldValue], problems: list[FieldProblem]) -> None:
    refused = {problem.field for problem in problems}
    missing = [name for name in REQUIRED if name not in values and name not in refused]
    problems += [FieldProblem(name, missing_message(name)) for name in missing]
    held_on, following = values.get("held_on"), values.get("next_talk_on")
    if isinstance(held_on, date) and isinstance(following, date) and following < held_on:
        problems.append(FieldProblem("next_talk_on", say("The next talk lies before this one, %(date)s", date=held_on)))
    if ("due_on" in action or "due_on" in refused) and "action" not in action and "action" not in refused:
        problems.append(FieldProblem("action", missing_message("action")))


def _fingerprint(raw: Mapping[str, str]) -> str:
    sent = {name: value.strip() for name, value in raw.items() if name not in _UNSIGNED}
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
