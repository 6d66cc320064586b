"""The rows of what is told by month: months, or calendar years in a long period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kanban.charts.months import month_name
from kanban.domain.day_words import as_it_is
from kanban.domain.flow_counts import Period
from kanban.domain.messages import Message, say
from kanban.domain.months import days_of
from kanban.domain.views.drawings import Door
from kanban.domain.views.flow import FlowReport

MOST_MONTHS = 36


@dataclass(frozen=True)
class Span:
    """Some months told together; ``provisional`` when one of them may still grow."""

    label: Message
    tick: Message
    months: frozenset[str]
    door: Door
    provisional: bool

    @property
    def named(self) -> Message:
        """Its name, and that it may still grow."""
        return say("%(month)s (provisional)", month=self.label) if self.provisional else self.label


def spans(report: FlowReport) -> tuple[Span, ...]:
    """The months of the period in order; calendar years when there are more than :data:`MOST_MONTHS`."""
    months = list(dict.fromkeys(row.month for row in report.flow))
    open_ones = provisional_months(report)
    if len(months) <= MOST_MONTHS:
        return tuple(
            Span(_name(each), _tick(each, len(months)), frozenset({each}), {"month": each}, each in open_ones)
            for each in months
        )
    return tuple(_year(year, list(found), report, open_ones) for year, found in groupby(months, lambda each: each[:4]))


def _year(year: str, months: Sequence[str], report: FlowReport, open_ones: frozenset[str]) -> Span:
    first, last = max(_days(months[0]).first, report.first), min(_days(months[-1]).last, report.last)
    door = {"from": first.isoformat(), "to": last.isoformat()}
    return Span(as_it_is(year), as_it_is(year), frozenset(months), door, not open_ones.isdisjoint(months))


def _name(month: str) -> Message:
    return as_it_is(f"{month[5:]}-{month[:4]}")


def _tick(month: str, months: int) -> Message:
    """The month's short name under a year's bars, the year under longer ones."""
    return month_name(_days(month).first, with_year=False) if months <= 12 else as_it_is(month[:4])


def _days(month: str) -> Period:
    return days_of(date.fromisoformat(f"{month}-01"))


def provisional_months(report: FlowReport) -> frozenset[str]:
    """The months that may still grow."""
    return frozenset(row.month for row in report.throughput if row.provisional)


def provisional_from(report: FlowReport) -> date | None:
    """The first day of the first such month."""
    found = provisional_months(report)
    return _days(min(found)).first if found else None
