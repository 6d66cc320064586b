"""What a workbook would change, citizen by citizen; planning stores nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlmodel import Session

from kanban.domain.case import CaseFacts
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows, RowProblem
from kanban.domain.inputs.programme import BAD_NAME, is_name
from kanban.domain.messages import Message, say
from kanban.domain.programme import name_key
from kanban.domain.staff import normalise_email
from kanban.domain.steps import OUT
from kanban.domain.transition import standing
from kanban.excel.columns import CITIZENS, HISTORY, HOURS, TALKS
from kanban.excel.words import AGREEMENT_KINDS, OUTCOME_KINDS
from kanban.services.exchange.import_agreed import agreed_facts
from kanban.services.exchange.import_closings import stored_reason
from kanban.services.exchange.import_context import ImportContext
from kanban.services.exchange.import_facts import FactsPlan, FactsPlanner, PlannedFact, Stand
from kanban.services.exchange.import_history import HistoryPlanner, MovesPlan
from kanban.services.exchange.import_series import (
    HoursPlan,
    PlannedTalk,
    by_citizen,
    plan_hours,
    plan_talks,
    step_on,
)
from kanban.services.runtime import Runtime
from kanban.store import bulk
from kanban.store.case_file import CaseFile, open_files
from kanban.store.talk_rows import Key, known_talks

_PERSONAL = ("name", "name_protected", "benefit", "origin", "target_group", "started_on")
_NOT_LISTED = -1
_NOBODY = say("Nobody in the municipality has this e-mail")


@dataclass(frozen=True)
class Confirmed:
    """That a step was confirmed on a day, beside the talks."""

    day: date
    step: int


@dataclass
class CitizenPlan:
    """What one row would do; ``file`` is None for a citizen the board does not know."""

    row: CitizenRow
    file: CaseFile | None
    personal: dict[str, Any] = field(default_factory=dict)
    moves: list[HistoryRow] = field(default_factory=list)
    facts: FactsPlan = field(default_factory=FactsPlan)
    talks: list[PlannedTalk] = field(default_factory=list)
    confirmed: Confirmed | None = None
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything about a known citizen would change."""
        said = (self.personal, self.moves, self.facts.new, self.facts.withdrawn, self.talks, self.confirmed)
        return any(said)


