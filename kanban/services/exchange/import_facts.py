"""Which facts a citizen's row adds: new versions only where the row says something else than the board.

An empty cell says nothing: what the board knows stays. The same rules make the first facts of a new citizen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from kanban.domain.case import CaseFacts
from kanban.domain.company import Company
from kanban.domain.danish import fold
from kanban.domain.fact import Fact
from kanban.domain.facts import (
    BrokerAssignment,
    Closing,
    CompanyContact,
    Cv,
    HoursEntry,
    JobGoals,
    Marking,
    Outcome,
    WorkAgreement,
)
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow
from kanban.domain.steps import OUT
from kanban.excel.words import OUTCOME_KINDS
from kanban.services.case.record_facts import new_version
from kanban.services.exchange.case_columns import CV_FIELDS, GOAL_FIELDS
from kanban.services.exchange.import_closings import closing_reason
from kanban.services.exchange.import_series import HoursPlan
from kanban.services.exchange.work_columns import ON_AGREEMENT, work_columns

_AGREEMENT_FIELDS = (
    "contact_person",
    "agreement_kind",
    "starts_on",
    "ends_on",
    "internship_hours",
    "tasks",
    "milestone",
    "follow_up_on",
    "paid_hours_outlook",
    "paid_hours_from",
    "adjusted_on",
    "mentor",
    "agreement_form",
    "ended_reason",
)
_CONTACT_FIELDS = ("contact_person", "contact_kind", "contacted_on")
_ONLY_AGREEMENT = _AGREEMENT_FIELDS[1:]
_OUTCOME_FIELDS = {"agreement_kind": "outcome", "starts_on": "starts_on", "follow_up_on": "retention_follow_up_on"}
_BESIDE_OUTCOME = tuple(name for name in _AGREEMENT_FIELDS if name not in _OUTCOME_FIELDS)
_PAID_BY_AGREEMENT = frozenset({3, 2})
_HOURS_COUNT_FROM_MOVE = frozenset({3, 2, 1})
_UNRESOLVED = 0
WorkFact: TypeAlias = Outcome | WorkAgreement | CompanyContact


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

    def __init__(
        self, row: CitizenRow, case: CaseFacts, stand: Stand, emails: Mapping[int, str], hours: HoursPlan
    ) -> None:
        self._row, self._case, self._stand, self._emails, self._series = row, case, stand, emails, hours
        self._shown = work_columns(case, stand.step)
        self._plan = FactsPlan()

    def plan(self, new_moves: Sequence[HistoryRow]) -> FactsPlan:
        """Everything the row adds to the case."""
        self._assignment()
        for kind, current, fields in ((Cv, self._case.cv, CV_FIELDS), (JobGoals, self._case.goals, GOAL_FIELDS)):
            if given := self._given(fields):
                self._add(new_version(kind, current, given, keep_rest=True))
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
        kind, step, case = self._row.agreement_kind, self._stand.step, self._case
        if kind in OUTCOME_KINDS or (step == 1 and kind is None):
            outcome = {_OUTCOME_FIELDS[name]: value for name, value in self._said_anew(_OUTCOME_FIELDS).items()}
            self._add_work(Outcome, case.outcome, outcome, self._is_another(self._shown.company))
            self._add_work(WorkAgreement, case.agreement, self._said_anew(_BESIDE_OUTCOME))
        elif step in ON_AGREEMENT or self._given(_ONLY_AGREEMENT):
            agreement = self._said_anew(_AGREEMENT_FIELDS) | self._paid_by_agreement()
            self._add_work(WorkAgreement, case.agreement, agreement, self._is_another(self._shown.company))
        else:
            contact = self._said_anew(_CONTACT_FIELDS)
            self._add_work(CompanyContact, case.contact, contact, self._is_another(self._shown.company))
            return
        self._add_work(CompanyContact, case.contact, self._said_anew(_CONTACT_FIELDS[1:]))

    def _said_anew(self, fields: Iterable[str]) -> dict[str, Any]:
        """What the row says otherwise than is shown; all it says when it names another company than is shown."""
        given = self._given(fields)
        if self._is_another(self._shown.company):
            return given
        return {name: value for name, value in given.items() if value != getattr(self._shown, name)}

    def _paid_by_agreement(self) -> dict[str, int]:
        hours = self._series.paid if self._row.paid_hours is None else self._row.paid_hours
        if hours is None or hours == self._case.paid_minutes or self._stand.step not in _PAID_BY_AGREEMENT:
            return {}
        return {"paid_hours": hours}

    def _add_work(
        self, kind: type[WorkFact], current: WorkFact | None, given: dict[str, Any], names_another: bool = False
    ) -> None:
        company = None
        if names_another or (given and self._is_another(self._case.company_of(current))):
            company, given = (self._row.company, self._row.company_cvr), {**given, "company_id": _UNRESOLVED}
        if not given:
            return
        begins = company is not None and current is not None and current.company_id is not None
        if isinstance(current, WorkAgreement):
            given["placement"] = current.placement
        fact = new_version(kind, current, given, keep_rest=not begins)
        if fact and isinstance(current, CompanyContact) and not begins and "contacted_on" not in given:
            fact.replaces_id = current.id
        self._add(fact, company=company)

    def _is_another(self, company: Company | None) -> bool:
        """Whether the row names another company than this, by name or CVR number, or tells a number it lacks."""
        name, cvr = self._row.company, self._row.company_cvr
        if not name or company is None:
            return bool(name)
        return fold(name) != fold(company.name) or bool(cvr and cvr != company.cvr)

    def _hours(self) -> None:
        """Where the workbook lists the hours, the citizen's row adds only paid hours that the list does not end on."""
        row, shown = self._row, self._shown
        series: list[HoursEntry | HoursRow] = [*self._case.hours, *self._series.new]
        for each in self._series.new:
            self._add_hours(each.valid_from, each.paid_hours, each.internship_hours)
        paid = next((each.paid_hours for each in reversed(series) if each.paid_hours is not None), None)
        paid_differs = row.paid_hours is not None and row.paid_hours != paid
        internship_differs = not self._series.stated and row.internship_hours not in {
            None,
            shown.internship_hours,
            series[-1].internship_hours if series else None,
        }
        if paid_differs or internship_differs:
            self._add_hours(self._hours_from(series), row.paid_hours, row.internship_hours)

    def _add_hours(self, valid_from: date, paid: int | None, internship: int | None) -> None:
        given = {"valid_from": valid_from, "paid_hours": paid, "internship_hours": internship}
        self._add(new_version(HoursEntry, None, given, keep_rest=False))

    def _hours_from(self, series: Sequence[HoursEntry | HoursRow]) -> date:
        """The day the hours count from: never before the newest on record, which they replace."""
        row, stand = self._row, self._stand
        if series:
            return max(stand.today, series[-1].valid_from)
        if stand.step in _HOURS_COUNT_FROM_MOVE and stand.since:
            return stand.since
        return row.starts_on or stand.since or row.started_on

    def _markings(self) -> None:
        """A filled cell lists every marking: those not in it end today."""
        wanted = self._row.markings
        current = {marking.name: marking for marking in self._case.markings_on(self._stand.today)}
        valid_from = self._stand.today if self._stand.is_known else None
        for name in wanted:
            if name not in current:
                self._add(new_version(Marking, None, {"name": name, "valid_from": valid_from}, keep_rest=False))
        for name, marking in current.items():
            if wanted and name not in wanted:
                self._plan.withdrawn.append(marking)
                self._add(new_version(Marking, marking, {"valid_to": self._stand.today}, keep_rest=True))

    def _closings(self, new_moves: Sequence[HistoryRow]) -> None:
        left = [place for place, move in enumerate(new_moves) if move.to_step == OUT]
        for place in left:
            is_last = place == len(new_moves) - 1
            reason = closing_reason(self._row, new_moves[place], is_last=is_last)
            given = {"closing_reason": reason, "closed_on": new_moves[place].effective_on}
            self._add(new_version(Closing, None, given, keep_rest=False), move=place)
        if not new_moves and self._stand.step == OUT and self._row.closing_reason:
            self._correct_closing(self._row.closing_reason)

    def _correct_closing(self, reason: str) -> None:
        current = self._case.closing
        if current is None:
            given = {"closing_reason": reason, "closed_on": self._stand.since}
            self._add(new_version(Closing, None, given, keep_rest=False))
        elif current.closing_reason != reason:
            fact = new_version(Closing, current, {"closing_reason": reason}, keep_rest=True)
            if fact:
                fact.transition_id = current.transition_id
            self._add(fact)
