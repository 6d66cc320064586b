"""Turning a move's fields into facts: which step writes which fact, and only when something new was said."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session

from kanban.domain.case import FieldValue
from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BrokerAssignment,
    Closing,
    CompanyContact,
    Cv,
    HoursEntry,
    JobGoals,
    Outcome,
    WorkAgreement,
)
from kanban.domain.steps import step
from kanban.domain.transition import StepTransition
from kanban.store import companies
from kanban.store.case_file import CaseFile

F = TypeVar("F", bound=Fact)
Values = Mapping[str, FieldValue]

_HOUSEKEEPING = frozenset(Fact.model_fields)
_KINDS: dict[int, type[Fact]] = {
    8: BrokerAssignment,
    7: Cv,
    6: JobGoals,
    5: CompanyContact,
    4: WorkAgreement,
    3: WorkAgreement,
    2: WorkAgreement,
    1: Outcome,
    0: Closing,
}
_DATED_BY_MOVE = {8: "assigned_on", 0: "closed_on"}
_HOURS_FROM = {4: "starts_on", 3: "starts_on", 2: "adjusted_on", 1: "starts_on"}


def facts_of_move(session: Session, file: CaseFile, transition: StepTransition, values: Values) -> list[Fact]:
    """New versions of the facts that the move's step asks for, not yet in the file; unchanged facts are left alone."""
    to_step = transition.to_step
    given: dict[str, Any] = {name: values[name] for name in step(to_step).fields if name in values}
    if given.get("company"):
        given["company_id"] = _company_id(session, file, transition, given)
    if to_step in _DATED_BY_MOVE:
        given[_DATED_BY_MOVE[to_step]] = transition.effective_on
    current = _current(file, to_step, given.get("company_id"))
    if isinstance(current, WorkAgreement):
        given |= {"placement": current.placement, "ended_reason": None}
    found = [
        new_version(_KINDS[to_step], current, given, keep_rest=to_step == 2),
        _hours(file, transition, given),
    ]
    facts = [fact for fact in found if fact]
    for fact in facts:
        sign_for(fact, file, transition.recorded_at, transition.recorded_by, transition.id)
    return facts


def new_version(kind: type[F], current: Fact | None, given: Mapping[str, Any], *, keep_rest: bool) -> F | None:
    """The next version of a fact, or None when nothing differs from the current one.

    With ``keep_rest`` fields that were not given are taken over (adjusting an agreement); without, they start empty
    (a new agreement). A given None empties the field.
    """
    defaults = {name: info.default for name, info in kind.model_fields.items() if name not in _HOUSEKEEPING}
    before = {name: getattr(current, name) for name in defaults} if isinstance(current, kind) else None
    stated = {name: defaults[name] if value is None else value for name, value in given.items() if name in defaults}
    after = {**(before if keep_rest and before else defaults), **stated}
    return None if after == before else kind(**after)


def sign_for(fact: Fact, file: CaseFile, at: datetime, by: int | None, transition_id: int | None = None) -> None:
    """Put on a fact whose it is, who recorded it when, on which version of the card, and with which move."""
    fact.citizen_id, fact.base_version = file.citizen.id or 0, file.citizen.version
    fact.recorded_at, fact.recorded_by, fact.transition_id = at, by, transition_id


def _hours(file: CaseFile, transition: StepTransition, given: Mapping[str, Any]) -> HoursEntry | None:
    paid, internship = given.get("paid_hours"), given.get("internship_hours")
    stated_from = given.get(_HOURS_FROM.get(transition.to_step, ""))
    if (paid is None and internship is None) or not isinstance(stated_from, date):
        return None
    if transition.to_step == 1 and paid == file.case.paid_minutes:
        return None
    newest = file.case.hours[-1] if file.case.hours else None
    same = newest is not None and (newest.paid_hours, newest.internship_hours) == (paid, internship)
    if newest and same and stated_from <= newest.valid_from:
        return None
    valid_from = _valid_from(newest, stated_from, transition.effective_on)
    stated = {"valid_from": valid_from, "paid_hours": paid, "internship_hours": internship}
    return new_version(HoursEntry, None, stated, keep_rest=False)


def _valid_from(newest: HoursEntry | None, stated_from: date, moved_on: date) -> date:
    """The day new hours count from: never before older ones that they replace, or the older would still be shown.

    An agreement's start may lie before hours that came later (a setback from step 2 to 3); then the move's day counts.
    """
    if newest is None or stated_from >= newest.valid_from:
        return stated_from
    return max(newest.valid_from, moved_on)


def _company_id(session: Session, file: CaseFile, transition: StepTransition, given: Values) -> int:
    name, cvr = str(given["company"]), str(given.get("company_cvr") or "")
    company_id = companies.ensure(session, file.citizen.municipality_id, name, cvr, transition.recorded_at)
    if given.get("contact_person"):
        companies.ensure_person(session, company_id, str(given["contact_person"]), transition.recorded_at)
    return company_id


def _current(file: CaseFile, to_step: int, company_id: object) -> Fact | None:
    """What the step's form goes on from; of several placements the one at the company it names."""
    case = file.case
    if to_step in {4, 3}:
        there = (each for each in case.placements if company_id is not None and each.company_id == company_id)
        return next(there, case.agreement)
    return {8: case.assignment, 7: case.cv, 6: case.goals, 5: case.contact, 1: case.outcome, 0: None}.get(
        to_step, case.agreement
    )
