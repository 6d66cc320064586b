"""What a workbook would change, citizen by citizen; planning stores nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from kanban.domain.case import CaseFacts
from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, ImportRows, RowProblem
from kanban.domain.messages import Message, say
from kanban.domain.staff import normalise_email
from kanban.domain.steps import OUT
from kanban.domain.transition import standing
from kanban.excel.columns import AGREEMENT_KINDS, CITIZENS, HISTORY, OUTCOME_KINDS
from kanban.services.exchange.import_closings import stored_reason
from kanban.services.exchange.import_context import ImportContext
from kanban.services.exchange.import_facts import FactsPlan, FactsPlanner, Stand
from kanban.services.exchange.import_history import HistoryPlanner, MovesPlan
from kanban.services.runtime import Runtime
from kanban.store import bulk
from kanban.store.case_file import CaseFile, open_files

_PERSONAL = ("name", "name_protected", "benefit", "origin", "target_group", "started_on")
_NOBODY = say("Nobody in the municipality has this e-mail")


@dataclass
class CitizenPlan:
    """What one row would do; ``file`` is None for a citizen the board does not know."""

    row: CitizenRow
    file: CaseFile | None
    personal: dict[str, Any] = field(default_factory=dict)
    moves: list[HistoryRow] = field(default_factory=list)
    facts: FactsPlan = field(default_factory=FactsPlan)
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything about a known citizen would change."""
        return bool(self.personal or self.moves or self.facts.new or self.facts.withdrawn)


class Planner:
    """Plans the rows of one workbook, some hundred citizens at a time."""

    def __init__(self, session: Session, runtime: Runtime, context: ImportContext, rows: ImportRows) -> None:
        self._session, self._vault, self._context, self._rows = session, runtime.vault, context, rows
        self._step_is_told = "step" not in rows.absent
        self._history: dict[str, list[HistoryRow]] = {}
        for move in rows.history:
            self._history.setdefault(move.cpr, []).append(move)

    def to_judge(self, unsettled: frozenset[str]) -> Iterator[list[CitizenPlan]]:
        """Plans that tell problems and changes, without the facts of new citizens.

        The ``unsettled``, who have refused rows, are left out: half of what is said about them can't be judged.
        """
        for part in bulk.portions([row for row in self._rows.citizens if row.cpr not in unsettled]):
            files = self._files(part, lock=False)
            yield [self._plan(row, files.get(row.cpr), whole=row.cpr in files) for row in part]

    def to_store(self) -> Iterator[list[CitizenPlan]]:
        """Whole plans; nobody else changes the citizens' cards until the transaction ends."""
        for part in bulk.portions(self._rows.citizens):
            files = self._files(part, lock=True)
            yield [self._plan(row, files.get(row.cpr), whole=True) for row in part]

    def _files(self, rows: Sequence[CitizenRow], *, lock: bool) -> Mapping[str, CaseFile]:
        if self._context.municipality_id is None:
            return {}
        by_hash = {self._vault.recognise(row.cpr): row.cpr for row in rows}
        known = bulk.known_citizens(self._session, self._context.municipality_id, list(by_hash), lock=lock)
        files = open_files(self._session, list(known.values())) if known else []
        return {by_hash[file.citizen.cpr_hash]: file for file in files}

    def _plan(self, row: CitizenRow, file: CaseFile | None, *, whole: bool) -> CitizenPlan:
        history = self._history.get(row.cpr, [])
        moves = file.moves if file else []
        planned = HistoryPlanner(row, history, moves, self._context.today).plan(step_is_told=self._step_is_told)
        stand = self._stand(file, planned)
        plan = CitizenPlan(row, file, problems=planned.problems, warnings=planned.warnings)
        plan.problems += [*self._row_problems(row, stand), *self._unknown_recorders(history)]
        if plan.problems:
            return plan
        if whole:
            case = file.case if file else CaseFacts()
            plan.facts = FactsPlanner(row, case, stand, self._context.emails).plan(planned.new)
        last = len(planned.new) - 1
        plan.moves = [
            replace(move, reason=stored_reason(row, move, is_last=place == last))
            for place, move in enumerate(planned.new)
        ]
        plan.personal = self._personal(row, file) if file else {}
        return plan

    def _stand(self, file: CaseFile | None, planned: MovesPlan) -> Stand:
        step: int | None = None
        since: date | None = None
        steps = [(move.to_step, move.effective_on) for move in (standing(file.moves) if file else [])]
        steps += [(move.to_step, move.effective_on) for move in planned.new]
        for to_step, day in steps:
            if to_step != step:
                step, since = to_step, day
        return Stand(step, since, self._context.today, is_known=file is not None)

    def _personal(self, row: CitizenRow, file: CaseFile) -> dict[str, Any]:
        citizen = file.citizen
        said = {name: getattr(row, name) for name in _PERSONAL}
        changed = {
            name: value for name, value in said.items() if value not in (None, "") and value != getattr(citizen, name)
        }
        if row.team and self._context.teams.get(row.team) != citizen.team_id:
            changed["team"] = row.team
        return changed

    def _row_problems(self, row: CitizenRow, stand: Stand) -> Iterator[RowProblem]:
        if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
            yield _at(row, "ends_on", say("The end date lies before the start, %(date)s", date=row.starts_on))
        if row.company_cvr and not row.company:
            yield _at(row, "company", say("Write the name of the company"))
        if row.agreement_kind in OUTCOME_KINDS and stand.step not in {1, OUT}:
            word = AGREEMENT_KINDS.by_code[row.agreement_kind]
            yield _at(row, "agreement_kind", say("%(kind)s belongs to step 1", kind=word))
        for name in ("broker_email", "caseworker_email"):
            email = getattr(row, name)
            if email and email not in self._context.staff:
                yield _at(row, name, _NOBODY)

    def _unknown_recorders(self, history: Sequence[HistoryRow]) -> Iterator[RowProblem]:
        for move in history:
            email = normalise_email(move.recorded_by)
            if email and email not in self._context.staff:
                yield RowProblem(HISTORY.title, move.row, HISTORY.heading("recorded_by"), _NOBODY)


def _at(row: CitizenRow, name: str, reason: Message) -> RowProblem:
    return RowProblem(CITIZENS.title, row.row, CITIZENS.heading(name), reason)