class Planner:
    """Plans the rows of one workbook, some hundred citizens at a time."""

    def __init__(self, session: Session, runtime: Runtime, context: ImportContext, rows: ImportRows) -> None:
        self._session, self._vault, self._context, self._rows = session, runtime.vault, context, rows
        self._step_is_told = "step" not in rows.absent
        self._history = by_citizen(rows.history)
        self._talks, self._hours = by_citizen(rows.talks), by_citizen(rows.hours)
        self._known: dict[int, list[set[Key]]] = {}

    def to_judge(self, unsettled: frozenset[str]) -> Iterator[list[CitizenPlan]]:
        """Plans that tell problems and changes, without the facts of new citizens.

        The ``unsettled``, who have refused rows, are left out: half of what is said about them can't be judged.
        """
        rows = [*self._rows.citizens, *self.not_listed]
        for part in bulk.portions([row for row in rows if row.cpr not in unsettled]):
            files = self._files(part, lock=False)
            yield [self._plan(row, files.get(row.cpr), whole=row.cpr in files) for row in part]

    def to_store(self) -> Iterator[list[CitizenPlan]]:
        """Whole plans; nobody else changes the citizens' cards until the transaction ends."""
        for part in bulk.portions([*self._rows.citizens, *self.not_listed]):
            files = self._files(part, lock=True)
            yield [self._plan(row, files.get(row.cpr), whole=True) for row in part]

    @cached_property
    def not_listed(self) -> list[CitizenRow]:
        """Rows that say nothing, for those who have talks or hours in the workbook but no row in ``Borgere``."""
        listed = {row.cpr for row in self._rows.citizens}
        named = dict.fromkeys([*self._talks, *self._hours])
        return [CitizenRow(_NOT_LISTED, cpr, "", date.min) for cpr in named if cpr not in listed]

    def _files(self, rows: Sequence[CitizenRow], *, lock: bool) -> Mapping[str, CaseFile]:
        if self._context.municipality_id is None:
            return {}
        by_hash = {self._vault.recognise(row.cpr): row.cpr for row in rows}
        known = bulk.known_citizens(self._session, self._context.municipality_id, list(by_hash), lock=lock)
        files = open_files(self._session, list(known.values())) if known else []
        if self._talks:
            self._known = known_talks(self._session, [file.citizen.id for file in files])
        return {by_hash[file.citizen.cpr_hash]: file for file in files}

    def _plan(self, row: CitizenRow, file: CaseFile | None, *, whole: bool) -> CitizenPlan:
        if row.row == _NOT_LISTED and file is None:
            return CitizenPlan(row, None, problems=list(self._unknown(row.cpr)))
        history = self._history.get(row.cpr, [])
        moves = file.moves if file else []
        planned = HistoryPlanner(row, history, moves, self._context.today).plan(step_is_told=self._step_is_told)
        stand = self._stand(file, planned)
        plan = CitizenPlan(row, file, problems=planned.problems, warnings=planned.warnings)
        plan.problems += [*self._row_problems(row, stand), *self._unknown_recorders(history)]
        hours = self._series(plan, planned)
        if plan.problems:
            return plan
        plan.personal = self._personal(row, file) if file else {}
        if whole:
            self._facts(plan, planned, stand, hours)
        last = len(planned.new) - 1
        plan.moves = [
            replace(move, reason=stored_reason(row, move, is_last=place == last))
            for place, move in enumerate(planned.new)
        ]
        return plan

    def _series(self, plan: CitizenPlan, planned: MovesPlan) -> HoursPlan:
        """Plan talks, the confirmation of the step, and hours, with what is wrong about them."""
        row, file = plan.row, plan.file
        known = self._known.get(file.citizen.id or 0, []) if file else []
        steps = _steps(file, planned)
        talks = plan_talks(self._talks.get(row.cpr, ()), known, steps, self._context.staff, _NOBODY)
        hours = plan_hours(self._hours.get(row.cpr, ()), file.facts if file else (), file.case.hours if file else ())
        plan.talks = talks.new
        plan.problems += [*talks.problems, *hours.problems]
        plan.warnings += hours.warnings
        latest = max(filter(None, (talks.confirmed_on, file.confirmed_on if file else None)), default=date.min)
        if row.confirmed_on and row.confirmed_on > latest:
            step = step_on(steps, row.confirmed_on, is_needed=True)
            if step is None:
                plan.problems.append(_at(row, "confirmed_on", say("The citizen stands on no step to confirm")))
            else:
                plan.confirmed = Confirmed(row.confirmed_on, step)
        return hours

    def _facts(self, plan: CitizenPlan, planned: MovesPlan, stand: Stand, hours: HoursPlan) -> None:
        row, file, today = plan.row, plan.file, self._context.today
        case = file.case if file else CaseFacts()
        plan.facts = FactsPlanner(row, case, stand, self._context.emails, hours).plan(planned.new)
        agreed = agreed_facts(row, case, file.facts if file else (), plan.personal, today)
        plan.facts.new += map(PlannedFact, agreed)

    def _stand(self, file: CaseFile | None, planned: MovesPlan) -> Stand:
        step: int | None = None
        since: date | None = None
        for day, to_step in _steps(file, planned):
            if to_step != step:
                step, since = to_step, day
        return Stand(step, since, self._context.today, is_known=file is not None)

    def _personal(self, row: CitizenRow, file: CaseFile) -> dict[str, Any]:
        if row.row == _NOT_LISTED:
            return {}
        citizen = file.citizen
        said = {name: getattr(row, name) for name in _PERSONAL}
        changed = {
            name: value for name, value in said.items() if value not in (None, "") and value != getattr(citizen, name)
        }
        if row.team and self._context.teams.get(row.team) != citizen.team_id:
            changed["team"] = row.team
        if row.programme and self._context.programmes.get(name_key(row.programme), -1) != citizen.programme_id:
            changed["programme"] = row.programme
        return changed

    def _row_problems(self, row: CitizenRow, stand: Stand) -> Iterator[RowProblem]:
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            yield _at(row, "ends_on", say("The end date lies before the start, %(date)s", date=row.starts_on))
        if row.programme and not is_name(row.programme):
            yield _at(row, "programme", BAD_NAME)
        if row.company_cvr and not row.company:
            yield _at(row, "company", say("Write the name of the company"))
        if row.agreement_kind in OUTCOME_KINDS and stand.step not in {1, OUT}:
            word = AGREEMENT_KINDS.by_code[row.agreement_kind]
            yield _at(row, "agreement_kind", say("%(kind)s belongs to step 1", kind=word))
        if row.action_due_on and not row.action:
            yield _at(row, "action", say("Write what was agreed"))
        for name in ("broker_email", "caseworker_email"):
            email = getattr(row, name)
            if email and email not in self._context.staff:
                yield _at(row, name, _NOBODY)

    def _unknown_recorders(self, history: Sequence[HistoryRow]) -> Iterator[RowProblem]:
        for move in history:
            email = normalise_email(move.recorded_by)
            if email and email not in self._context.staff:
                yield RowProblem(HISTORY.title, move.row, HISTORY.heading("recorded_by"), _NOBODY)

    def _unknown(self, cpr: str) -> Iterator[RowProblem]:
        reason = say("The citizen has no row in the sheet %(sheet)s and is not on the board", sheet=CITIZENS.title)
        for sheet, rows in ((TALKS, self._talks), (HOURS, self._hours)):
            yield from (RowProblem(sheet.title, row.row, sheet.heading("cpr"), reason) for row in rows.get(cpr, ()))


def _steps(file: CaseFile | None, planned: MovesPlan) -> list[tuple[date, int]]:
    """Day and step of every standing move, known and new."""
    moves = [(move.effective_on, move.to_step) for move in (standing(file.moves) if file else [])]
    return moves + [(move.effective_on, move.to_step) for move in planned.new]


def _at(row: CitizenRow, name: str, reason: Message) -> RowProblem:
    return RowProblem(CITIZENS.title, row.row, CITIZENS.heading(name), reason)
