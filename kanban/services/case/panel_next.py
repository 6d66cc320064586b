"""What a case calls for next, as the panel shows it: signs, a suggested step, and the dates that come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen
from kanban.domain.deadlines import follow_up_due, running, talk_due
from kanban.domain.readiness import Sign, signs, urgency, view
from kanban.domain.steps import OUT, Step, step
from kanban.domain.suggestion import reason, suggested_step
from kanban.domain.views.board import SignView
from kanban.domain.views.case_entries import NextDate, SuggestionView

_AT_WORK = frozenset({4, 3, 2})


@dataclass(frozen=True)
class NextViews:
    """What is ahead of one citizen, as of a day."""

    citizen: Citizen
    case: CaseFacts
    today: date

    def step(self) -> Step | None:
        """The step after the citizen's own; None on the last and off the board."""
        current = self.citizen.current_step
        if current in {OUT, 1}:
            return None
        return step(8 if current is None else current - 1)

    def counting(self) -> list[Sign]:
        """The signs that count today."""
        found = signs(self.citizen.current_step, self.citizen.step_since, self.case)
        return [sign for sign in found if sign.from_date <= self.today]

    def signs(self) -> tuple[SignView, ...]:
        """Those signs in words, the most urgent first."""
        due = [(sign.code, sign.kind, sign.due_on if sign.rank == 0 else None) for sign in self.counting()]
        due.sort(key=lambda each: urgency(each[0], each[2]))
        return tuple(view(code, kind, on, self.today) for code, kind, on in due)

    def suggestion(self) -> SuggestionView | None:
        """The step the facts speak for (R-STEP-10)."""
        for sign in self.counting():
            number = suggested_step(sign.code)
            if number is not None and self.citizen.current_step is not None:
                return SuggestionView(step(number), reason(number, self.citizen.current_step, sign.from_date))
        return None

    def dates(self) -> tuple[NextDate, ...]:
        """Talk, follow-ups, aftercare and the end of the agreement, the earliest first; none off the board."""
        current = self.citizen.current_step
        if current == OUT or current is None:
            return ()
        return tuple(sorted(self._dates(current), key=lambda each: each.on))

    def _dates(self, current: int) -> Iterator[NextDate]:
        talk = talk_due(self.case) if current != 1 else None
        if talk:
            last = self.case.talks[-1].held_on if self.case.talks else None
            yield self._date("talk", talk, last=last)
        if current in _AT_WORK:
            yield from self._work_dates()
        outcome = self.case.outcome
        if current == 1 and outcome and outcome.retention_follow_up_on:
            yield self._date("aftercare", outcome.retention_follow_up_on, self._company(outcome.company_id))

    def _work_dates(self) -> Iterator[NextDate]:
        for deal in running(self.case):
            company = self._company(deal.company_id)
            due = follow_up_due(deal, self.case)
            if due:
                held = [each.held_on for each in self.case.follow_ups if each.placement == deal.placement]
                yield self._date("follow_up", due, company, max(held, default=None), deal.placement)
            if deal.ends_on:
                yield self._date("ends", deal.ends_on, company, placement=deal.placement)

    def _date(
        self, code: str, on: date, company: str = "", last: date | None = None, placement: int | None = None
    ) -> NextDate:
        return NextDate(code, on, on < self.today, company, last, placement)

    def _company(self, company_id: int | None) -> str:
        found = self.case.companies.get(company_id or 0)
        return found.name if found else ""
