"""What the flow page says beside its drawings: warnings, long periods, the check of the numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kanban.domain.flow_counts import Period
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.flow import (
    Ageing,
    Backflow,
    DayCounts,
    FlowReport,
    Little,
    MonthFlow,
    Reach,
    StepShare,
    StepTime,
    Throughput,
)
from kanban.domain.views.flow_details import FlowDetails, LateNews, Maturity, ReachBand, StayAges
from kanban.domain.views.flow_page import Table
from kanban.flow.calendar import months
from kanban.i18n import Translator
from kanban.services.flow.page_checks import checks
from kanban.services.flow.page_monthly import monthly_figure, throughput_figure
from kanban.services.flow.page_months import spans
from kanban.services.flow.page_reach import reach_figure
from kanban.services.flow.page_stock import stock_figure
from kanban.services.flow.page_time import ages_figure, time_figure

DANISH = Translator("da")
PLACES = (*STEP_NUMBERS, 0)


def report(first: date = date(2026, 1, 1), last: date = date(2026, 3, 31), open_months: int = 1) -> FlowReport:
    """Two stays begun and one ended on each step in each month, and one citizen on each step every day."""
    period = Period(first, last)
    named = months(period)
    still_open = named[-open_months:] if open_months else []
    rows = [(month, step) for month in named for step in PLACES]
    every_day = tuple(DayCounts(day, dict.fromkeys(PLACES, 1)) for day in period.dates())
    return FlowReport(
        first=first, last=last, known_at=datetime(2026, 4, 1, tzinfo=UTC), team=None, broker=None,
        programme=None, citizens=9,
        distribution=tuple(StepShare(step, 1, 1 / 9) for step in PLACES),
        distribution_daily=every_day, cfd=every_day, moves=(),
        flow=tuple(MonthFlow(month, step, 2, 1, 1) for month, step in rows),
        time_in_step=tuple(StepTime(step, 40, 30, 10, 20, 60, 30, 90) for step in STEP_NUMBERS),
        reach=tuple(Reach(step, days, 0.5, 4, 10) for step in STEP_NUMBERS for days in (90, 180, 365)),
        ageing=tuple(Ageing(step, 1, 40, 90, 0, 0) for step in STEP_NUMBERS),
        throughput=tuple(Throughput(month, step, 1, 2, month in still_open) for month, step in rows if step),
        backflow=Backflow(0.1, 0.2), little=Little(1.1, 8.0, 0.1, 90.0), forecast=None,
    )  # fmt: skip


def details(*, differs: bool = False) -> FlowDetails:
    return FlowDetails(
        bands=(ReachBand(3, 90, 0.5, 0.4, 0.6, 4, 10, differs),),
        quarters=(),
        ages=tuple(StayAges(step, {5: 1}, 30, 90, 90, 0) for step in STEP_NUMBERS),
        maturity=(Maturity(7, 30, 8, 20, differs),),
        arrivals=3, returns=1, departures=2, setbacks=1, present=9,
        late_news=(LateNews(8, 4, 6),),
    )  # fmt: skip


def shown(table: Table, row: int) -> list[str]:
    return [DANISH.render(cell.shown) for cell in table.rows[row]]


def test_changed_pace_is_warned_of_with_both_numbers_and_their_doors() -> None:
    figure = time_figure(report(), details(differs=True))
    (warned,) = figure.warnings
    assert "Trin 7, CV udarbejdet: Tempoet har ændret sig" in DANISH.render(warned.message)
    assert "var det 40\N{NO-BREAK SPACE}%" in DANISH.render(warned.message)
    assert (warned.some.value, warned.some.door) == (8, {"figure": "matured_ended", "step": 7, "within": 30})
    assert (warned.of.value, warned.of.door) == (20, {"figure": "matured", "step": 7, "within": 30})
    assert figure.drawing is not None
    assert [row.step for row in figure.drawing.rows if row.differs] == [7]


def test_share_that_the_plain_fraction_contradicts_is_warned_of() -> None:
    (warned,) = reach_figure(report(), details(differs=True)).warnings
    assert "Kurven siger 50\N{NO-BREAK SPACE}%" in DANISH.render(warned.message)
    assert (warned.some.value, warned.of.value) == (4, 10)


def test_steady_pace_needs_no_warning() -> None:
    assert time_figure(report(), details()).warnings == ()
    assert reach_figure(report(), details()).warnings == ()


def test_time_table_tells_estimate_ended_stays_and_mature_fraction() -> None:
    row = shown(time_figure(report(), details()).tables[0], 1)
    assert row == ["7 CV udarbejdet", "40", "30", "10", "30", "90", "20", "60", "20", "8", "40\N{NO-BREAK SPACE}%"]


def test_months_that_may_grow_are_marked() -> None:
    table = monthly_figure(report()).tables[0]
    assert [shown(table, row)[0] for row in range(3)] == ["03-2026 (foreløbig)", "02-2026", "01-2026"]
    assert stock_figure(report()).drawing is not None
    assert DANISH.render(checks(report(), details()).provisional).startswith("03-2026 er foreløbig")
    assert checks(report(open_months=0), details()).provisional is None


def test_long_period_is_told_by_year_with_doors_of_its_own_days() -> None:
    found = spans(report(date(2020, 6, 15), date(2026, 3, 31)))
    assert [DANISH.render(span.label) for span in found] == [str(year) for year in range(2020, 2027)]
    assert found[0].door == {"from": "2020-06-15", "to": "2020-12-31"}
    assert found[-1].door == {"from": "2026-01-01", "to": "2026-03-31"}
    assert [span.provisional for span in found] == [False] * 6 + [True]


def test_years_hold_the_sums_of_their_months() -> None:
    long = report(date(2020, 6, 15), date(2026, 3, 31))
    entries, _, nets = monthly_figure(long).tables
    assert shown(entries, 1)[:2] == ["2025", "24"]
    assert shown(nets, 1)[:2] == ["2025", "+12"]
    assert shown(throughput_figure(long).tables[0], 1)[:2] == ["2025", "12"]


def test_long_stock_has_few_rows_and_both_ends() -> None:
    table = stock_figure(report(date(1990, 1, 1), date(2026, 3, 31))).tables[0]
    assert (shown(table, 0)[0], shown(table, -1)[0]) == ("31-03-2026", "01-01-1990")
    assert len(table.rows) < 45


@pytest.mark.parametrize(
    ("ratio", "alarm", "words"),
    [
        (None, False, "Ingen er gået ud"),
        (1.1, False, "Tallene passer sammen"),
        (3.0, True, "Der er 3,0 gange så mange"),
        (0.4, False, "Der er kun 0,4 gange"),
    ],
)
def test_ratio_far_above_one_is_an_alarm(ratio: float | None, words: str, *, alarm: bool) -> None:
    found = checks(replace(report(), little=Little(ratio, 8.0, 0.1, 90.0)), details())
    assert (found.alarm, DANISH.render(found.little).startswith(words)) == (alarm, True)


def test_what_came_in_late_is_told_as_known_then_and_now() -> None:
    (line,) = checks(report(), details()).late
    assert (line.then.value, line.now.value, line.change) == (4, 6, "+2")
    assert line.now.door is not None
    assert line.now.door["known_at"] == ""


def test_nobody_there_on_the_last_day_is_said_instead_of_drawn() -> None:
    empty = replace(report(), ageing=tuple(Ageing(step, 0, None, None, None, 0) for step in STEP_NUMBERS))
    figure = ages_figure(empty, replace(details(), ages=()))
    assert figure.drawing is None
    assert DANISH.render(figure.description) == "Ingen er på tavlen på periodens sidste dag."
