"""Which talks and hours a workbook adds to a case: what the board has, or has had, is passed over."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, TypeVar

from kanban.domain.fact import Fact
from kanban.domain.facts import HoursEntry
from kanban.domain.inputs.import_rows import HistoryRow, HoursRow, RowProblem, TalkRow
from kanban.domain.messages import Message, say
from kanban.domain.steps import is_step
from kanban.excel.columns import HOURS, TALKS, Sheet
from kanban.store.talk_rows import Key

Steps: TypeAlias = Sequence[tuple[date, int]]
R = TypeVar("R", HistoryRow, TalkRow, HoursRow)


@dataclass(frozen=True)
class PlannedTalk:
    """A talk to add, and the step the citizen stood on afterwards; a talk that confirms a step always has one."""

    row: TalkRow
    step: int | None


@dataclass
class TalksPlan:
    """Talks to add in the order held, and what is wrong with the rows."""

    new: list[PlannedTalk] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def confirmed_on(self) -> date | None:
        """When the step was last confirmed in one of them."""
        return max((each.row.held_on for each in self.new if each.row.step_confirmed), default=None)


@dataclass
class HoursPlan:
    """Hours to add by day; ``stated`` when the workbook lists the citizen's hours at all."""

    new: list[HoursRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    stated: bool = False

    @property
    def paid(self) -> int | None:
        """The newest paid hours among them, None where they tell of none."""
        return next((row.paid_hours for row in reversed(self.new) if row.paid_hours is not None), None)


def plan_talks(
    rows: Iterable[TalkRow], known: Sequence[set[Key]], steps: Steps, staff: Collection[str], nobody: Message
) -> TalksPlan:
    """A talk is known by its day and kind, in any version it has had; a second one of the day by there being two."""
    plan, unseen = TalksPlan(), list(known)
    for row in sorted(rows, key=lambda row: row.held_on):
        match = next((keys for keys in unseen if (row.held_on, row.talk_kind) in keys), None)
        if match is not None:
            unseen.remove(match)
            continue
        step = step_on(steps, row.held_on, is_needed=bool(row.step_confirmed))
        if row.recorded_by and row.recorded_by not in staff:
            plan.problems.append(_problem(TALKS, row, "recorded_by", nobody))
        if row.next_talk_on and row.next_talk_on < row.held_on:
            reason = say("The next talk lies before this one, %(date)s", date=row.held_on)
            plan.problems.append(_problem(TALKS, row, "next_talk_on", reason))
        if row.step_confirmed and step is None:
            reason = say("The citizen stands on no step to confirm")
            plan.problems.append(_problem(TALKS, row, "step_confirmed", reason))
        plan.new.append(PlannedTalk(row, step))
    return plan


def step_on(steps: Steps, day: date, *, is_needed: bool) -> int | None:
    """The step on which the citizen stood at the end of a day; when one is needed, the nearest in time."""
    before = [number for entered, number in reversed(steps) if entered <= day]
    after = [number for entered, number in steps if entered > day]
    nearest = (*before, *after) if is_needed else before[:1]
    return next((number for number in nearest if is_step(number)), None)


def plan_hours(rows: Sequence[HoursRow], facts: Iterable[Fact], current: Sequence[HoursEntry]) -> HoursPlan:
    """Hours the board has had are passed over, corrected and removed ones too, each once; others follow."""
    plan = HoursPlan(stated=bool(rows))
    known = Counter(
        (fact.valid_from, fact.paid_hours, fact.internship_hours) for fact in facts if isinstance(fact, HoursEntry)
    )
    newest = current[-1].valid_from if current else date.min
    for row in sorted(rows, key=lambda row: row.valid_from):
        said = (row.valid_from, row.paid_hours, row.internship_hours)
        if said[1:] == (None, None):
            reason = say("Write paid hours, internship hours or both")
            plan.problems.append(_problem(HOURS, row, "paid_hours", reason))
        elif known[said]:
            known[said] -= 1
        elif row.valid_from < newest:
            reason = say("The board has hours up to %(date)s, and they count", date=newest)
            plan.warnings.append(_problem(HOURS, row, "valid_from", reason))
        else:
            plan.new.append(row)
    return plan


def by_citizen(rows: Iterable[R]) -> dict[str, list[R]]:
    """CPR number -> rows in sheet order."""
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(row.cpr, []).append(row)
    return found


def _problem(sheet: Sheet, row: TalkRow | HoursRow, name: str, reason: Message) -> RowProblem:
    return RowProblem(sheet.title, row.row, sheet.heading(name), reason)
