"""What holds for a citizen in a month, read from dated facts (R-MON-3, R-MON-5, R-MON-6, R-HOURS-4, R-HOURS-5).

"Touched" in a month: it held on at least one of the month's days. The readings, from STAR's monitoring of both rounds
of the programme: wage subsidy is company effort but not paid hours; a flex job counts as such but its hours are not
paid hours; a job counts as long as it lasts, also after the case is closed; education counts, and paid education
counts as paid hours too. Pure functions: no session, no clock.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kanban.domain.flow_counts import Period
from kanban.domain.steps import OUT

SUBSIDISED = ("flexjob", "wage_subsidy")
_GOAL = 1
_DAY = timedelta(days=1)
_ENDS_THE_JOB = ("other_benefit", "flexjob")


class Indicator(StrEnum):
    """One thing that can hold for a citizen."""

    PAID_HOURS = "paid_hours"
    JOB = "job"
    EDUCATION = "education"
    FLEX_JOB = "flexjob"
    WAGE_SUBSIDY = "wage_subsidy"
    INTERNSHIP = "internship"


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included; without a last day it goes on."""

    first: date
    last: date | None = None

    def touches(self, days: Period) -> bool:
        """Whether any of the days lies in it."""
        return self.first <= days.last and (self.last is None or self.last >= days.first)

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day and (self.last is None or self.last >= day)


@dataclass(frozen=True)
class Placement:
    """An agreement on a work placement by its newest version; ``kind`` is None where history lacks it."""

    kind: str | None
    span: Span
    paid: bool
    internship: bool


@dataclass(frozen=True)
class Stay:
    """A stay in a step, 0 being out of the board; ``leave`` is the first day it no longer holds."""

    step: int
    enter: date
    leave: date | None


@dataclass(frozen=True)
class Life:
    """One citizen's dated facts, each series in the order of its days.

    ``hours`` are (from which day, paid minutes a week), ``outcomes`` (job or education, start), ``closings`` (reason,
    day), ``groups`` and ``benefits`` values with their spans; ``group``, ``benefit`` and
    ``programme`` what stands on the citizen.
    """

    citizen: int
    started_on: date
    stays: tuple[Stay, ...] = ()
    hours: tuple[tuple[date, int], ...] = ()
    placements: tuple[Placement, ...] = ()
    outcomes: tuple[tuple[str, date | None], ...] = ()
    closings: tuple[tuple[str, date], ...] = ()
    exempt: tuple[Span, ...] = ()
    groups: tuple[tuple[int, Span], ...] = ()
    benefits: tuple[tuple[str, Span], ...] = ()
    group: int | None = None
    benefit: str = ""
    programme: int | None = None

    def stay_on(self, day: date) -> Stay | None:
        """The stay at the end of a day."""
        found = (stay for stay in self.stays if stay.enter <= day and (stay.leave is None or stay.leave > day))
        return next(found, None)

    def closing_on(self, day: date) -> str:
        """Why the citizen is out of the board on a day; empty on the board or without a reason."""
        stay = self.stay_on(day)
        if stay is None or stay.step != OUT:
            return ""
        return next((reason for reason, closed in reversed(self.closings) if closed <= day), "")


def indicators(life: Life) -> Mapping[Indicator, tuple[Span, ...]]:
    """Each indicator's days."""
    reached = list(_reached(life))
    return {
        Indicator.PAID_HOURS: tuple(_paid(life)),
        Indicator.JOB: tuple(span for kind, span in reached if kind == "job"),
        Indicator.EDUCATION: tuple(span for kind, span in reached if kind == "education"),
        Indicator.FLEX_JOB: (*_of_kind(life, "flexjob"), *(span for kind, span in reached if kind == "flexjob")),
        Indicator.WAGE_SUBSIDY: tuple(_of_kind(life, "wage_subsidy")),
        Indicator.INTERNSHIP: tuple(
            _on_board(life, each.span) for each in life.placements if each.internship and each.kind not in SUBSIDISED
        ),
    }


def touched(held: Mapping[Indicator, tuple[Span, ...]], wanted: Iterable[Indicator], days: Period) -> bool:
    """Whether any of the wanted indicators held on any of the days."""
    return any(span.touches(days) for each in wanted for span in held[each])


def _of_kind(life: Life, kind: str) -> Iterator[Span]:
    return (_on_board(life, each.span) for each in life.placements if each.kind == kind)


def _paid(life: Life) -> Iterator[Span]:
    """Hours above none until the next statement, without the days on which they are those of a subsidised job."""
    ordinary = [each.span for each in life.placements if each.paid and each.kind not in SUBSIDISED]
    subsidised = [each.span for each in life.placements if each.kind in SUBSIDISED]
    alone = [part for span in subsidised for part in _without(span, ordinary)]
    stated = dict(life.hours)
    days = sorted(stated)
    for place, day in enumerate(days):
        if stated[day]:
            last = days[place + 1] - _DAY if place + 1 < len(days) else None
            yield from _without(_on_board(life, Span(day, last)), alone)


def _on_board(life: Life, span: Span) -> Span:
    """What was agreed is not known to go on after the citizen has left the board."""
    left = (stay.enter for stay in life.stays if stay.step == OUT and stay.enter >= span.first)
    ends = next(left, None)
    return span if ends is None or (span.last and span.last <= ends) else Span(span.first, ends)


def _without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """The parts of a span outside the holes."""
    parts = [span]
    for hole in holes:
        parts = [left for part in parts for left in _cut(part, hole)]
    return parts


def _cut(span: Span, hole: Span) -> Iterator[Span]:
    if not hole.touches(Period(span.first, span.last or date.max)):
        yield span
        return
    if hole.first > span.first:
        yield Span(span.first, hole.first - _DAY)
    if hole.last is not None and (span.last is None or hole.last < span.last):
        yield Span(hole.last + _DAY, span.last)


def _reached(life: Life) -> Iterator[tuple[str, Span]]:
    """Job, education or flex job reached, each until the citizen is back on a step before the goal."""
    for place, stay in enumerate(life.stays):
        kind = _outcome_of(life, stay) if stay.step == _GOAL else _closed_to(life, stay)
        if kind:
            yield kind[0], Span(kind[1], _until(life, place))


def _outcome_of(life: Life, stay: Stay) -> tuple[str, date]:
    """Which outcome a stay at the goal is, and since when; a job where nothing is said."""
    begun = [each for each in life.outcomes if each[1] is None or stay.leave is None or each[1] < stay.leave]
    kind, starts_on = begun[-1] if begun else ("job", None)
    return kind, starts_on or stay.enter


def _closed_to(life: Life, stay: Stay) -> tuple[str, date] | None:
    kinds = {"employment": "job", "education": "education", "flexjob": "flexjob"}
    kind = kinds.get(life.closing_on(stay.enter))
    return (kind, stay.enter) if kind else None


def _until(life: Life, place: int) -> date | None:
    """The last day of what began with a stay: leaving the board does not end a job, unless for what is none."""
    for later in life.stays[place + 1 :]:
        ended = later.step == OUT and life.closing_on(later.enter) in _ENDS_THE_JOB
        if ended or later.step not in {OUT, _GOAL}:
            return later.enter - _DAY
    return None
