"""A citizen's file as rows of the workbook, as it stands now or as it stood on a day.

The layout has one set of company columns. They show what the board shows: the job on step 1, the agreement on steps
4 to 2, and otherwise whichever of contact and agreement was recorded last. The import reads them the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kanban.domain.case import CaseFacts, gather
from kanban.domain.clock import Clock
from kanban.domain.company import Company
from kanban.domain.danish import sort_key
from kanban.domain.fact import Fact
from kanban.domain.facts import Closing
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow
from kanban.domain.steps import OUT
from kanban.domain.transition import StepTransition, Visit, replay, standing
from kanban.excel.columns import CLOSING_REASONS
from kanban.store.case_file import CaseFile

ON_AGREEMENT = frozenset({4, 3, 2})
OTHER_REASON = "other"
CV_FIELDS = ("cv_prepared_on", "cv_kind", "cv_approved")
GOAL_FIELDS = ("goal_a", "goal_b", "goal_c", "goal_registered_on")
_OWN_DAYS = (
    "valid_from",
    "assigned_on",
    "cv_prepared_on",
    "goal_registered_on",
    "contacted_on",
    "starts_on",
    "closed_on",
)


@dataclass(frozen=True)
class Names:
    """What ids are called: staff by e-mail, teams by name."""

    emails: Mapping[int, str]
    teams: Mapping[int, str]


@dataclass(frozen=True)
class WorkColumns:
    """The columns about a company; ``agreement_kind`` may be the outcome's kind, ``starts_on`` the job's first day."""

    company: Company | None = None
    contact_person: str = ""
    agreement_kind: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    internship_hours: int | None = None
    tasks: str = ""
    milestone: str = ""
    follow_up_on: date | None = None
    contact_kind: str | None = None
    contacted_on: date | None = None
    paid_hours_outlook: str | None = None
    paid_hours_from: date | None = None
    adjusted_on: date | None = None
    mentor: str = ""


@dataclass(frozen=True)
class FileOnDay:
    """The part of a file that counts: moves in effective order, their stays, and facts."""

    file: CaseFile
    moves: list[StepTransition]
    visits: list[Visit]
    case: CaseFacts
    day: date

    @property
    def step(self) -> int | None:
        """Where the citizen stands; None when not placed yet."""
        return self.visits[-1].step if self.visits else None


def on_day(file: CaseFile, clock: Clock, as_of: date | None) -> FileOnDay:
    """The file as it stood at the end of a day, by what is known now; with None, as it stands."""
    moves = standing(file.moves)
    if as_of is None:
        return FileOnDay(file, moves, replay(moves), file.case, clock.today())
    moves = [move for move in moves if move.effective_on <= as_of]
    effective = {move.id: move.effective_on for move in file.moves}
    facts = [fact for fact in file.facts if _counts_from(fact, effective, clock) <= as_of]
    return FileOnDay(file, moves, replay(moves), gather(facts, file.companies), as_of)


def citizen_row(state: FileOnDay, names: Names, digits: str) -> CitizenRow:
    """The row of ``Borgere``; ``digits`` is the CPR number."""
    citizen, case, left = state.file.citizen, state.case, state.step == OUT
    return CitizenRow(
        row=0,
        cpr=digits,
        name=citizen.name,
        name_protected=citizen.name_protected or None,
        started_on=citizen.started_on,
        team=names.teams.get(citizen.team_id or 0, ""),
        benefit=citizen.benefit,
        origin=citizen.origin,
        target_group=citizen.target_group,
        step=None if left else state.step,
        step_since=state.visits[-1].enter_date if state.visits and not left else None,
        markings=tuple(sorted((marking.name for marking in case.markings_on(state.day)), key=sort_key)),
        paid_hours=case.paid_minutes,
        closing_reason=(case.closing.closing_reason if case.closing else OTHER_REASON) if left else None,
        closed_on=state.visits[-1].enter_date if left else None,
        **_people(case, names),
        **_preparation(case),
        **_work(work_columns(case, state.step)),
    )


def history_rows(state: FileOnDay, names: Names, digits: str) -> list[HistoryRow]:
    """The rows of ``Trinhistorik`` in effective order."""
    before: int | None = None
    rows = []
    for move in state.moves:
        is_last = move is state.moves[-1]
        rows.append(
            HistoryRow(
                row=0,
                cpr=digits,
                effective_on=move.effective_on,
                to_step=move.to_step,
                from_step=before,
                recorded_by=names.emails.get(move.recorded_by or 0, move.recorded_by_name),
                reason=move.reason or ("" if is_last else _closing_word(state.file, move)),
                note=move.note,
            )
        )
        before = move.to_step
    return rows


def work_columns(case: CaseFacts, step: int | None) -> WorkColumns:
    """What the company columns show for a citizen on this step (0 when out, None when not placed)."""
    if _shows_outcome(case, step):
        return _outcome_columns(case)
    contact, agreement = case.contact, case.agreement
    if agreement is None or (step not in ON_AGREEMENT and contact and contact.recorded_at > agreement.recorded_at):
        return _contact_columns(case)
    company = case.company_of(agreement) or case.company_of(contact)
    return WorkColumns(
        company=company,
        contact_person=agreement.contact_person or (contact.contact_person if contact else ""),
        agreement_kind=agreement.agreement_kind,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        internship_hours=agreement.internship_hours,
        tasks=agreement.tasks,
        milestone=agreement.milestone,
        follow_up_on=agreement.follow_up_on,
        paid_hours_outlook=agreement.paid_hours_outlook,
        paid_hours_from=agreement.paid_hours_from,
        adjusted_on=agreement.adjusted_on,
        mentor=agreement.mentor,
        **_contact_beside(case, company),
    )


def _shows_outcome(case: CaseFacts, step: int | None) -> bool:
    outcome, agreement = case.outcome, case.agreement
    if step == 1:
        return outcome is not None or not (agreement and agreement.agreement_kind)
    if step != OUT or outcome is None or outcome.outcome is None:
        return False
    return agreement is None or outcome.recorded_at >= agreement.recorded_at


def _contact_columns(case: CaseFacts) -> WorkColumns:
    contact = case.contact
    if contact is None:
        return WorkColumns()
    return WorkColumns(
        company=case.company_of(contact),
        contact_person=contact.contact_person,
        contact_kind=contact.contact_kind,
        contacted_on=contact.contacted_on,
    )


def _contact_beside(case: CaseFacts, company: Company | None) -> dict[str, Any]:
    """How and when the contact was that led to an agreement or a job at the same company."""
    contact, place = case.contact, case.company_of(case.contact)
    if contact is None or (place and (company is None or place.id != company.id)):
        return {}
    return {"contact_kind": contact.contact_kind, "contacted_on": contact.contacted_on}


def _outcome_columns(case: CaseFacts) -> WorkColumns:
    outcome, agreement, company = case.outcome, case.agreement, case.company_for(1)
    place = case.company_of(agreement)
    same_place = agreement if place is None or (company and place.id == company.id) else None
    return WorkColumns(
        company=company,
        contact_person=same_place.contact_person if same_place else "",
        agreement_kind=outcome.outcome if outcome else None,
        starts_on=outcome.starts_on if outcome else None,
        tasks=same_place.tasks if same_place else "",
        milestone=same_place.milestone if same_place else "",
        follow_up_on=outcome.retention_follow_up_on if outcome else None,
        **_contact_beside(case, company),
    )


def _work(columns: WorkColumns) -> dict[str, Any]:
    company = columns.company
    return {**vars(columns), "company": company.name if company else "", "company_cvr": company.cvr if company else ""}


def _people(case: CaseFacts, names: Names) -> dict[str, Any]:
    if case.assignment is None:
        return {}
    return {
        "broker_email": names.emails.get(case.assignment.broker_id or 0, ""),
        "caseworker_email": names.emails.get(case.assignment.caseworker_id or 0, ""),
    }


def _preparation(case: CaseFacts) -> dict[str, Any]:
    shown = ((case.cv, CV_FIELDS), (case.goals, GOAL_FIELDS))
    return {name: getattr(fact, name) for fact, fields in shown if fact for name in fields}


def _closing_word(file: CaseFile, move: StepTransition) -> str:
    """Why the citizen left that time, which the columns of ``Borgere`` have room to tell only for the last time."""
    for fact in reversed(file.facts):
        if isinstance(fact, Closing) and fact.transition_id == move.id and fact.withdrawn_at is None:
            reason = fact.closing_reason
            return "" if reason == OTHER_REASON else CLOSING_REASONS.by_code.get(reason, reason)
    return ""


def _counts_from(fact: Fact, effective: Mapping[int | None, date], clock: Clock) -> date:
    """The day from which a fact counts: its move's, its own or that of typing it; undated imports always did."""
    if fact.transition_id in effective:
        return effective[fact.transition_id]
    own: date | None = next((day for name in _OWN_DAYS if (day := getattr(fact, name, None))), None)
    if own is None:
        return date.min if fact.recorded_by is None else clock.local(fact.recorded_at).date()
    return own
