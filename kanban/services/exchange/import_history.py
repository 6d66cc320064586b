"""Which moves a citizen's rows add, and whether the rows agree with each other and with the board.

Rows of one citizen count by day, those of one day in sheet order. Rows that go back in time in the sheet, and by day
would end elsewhere than the citizen's row says, are refused: a date among them is wrong. Moves that the board already
has are passed over, so that a workbook can be imported again; new ones must come after the latest. A setback without a
reason is taken: older lists have none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, RowProblem
from kanban.domain.messages import Message, say
from kanban.domain.steps import OUT
from kanban.domain.transition import StepTransition, check_date, standing
from kanban.excel.columns import CITIZENS, HISTORY, Sheet


@dataclass(frozen=True)
class Entry:
    """A move that the workbook states, and the cell a problem with it is told at."""

    move: HistoryRow
    sheet: Sheet
    field: str

    @property
    def key(self) -> tuple[date, int]:
        """By which a move is recognised again: the day and the step."""
        return self.move.effective_on, self.move.to_step

    def problem(self, reason: Message, field_name: str = "") -> RowProblem:
        """A problem in this row."""
        return RowProblem(self.sheet.title, self.move.row, self.sheet.heading(field_name or self.field), reason)


@dataclass
class MovesPlan:
    """What is found: the moves to add, in effective order, and what is told about the rows."""

    new: list[HistoryRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)


class HistoryPlanner:
    """Judges one citizen's row and history rows against the moves on the board."""

    def __init__(
        self, row: CitizenRow, history: Sequence[HistoryRow], moves: Sequence[StepTransition], today: date
    ) -> None:
        self._row, self._history, self._today = row, history, today
        self._standing = standing(moves)
        self._annulled = {(move.effective_on, move.to_step) for move in moves if move.annulled_at is not None}
        self._plan = MovesPlan()

    def plan(self, *, step_is_told: bool) -> MovesPlan:
        """The plan; ``step_is_told`` unless the sheet has no column for the step at all."""
        by_day = sorted(self._history, key=lambda move: move.effective_on)
        if not step_is_told or self._agrees(by_day):
            self._history = by_day
        entries = self._stated()
        if step_is_told and self._history:
            self._check_agreement()
            self._compare_since()
        entries += self._leaving(entries)
        self._check_order(entries)
        if not self._plan.problems:
            self._choose_new(self._without_restatements(entries))
        return self._plan

    def _stated(self) -> list[Entry]:
        if self._history:
            return [Entry(move, HISTORY, "effective_on") for move in self._history]
        row = self._row
        if not row.step:
            return []
        stated_on = "step_since" if row.step_since else "started_on"
        return [self._from_row(row.step, row.step_since or row.started_on, stated_on)]

    def _from_row(self, to_step: int, day: date, field_name: str) -> Entry:
        return Entry(HistoryRow(self._row.row, self._row.cpr, day, to_step), CITIZENS, field_name)

    def _agrees(self, history: Sequence[HistoryRow]) -> bool:
        steps = [move.to_step for move in history]
        said, closed = self._row.step, self._row.closed_on or self._row.closing_reason
        if steps[-1:] == [OUT]:
            return said in {None, OUT} or bool(closed and steps[-2:-1] == [said])
        return steps[-1:] == [said] or bool(said in {None, OUT} and self._row.closed_on)

    def _check_agreement(self) -> None:
        if not self._agrees(self._history):
            last, said = _word(self._history[-1].to_step), _word(self._row.step)
            self._refuse_row(
                "step", say("The history ends on %(last)s, but the row says %(said)s", last=last, said=said)
            )

    def _compare_since(self) -> None:
        entered = self._history[-1].effective_on
        for move in reversed(self._history):
            if move.to_step != self._history[-1].to_step:
                break
            entered = move.effective_on
        if self._row.step_since and self._row.step and self._row.step_since != entered:
            self._remark("step_since", say("The history says %(date)s, and that day counts", date=entered))

    def _leaving(self, entries: list[Entry]) -> list[Entry]:
        """The move out that the row's own closing columns state, unless the history has it."""
        row = self._row
        last = entries[-1].move if entries else None
        if last and last.to_step == OUT:
            if row.closed_on and row.closed_on != last.effective_on:
                self._remark("closed_on", say("The history says %(date)s, and that day counts", date=last.effective_on))
            return []
        if row.closed_on:
            return [self._from_row(OUT, row.closed_on, "closed_on")]
        has_left = not entries and self._standing and self._standing[-1].to_step == OUT
        if (row.closing_reason or row.step == OUT) and not has_left:
            self._refuse_row("closed_on", say("Write the date on which the citizen left"))
        return []

    def _check_order(self, entries: Iterable[Entry]) -> None:
        before: HistoryRow | None = None
        for entry in entries:
            day = entry.move.effective_on
            reason = check_date(day, today=self._today, latest=before.effective_on if before else None)
            if reason:
                self._plan.problems.append(entry.problem(reason))
            if before:
                self._check_step(entry, before.to_step)
            before = entry.move

    def _check_step(self, entry: Entry, before: int) -> None:
        move = entry.move
        if move.from_step is not None and move.from_step != before:
            reason = say(
                "The citizen comes from %(before)s, not %(said)s", before=_word(before), said=_word(move.from_step)
            )
            self._plan.problems.append(entry.problem(reason, "from_step"))
        if move.to_step == before == OUT:
            name = "to_step" if entry.sheet is HISTORY else entry.field
            self._plan.problems.append(entry.problem(say("The citizen has already left the board"), name))

    def _without_restatements(self, entries: list[Entry]) -> list[Entry]:
        """What a row without history says beyond where the citizen already stands, perhaps since another day."""
        latest = self._standing[-1] if self._standing else None
        if self._history or not entries or latest is None:
            return entries
        restated = [place for place, entry in enumerate(entries) if entry.move.to_step == latest.to_step]
        if not restated:
            return entries
        entry, known = entries[restated[-1]], {(move.effective_on, move.to_step) for move in self._standing}
        if entry.field != "started_on" and entry.key not in known:
            self._remark(entry.field, say("The board says %(date)s, and that day counts", date=latest.effective_on))
        return entries[restated[-1] + 1 :]

    def _choose_new(self, entries: list[Entry]) -> None:
        unseen = Counter((move.effective_on, move.to_step) for move in self._standing)
        new: list[Entry] = []
        for entry in entries:
            if unseen[entry.key] > 0:
                unseen[entry.key] -= 1
                self._plan.problems += [early.problem(self._too_early()) for early in new]
                new = []
            else:
                new.append(entry)
        for entry in new:
            self._check_new(entry)
        if new and self._standing:
            self._check_step(new[0], self._standing[-1].to_step)
        self._plan.new = [entry.move for entry in new]

    def _check_new(self, entry: Entry) -> None:
        if entry.key in self._annulled:
            self._plan.problems.append(entry.problem(say("This move has been annulled on the board")))
        elif self._standing and entry.field == "started_on":
            self._refuse_row("step_since", say("Write since when the citizen is on this step"))
        elif self._standing and entry.move.effective_on < self._standing[-1].effective_on:
            self._plan.problems.append(entry.problem(self._too_early()))

    def _too_early(self) -> Message:
        latest = self._standing[-1].effective_on
        return say("The board has moves up to %(date)s, and a new one must come after them", date=latest)

    def _refuse_row(self, field_name: str, reason: Message) -> None:
        self._plan.problems.append(RowProblem(CITIZENS.title, self._row.row, CITIZENS.heading(field_name), reason))

    def _remark(self, field_name: str, message: Message) -> None:
        self._plan.warnings.append(RowProblem(CITIZENS.title, self._row.row, CITIZENS.heading(field_name), message))


def _word(step_number: int | None) -> Message:
    if step_number is None:
        return say("no step")
    return say("out") if step_number == OUT else say("step %(step)s", step=step_number)
