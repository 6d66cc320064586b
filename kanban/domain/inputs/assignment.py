"""Reading a hand-over: who is to follow one citizen or many from now on (R-ROLE-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kanban.domain.case import FieldValue
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.field_spec import FieldKind, FieldSpec
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.move import missing_message
from kanban.domain.inputs.values import Refused, read_value
from kanban.domain.messages import mark, say

MOST_AT_ONCE = 500
TEAM = FieldSpec("team_id", mark("Team"), FieldKind.STAFF, hint=mark("The new job broker's team unless you choose one"))
"""A team is chosen from a list by its id, as people are."""

NAMES = ("broker_id", "caseworker_id", "team_id", "assigned_on", "handover_note")


@dataclass(frozen=True)
class AssignmentInput:
    """A read form; what was left empty is None and stays as it is."""

    broker_id: int
    caseworker_id: int | None
    team_id: int | None
    assigned_on: date
    note: str


def spec_of(name: str) -> FieldSpec:
    """The field as a hand-over asks for it."""
    return TEAM if name == TEAM.name else FIELDS[name]


def read_assignment(raw: Mapping[str, str], today: date) -> AssignmentInput:
    """The form's values; no date means today. Raises :class:`InvalidInputError` with every problem."""
    values: dict[str, FieldValue] = {}
    problems: list[FieldProblem] = []
    for name in NAMES:
        text = raw.get(name, "").strip()
        try:
            values[name] = read_value(spec_of(name), text, today) if text else None
        except Refused as refusal:
            message = say("Choose a team from the list") if name == TEAM.name else refusal.message
            problems.append(FieldProblem(name, message))
    if "broker_id" in values and values["broker_id"] is None:
        problems.insert(0, FieldProblem("broker_id", missing_message("broker_id")))
    if problems:
        raise InvalidInputError(tuple(problems))
    return _input(values, today)


def _input(values: Mapping[str, FieldValue], today: date) -> AssignmentInput:
    numbers = {name: value if isinstance(value, int) else None for name, value in values.items()}
    begins = values["assigned_on"]
    return AssignmentInput(
        broker_id=numbers["broker_id"] or 0,
        caseworker_id=numbers["caseworker_id"],
        team_id=numbers["team_id"],
        assigned_on=begins if isinstance(begins, date) else today,
        note=str(values["handover_note"] or ""),
    )


def check_chosen(chosen: Mapping[str, str]) -> None:
    """Raise :class:`InvalidInputError` unless a sensible number of citizens is chosen, each with the card's version."""
    if not chosen:
        raise InvalidInputError((FieldProblem("citizen_id", say("Choose at least one citizen")),))
    if len(chosen) > MOST_AT_ONCE:
        raise InvalidInputError(
            (FieldProblem("citizen_id", say("Choose at most %(most)s at a time", most=MOST_AT_ONCE)),)
        )
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in chosen.values()):
        raise InvalidInputError((FieldProblem("version", say("The form is incomplete. Open it again from the card")),))
