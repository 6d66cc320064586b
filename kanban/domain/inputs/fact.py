"""Reading a fact's form and checking it as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kanban.domain.case import FieldValue
from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.fact_form import EXEMPTION, FactForm
from kanban.domain.inputs.move import missing_message
from kanban.domain.inputs.values import Refused, clean, read_value
from kanban.domain.messages import say

NEW = "new"
MOST_REASON = 1000
_PERIODS = (("valid_from", "valid_to"), ("starts_on", "ends_on"))


@dataclass(frozen=True)
class FactInput:
    """A read form: ``values`` holds every field that was sent, None where it was sent empty.

    ``version`` is the card's version the form was opened on, ``entry`` the id of the entry to correct (None when none
    was named), ``begins`` asks for a further placement beside those that run, ``remove`` to withdraw for ``reason``.
    """

    version: int
    entry: int | None
    begins: bool
    remove: bool
    reason: str
    values: Mapping[str, FieldValue]
    problems: tuple[FieldProblem, ...]


def read_fact(form: FactForm, raw: Mapping[str, str], today: date) -> FactInput:
    """Read the form; raises :class:`InvalidInputError` only when version or entry can't be read at all."""
    problems: list[FieldProblem] = []
    values: dict[str, FieldValue] = {}
    for name in form.fields:
        if name in raw:
            try:
                text = raw[name]
                values[name] = read_value(form.spec(name), text, today) if text.strip() else None
            except Refused as refusal:
                problems.append(FieldProblem(name, refusal.message))
    entry = raw.get("entry", "").strip()
    return FactInput(
        version=read_version(raw),
        entry=_number(entry, "entry") if entry and entry != NEW else None,
        begins=entry == NEW and form.parallel,
        remove=raw.get("remove", "") == "yes" and form.series,
        reason=clean(raw.get("reason", "")),
        values=values,
        problems=tuple(problems),
    )


def read_version(raw: Mapping[str, str]) -> int:
    """The card's version a form was opened on. Raises :class:`InvalidInputError` when it is missing."""
    return _number(raw.get("version", ""), "version")


def _number(text: str, name: str) -> int:
    cleaned = text.strip()
    if not (cleaned.isascii() and cleaned.isdigit()) or len(cleaned) > 9:
        raise InvalidInputError((FieldProblem(name, say("The form is incomplete. Open it again from the card")),))
    return int(cleaned)


def check_removal(found: FactInput) -> None:
    """Raise :class:`InvalidInputError` unless it is said, not at too great length, why an entry is removed."""
    if not found.reason:
        raise InvalidInputError((FieldProblem("reason", say("Write why the entry is removed")),))
    if len(found.reason) > MOST_REASON:
        raise InvalidInputError((FieldProblem("reason", say("Use at most %(most)s characters", most=MOST_REASON)),))


def check_fact(form: FactForm, found: FactInput, current: Mapping[str, Any]) -> None:
    """Raise :class:`InvalidInputError` with every problem of the fact as it would stand.

    ``current`` are the values on record, by form field, that unsent fields keep. What an imported fact or one from a
    move lacks is asked for only when the field is sent.
    """
    stands = {**current, **found.values}
    refused = {problem.field for problem in found.problems}
    asked = found.values if current else form.required
    missing = [
        name for name in form.required if name in asked and stands.get(name) in (None, "") and name not in refused
    ]
    problems = [*found.problems, *(FieldProblem(name, missing_message(name)) for name in missing)]
    if form.one_of and not any(stands.get(name) not in (None, "") for name in form.one_of):
        first = form.one_of[0]
        if not refused & set(form.one_of):
            problems.append(FieldProblem(first, missing_message(first)))
    problems += [problem for problem in _together(form, stands) if problem.field not in refused]
    if problems:
        order = list(form.fields)
        raise InvalidInputError(tuple(sorted(problems, key=lambda problem: order.index(problem.field))))


def _together(form: FactForm, stands: Mapping[str, Any]) -> list[FieldProblem]:
    problems = []
    for first, last in _PERIODS:
        begins, ends = stands.get(first), stands.get(last)
        if {first, last} <= set(form.fields) and begins and ends and ends < begins:
            problems.append(FieldProblem(last, say("The end date lies before the start, %(date)s", date=begins)))
    if stands.get("paid_hours_outlook") == "yes" and not stands.get("paid_hours_from"):
        problems.append(FieldProblem("paid_hours_from", say("Write when the paid hours can begin")))
    if form.kind == "markings" and stands.get("exemption_kind") and stands.get("marking") != EXEMPTION:
        problems.append(FieldProblem("exemption_kind", say("Only an exemption has a kind")))
    if form.kind == "payslips" and not (stands.get("received_on") or stands.get("no_pay")):
        problems.append(FieldProblem("received_on", say("Write when the payslip came, or that there is none")))
    return problems
