"""A caseload in order: what is overdue, what comes this week, who stands still; and the order of a case review.

Sources: R-DASH-13 (the broker's own caseload), R-CAD-5 (the review), R-STEP-11 (a step is confirmed again and again).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from kanban.domain.sign import CitizenSign
from kanban.domain.suggestion import suggested_step
from kanban.domain.views.board import SignKind

NEW_FOR = timedelta(days=14)
_SUNDAY = 6


@dataclass(frozen=True)
class Case:
    """A citizen as lists of a caseload need it; ``step`` is None before the first placement, 0 after leaving.

    ``signs`` are all stored signs, also those that count later; ``confirmed_on`` when the step was last confirmed.
    """

    id: int
    public_id: str
    version: int
    name: str
    name_protected: bool
    step: int | None
    since: date | None
    context: str
    started_on: date
    sort_name: str = ""
    team_id: int | None = None
    broker_id: int | None = None
    caseworker_id: int | None = None
    programme_id: int | None = None
    signs: tuple[CitizenSign, ...] = ()
    confirmed_on: date | None = None

    def counting(self, today: date) -> list[CitizenSign]:
        """The signs that count today."""
        return [sign for sign in self.signs if sign.from_date <= today]

    def days(self, today: date) -> int | None:
        """Whole days on the step; None off the staircase."""
        return (today - self.since).days if self.step and self.since else None

    def stalled(self, limits: Mapping[int, int], today: date) -> bool:
        """Whether the stay is longer than the step's limit."""
        days, limit = self.days(today), limits.get(self.step or 0)
        return days is not None and limit is not None and days > limit


Task: TypeAlias = "tuple[Case, CitizenSign]"


def end_of_week(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=_SUNDAY - today.weekday())


def overdue(cases: Iterable[Case], today: date) -> list[Task]:
    """Everything whose due date has passed, the longest overdue first."""
    found = [(case, sign) for case in cases for sign in case.signs if sign.due_on and sign.due_on < today]
    return sorted(found, key=_by_day)


def this_week(cases: Iterable[Case], today: date) -> list[Task]:
    """What is due from today to Sunday, ends that are near, and suggested steps, in the order of the days."""
    last = end_of_week(today)
    found = [(case, sign) for case in cases for sign in case.signs if _is_near(sign, today, last)]
    return sorted(found, key=lambda task: (task[1].due_on or today, task[1].due_on is None, *_by_day(task)))


def standing_still(cases: Iterable[Case], limits: Mapping[int, int], today: date) -> list[Case]:
    """Those who have been on their step longer than the limit, the longest stay first."""
    found = [case for case in cases if case.stalled(limits, today)]
    return sorted(found, key=lambda case: (case.since or today, case.sort_name))


def in_review_order(cases: Iterable[Case], limits: Mapping[int, int], today: date) -> list[Case]:
    """The most urgent first: overdue, a suggested step, something missing, standing still; then the rest.

    Within each, whoever has waited longest; the rest by how long ago the step was confirmed.
    """
    return sorted(cases, key=lambda case: (*_rank(case, limits, today), case.sort_name, case.id))


def most_urgent(signs: Sequence[CitizenSign], today: date) -> CitizenSign | None:
    """The sign to show for a case: the first that counts, else the one that comes next."""
    counting = [sign for sign in signs if sign.from_date <= today]
    if counting:
        return min(counting, key=lambda sign: (sign.due_on is None, sign.due_on or today, _kind_rank(sign), sign.code))
    return min((sign for sign in signs if sign.due_on), key=lambda sign: (sign.due_on, sign.code), default=None)


def _is_near(sign: CitizenSign, today: date, last: date) -> bool:
    if sign.due_on is None:
        return suggested_step(sign.code) is not None and sign.from_date <= today
    return today <= sign.due_on and (sign.due_on <= last or sign.from_date <= today)


def _by_day(task: Task) -> tuple[date, str, str]:
    case, sign = task
    return sign.due_on or date.max, case.sort_name, sign.code


def _kind_rank(sign: CitizenSign) -> int:
    return [SignKind.LATE, SignKind.SUGGESTION, SignKind.MISSING].index(SignKind(sign.kind))


def _rank(case: Case, limits: Mapping[int, int], today: date) -> tuple[int, date]:
    counting = case.counting(today)
    due = [sign.due_on for sign in counting if sign.due_on]
    if due:
        return 0, min(due)
    suggested = [sign.from_date for sign in counting if suggested_step(sign.code)]
    if suggested:
        return 1, min(suggested)
    since = case.since or case.started_on
    if counting or case.step is None:
        return 2, since
    if case.stalled(limits, today):
        return 3, since
    return 4, max(case.confirmed_on or since, since)
