"""A citizen's file as rows of the workbook, as it stands now or as it stood on a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kanban.domain.case import CaseFacts
from kanban.domain.clock import Clock
from kanban.domain.danish import sort_key
from kanban.domain.fact import Fact
from kanban.domain.facts import Closing
from kanban.domain.gathering import gather
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow, TalkRow
from kanban.domain.progression import FIELD_PREFIX
from kanban.domain.steps import OUT, is_step
from kanban.domain.talk import TalkMark
from kanban.domain.transition import StepTransition, Visit, replay, standing
from kanban.excel.words import CLOSING_REASONS
from kanban.services.exchange.case_columns import CV_FIELDS, GOAL_FIELDS, TALK_FIELDS, open_action, payslips_until
from kanban.services.exchange.work_columns import WorkColumns, work_columns
from kanban.store.case_file import CaseFile
from kanban.store.talk_rows import HeldTalk

OTHER_REASON = "other"
_OWN_DAYS = (
    "valid_from",
    "assigned_on",
    "cv_prepared_on",
    "goal_registered_on",
    "contacted_on",
    "starts_on",
    "closed_on",
    "held_on",
)


@dataclass(frozen=True)
class Names:
    """What ids are called: staff by e-mail, teams and programmes by name."""

    emails: Mapping[int, str]
    teams: Mapping[int, str]
    programmes: Mapping[int, str]


@dataclass(frozen=True)
class Talks:
    """Talks and the days on which the step was confirmed, by citizen id."""

    held: Mapping[int, list[HeldTalk]]
    confirmed: Mapping[int, list[date]]


@dataclass(frozen=True)
class FileOnDay:
    """The part of a file that counts: moves in effective order, their stays, facts, and talks in the order held."""

    file: CaseFile
    moves: list[StepTransition]
    visits: list[Visit]
    case: CaseFacts
    day: date
    talks: Sequence[HeldTalk] = ()

    @property
    def step(self) -> int | None:
        """Where the citizen stands; None when not placed yet."""
        return self.visits[-1].step if self.visits else None

    @property
    def has_stood(self) -> bool:
        """Whether there is a step that can have been confirmed."""
        return any(is_step(visit.step) for visit in self.visits)


def on_day(file: CaseFile, talks: Talks, clock: Clock, as_of: date | None) -> FileOnDay:
    """The file as it stood at the end of a day, by what is known now; with None, as it stands."""
    moves, citizen_id = standing(file.moves), file.citizen.id or 0
    held = talks.held.get(citizen_id, [])
    if as_of is None:
        return FileOnDay(file, moves, replay(moves), file.case, clock.today(), held)
    moves = [move for move in moves if move.effective_on <= as_of]
    held = [each for each in held if each.talk.held_on <= as_of]
    confirmed = [day for day in talks.confirmed.get(citizen_id, []) if day <= as_of]
    effective = {move.id: move.effective_on for move in file.moves}
    case = gather(
        [fact for fact in file.facts if _counts_from(fact, effective, clock) <= as_of],
        file.companies,
        [TalkMark(each.talk.held_on, each.talk.next_talk_on) for each in held],
        max(confirmed, default=None),
        file.case.arrived_on,
        zone=file.zone,
    )
    return FileOnDay(file, moves, replay(moves), case, as_of, held)


def citizen_row(state: FileOnDay, names: Names, digits: str) -> CitizenRow:
    """The row of ``Borgere``; ``digits`` is the CPR number."""
    citizen, case = state.file.citizen, state.case
    return CitizenRow(
        row=0,
        cpr=digits,
        name=citizen.name,
        name_protected=citizen.name_protected or None,
        started_on=citizen.started_on,
        team=names.teams.get(citizen.team_id or 0, ""),
        programme=names.programmes.get(citizen.programme_id or 0, ""),
        benefit=citizen.benefit,
        origin=citizen.origin,
        target_group=citizen.target_group,
        markings=tuple(sorted((marking.name for marking in case.markings_on(state.day)), key=sort_key)),
        paid_hours=case.paid_minutes,
        confirmed_on=case.confirmed_on if state.has_stood else None,
        arrived_on=case.arrived_on,
        payslips_until=payslips_until(case),
        **_place(state),
        **_agreed(case),
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


def talk_rows(state: FileOnDay, names: Names, digits: str) -> Iterator[TalkRow]:
    """The rows of ``Samtaler`` in the order held."""
    for held in state.talks:
        talk = held.talk
        yield TalkRow(
            row=0,
            cpr=digits,
            **{name: getattr(talk, name) for name in TALK_FIELDS},
            step_confirmed=(talk.step_confirmed and state.has_stood) or None,
            recorded_by=names.emails.get(talk.recorded_by or 0, ""),
            levels={FIELD_PREFIX + theme: level for theme, level in held.levels.items()},
        )


def hours_rows(state: FileOnDay, digits: str) -> Iterator[HoursRow]:
    """The rows of ``Timer`` by day."""
    for each in state.case.hours:
        if (each.paid_hours, each.internship_hours) != (None, None):
            yield HoursRow(0, digits, each.valid_from, each.paid_hours, each.internship_hours)


def _place(state: FileOnDay) -> dict[str, Any]:
    """Where the citizen stands since when, or why and when the citizen left."""
    if state.step is None:
        return {}
    since, closing = state.visits[-1].enter_date, state.case.closing
    if state.step != OUT:
        return {"step": state.step, "step_since": since}
    return {"closing_reason": closing.closing_reason if closing else OTHER_REASON, "closed_on": since}


def _agreed(case: CaseFacts) -> dict[str, Any]:
    action = open_action(case)
    return {"action": action.action, "action_due_on": action.due_on} if action else {}


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
