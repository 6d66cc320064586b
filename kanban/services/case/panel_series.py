"""The parts of a case that are series: periods, payslips and agreed steps."""

from collections.abc import Iterable
from datetime import date

from kanban.domain.choices import TARGET_GROUPS
from kanban.domain.deadlines import payslip_day, payslip_months
from kanban.domain.facts import BenefitPeriod, GroupPeriod, Marking
from kanban.domain.views.case_entries import ActionView, PayslipState, PayslipView, PeriodView
from kanban.services.case.shown_facts import FactWords

_GROUPS = {choice.value: choice.label for choice in TARGET_GROUPS}


class SeriesViews:
    """One method per series, as of a day."""

    def __init__(self, words: FactWords, today: date) -> None:
        self._words, self._case, self._today = words, words.case, today

    def markings(self) -> tuple[PeriodView, ...]:
        """Person-group markings, those that count first (R-MARK-1 … R-MARK-7)."""
        return _current_first(self._period(fact, fact.name) for fact in self._case.markings)

    def benefits(self) -> tuple[PeriodView, ...]:
        """Benefits, the present one first."""
        return _current_first(self._period(fact, fact.benefit) for fact in self._case.benefits)

    def groups(self) -> tuple[PeriodView, ...]:
        """Target groups as source texts, the present one first (R-VIS-1)."""
        return _current_first(self._period(fact, _group(fact)) for fact in self._case.groups)

    def _period(self, fact: Marking | BenefitPeriod | GroupPeriod, text: str) -> PeriodView:
        begun = fact.valid_from is None or fact.valid_from <= self._today
        kind = fact.exemption_kind if isinstance(fact, Marking) and self._words.has_case else None
        return PeriodView(
            id=fact.id or 0,
            text=text,
            since=fact.valid_from,
            to=fact.valid_to,
            current=begun and (fact.valid_to is None or fact.valid_to > self._today),
            recorded=self._words.recorded(fact),
            exemption_kind=kind,
        )

    def payslips(self) -> tuple[PayslipView, ...]:
        """Every month since paid hours began, newest first (R-HOURS-6)."""
        return tuple(self._payslip(month) for month in reversed(payslip_months(self._case, self._today)))

    def _payslip(self, month: date) -> PayslipView:
        noted = next((each for each in reversed(self._case.payslips) if each.month == month), None)
        if noted is not None:
            state = PayslipState.NONE if noted.no_pay and not noted.received_on else PayslipState.RECEIVED
            return PayslipView(month, state, noted.received_on, noted.id)
        late = payslip_day(month) < self._today
        return PayslipView(month, PayslipState.MISSING if late else PayslipState.WAITING)

    def actions(self) -> tuple[ActionView, ...]:
        """Agreed next steps: those to be taken by date, then those taken, the latest first."""
        waiting = [each for each in self._case.actions if not each.done_on]
        done = [each for each in self._case.actions if each.done_on]
        waiting.sort(key=lambda each: (each.due_on or date.max, each.id or 0))
        done.sort(key=lambda each: (each.done_on or date.min, each.id or 0), reverse=True)
        return tuple(
            ActionView(
                id=each.id or 0,
                action=each.action,
                who=self._words.name(each.action_by),
                due_on=each.due_on,
                done_on=each.done_on,
                late=not each.done_on and each.due_on is not None and each.due_on < self._today,
                recorded=self._words.recorded(each),
            )
            for each in (*waiting, *done)
        )


def _current_first(found: Iterable[PeriodView]) -> tuple[PeriodView, ...]:
    return tuple(sorted(found, key=lambda view: (view.current, view.since or date.min, view.id), reverse=True))


def _group(fact: GroupPeriod) -> str:
    return _GROUPS.get(str(fact.target_group), str(fact.target_group))
