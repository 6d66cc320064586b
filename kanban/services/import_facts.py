"""Which facts a citizen's row adds: new versions only where the row says something else than the board.

An empty cell says nothing: what the board knows stays. The same rules make the first facts of a new citizen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kanban.domain.case import CaseFacts
from kanban.domain.danish import fold
from kanban.domain.facts import (
    BrokerAssignment,
    Closing,
    Company,
    CompanyContact,
    Cv,
    Fact,
    HoursEntry,
    JobGoals,
    Marking,
    Outcome,
    WorkAgreement,
)
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow
from kanban.domain.steps import OUT
from kanban.excel.columns import CLOSING_REASONS, OUTCOME_KINDS
from kanban.services.export_rows import (
    CV_FIELDS,
    GOAL_FIELDS,
    ON_AGREEMENT,
    OTHER_REASON,
    current_markings,
    work_columns,
)
from kanban.services.record_facts import new_version

_AGREEMENT_FIELDS = (
    "contact_person",
    "agreement_kind",
    "starts_on",
    "ends_on",
    "internship_hours",
    "tasks",
    "milestone",
    "follow_up_on",
)
_ONLY_AGREEMENT = _AGREEMENT_FIELDS[1:]
_OUTCOME_FIELDS = {"agreement_kind": "outcome", "starts_on": "starts_on", "follow_up_on": "retention_follow_up_on"}
_BESIDE_OUTCOME = tuple(name for name in _AGREEMENT_FIELDS if name not in _OUTCOME_FIELDS)
_PAID_BY_AGREEMENT = frozenset({3, 2})
_HOURS_COUNT_FROM_MOVE = frozenset({3, 2, 1})
_UNRESOLVED = 0


@dataclass(frozen=True)
class PlannedFact:
    """A fact and what its ids are called: they are known only once companies, staff and moves are stored.

    ``company`` is name and CVR number, ``people`` maps a column to an e-mail, and ``move`` is the place among the
    citizen's new moves of the one the fact came with.
    """

    fact: Fact
    company: tuple[str, str] | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    move: int | None = None


@dataclass(frozen=True)
class Stand:
    """Where the citizen stands once the new moves are in: the last step and the day it was entered.

    ``is_known`` when the board had the citizen before: what is new about somebody known counts from today.
    """

    step: int | None
    since: date | None
    today: date
    is_known: bool


@dataclass
class FactsPlan:
    """Facts to add, facts to withdraw."""

    new: list[PlannedFact] = field(default_factory=list)
    withdrawn: list[Fact] = field(default_factory=list)


class FactsPlanner:
    """Compares one row with what the workbook would show of the case."""

    def __init__(self, row: CitizenRow, case: CaseFacts, stand: Stand, emails: Mapping[int, str]) -> None:
        self._row, self._case, self._stand, self._emails = row, case, stand, emails
        self._shown = work_columns(case, stand.step)
        self._plan = FactsPlan()

    def plan(self, new_moves: Sequence[HistoryRow]) -> FactsPlan:
        """Everything the row adds to the case."""
        self._assignment()
        self._add(new_version(Cv, self._case.cv, given, keep_rest=True) if (given := self._given(CV_FIELDS)) else None)
        goals = self._given(GOAL_FIELDS)
        self._add(new_version(JobGoals, self._case.goals, goals, keep_rest=True) if goals else None)
        self._company_columns()
        self._hours()
        self._markings()
        self._closings(new_moves)
        return self._plan

    def _given(self, fields: Iterable[str]) -> dict[str, Any]:
        values = {name: getattr(self._row, name) for name in fields}
        return {name: value for name, value in values.items() if value not in (None, "")}

    def _add(self, fact: Fact | None, **ties: Any) -> None:  # noqa: ANN401 - the fields of PlannedFact
        if fact:
            self._plan.new.append(PlannedFact(fact, **ties))

    def _assignment(self) -> None:
        row, current = self._row, self._case.assignment
        said = {"broker_id": row.broker_email, "caseworker_id": row.caseworker_email}
        known = {name: self._emails.get(getattr(current, name, None) or 0, "") for name in said}
        changed = {name: email for name, email in said.items() if email and email != known[name]}
        if not changed:
            return
        given: dict[str, Any] = dict.fromkeys(changed, _UNRESOLVED)
        if "broker_id" in changed:
            given["assigned_on"] = self._stand.today if self._stand.is_known else None
        self._add(new_version(BrokerAssignment, current, given, keep_rest=True), people=changed)

    def _company_columns(self) -> None:
        kind, step = self._row.agreement_kind, self._stand.step
        if kind in OUTCOME_KINDS or (step == 1 and kind is None):
            given = {_OUTCOME_FIELDS[name]: value for name, value in self._said_anew(_OUTCOME_FIELDS).items()}
            self._add_work(Outcome, self._case.outcome, given)
            beside = self._said_anew(_BESIDE_OUTCOME)
            if beside:
                self._add_work(WorkAgreement, self._case.agreement, beside)
        elif step in ON_AGREEMENT or self._given(_ONLY_AGREEMENT):
            self._add_work(WorkAgreement, self._case.agreement, self._said_anew(_AGREEMENT_FIELDS) | self._paid_hours())
        else:
            self._add_work(CompanyContact, self._case.contact, self._said_anew(["contact_person"]))

    def _said_anew(self, fields: Iterable[str]) -> dict[str, Any]:
        """What the row says otherwise than is shown; all of it when it names another company than is shown."""
        given = self._given(fields)
        if self._is_another(self._shown.company):
            return given
        return {name: value for name, value in given.items() if value != getattr(self._shown, name)}

    def _paid_hours(self) -> dict[str, Any]:
        hours = self._row.paid_hours
        return (
            {}
            if hours in {None, self._case.paid_minutes} or self._stand.step not in _PAID_BY_AGREEMENT
            else {"paid_hours": hours}
        )

    def _add_work(self, kind: type[Fact], current: Fact | None, given: dict[str, Any]) -> None:
        company = (self._row.company, self._row.company_cvr) if self._is_another(self._shown.company) else None
        if kind is WorkAgreement and self._is_another(self._case.company_of(self._case.agreement)):
            company = company or ((self._row.company, self._row.company_cvr) if given else None)
        if company:
            given = {**given, "company_id": _UNRESOLVED}
        if given:
            begun_anew = company is not None and getattr(current, "company_id", None) is not None
            self._add(new_version(kind, current, given, keep_rest=not begun_anew), company=company)
