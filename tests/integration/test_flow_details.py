"""What the flow page tells beside the figures: small logs by hand, any log against plain loops, on both clocks."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanban.domain.errors import ForbiddenError
from kanban.domain.flow_counts import quarters
from kanban.domain.views.flow import FlowReport
from kanban.domain.views.flow_details import FlowDetails
from kanban.services.flow.flow_report import flow_page_figures
from kanban.services.runtime import Runtime
from tests.factories import Town
from tests.support.flow_logs import BEGAN, TODAY, log, logs, moment, store
from tests.support.flow_oracle import Event, Oracle, Stay, walk

CLOCKS: tuple[Mapping[str, str], ...] = ({}, {"known_at": "20-11-2026"})
_places = count()


def told(runtime: Runtime, events: list[Event], **raw: str) -> tuple[FlowReport, FlowDetails]:
    """Both for a leader of a municipality with these moves, from day 0 to day 100."""
    name = f"By{next(_places)}"
    store(runtime, events, name)
    return flow_page_figures(runtime, Town(runtime, name).leader(), {"from": day(0), "to": day(100), **raw})


def day(number: int) -> str:
    return (BEGAN + timedelta(days=number)).isoformat()


def elders() -> list[Event]:
    """Somebody came and left long ago, so that nobody was seen late."""
    early = TODAY - timedelta(days=1200)
    return [Event(99, step, early + timedelta(days=n), n, moment(early), team=0) for n, step in enumerate((8, 0))]


@pytest.mark.parametrize("known", CLOCKS)
def test_reach_has_its_band_and_says_when_the_pace_has_changed(runtime: Runtime, known: Mapping[str, str]) -> None:
    # Ten came on day 0, nine of them to step 3 after 5 days; ten came on day 50 and wait.
    histories = [*["8@0,3@5"] * 9, "8@0", *["8@50"] * 10]
    _, found = told(runtime, [*elders(), *log(*histories)], **known)
    band = found.bands[0]
    assert [row.within_days for row in found.bands] == [90, 180, 365]
    assert (band.step, band.reached, band.mature, band.differs) == (3, 9, 10, True)
    # Nine of twenty within 5 days; without censoring by then the variance is F(1 - F)/n.
    assert (band.share, band.low, band.high) == pytest.approx((0.45, 0.2311081, 0.6470896), abs=1e-6)
    assert found.bands[2].mature == 0
    assert not found.bands[2].differs


@pytest.mark.parametrize("known", CLOCKS)
def test_quarters_have_curves_of_those_who_started_in_them(runtime: Runtime, known: Mapping[str, str]) -> None:
    # June belongs to the second quarter, day 29 is 1 July.
    events = [*elders(), *log("8@0,3@10", "8@1,0@5", "8@28", "8@29,2@40", "3@30", "8@60,7@70")]
    _, found = told(runtime, events, **known)
    assert [(each.quarter, each.citizens) for each in found.quarters] == [("2025-Q2", 3), ("2025-Q3", 2)]
    assert [(each.begins, each.ends) for each in found.quarters] == [
        (date(2025, 4, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date.fromisoformat(day(100))),
    ]
    points = [dict(each.points) for each in found.quarters]
    assert points == [pytest.approx({0: 0, 10: 1 / 3, 72: 1 / 3}), pytest.approx({0: 0, 11: 0.5, 40: 0.5})]


@pytest.mark.parametrize("known", CLOCKS)
def test_ages_stand_beside_the_municipalitys_pace(runtime: Runtime, known: Mapping[str, str]) -> None:
    events = [*elders(), *log(*["8@0,7@10"] * 10, *["8@0,7@40"] * 10, "8@50", "8@50", "8@90", "1@0")]
    _, found = told(runtime, events, **known)
    first, last = found.ages[0], found.ages[-1]
    assert (first.step, first.ages, first.median_days, first.limit_days, first.stalled) == (
        8,
        {50: 2, 10: 1},
        40,
        40,
        2,
    )
    assert (last.step, last.ages, last.limit_days, last.stalled) == (1, {100: 1}, None, 0)


@pytest.mark.parametrize("known", CLOCKS)
def test_mature_stays_are_told_beside_the_median(runtime: Runtime, known: Mapping[str, str]) -> None:
    # All of the first ten took 20 days, all of the next ten 40, and the newest have hardly begun.
    events = [*elders(), *log(*["8@0,7@20"] * 10, *["8@30,7@70"] * 10, *["8@95"] * 4)]
    _, found = told(runtime, events, **known)
    (row,) = [each for each in found.maturity if each.step == 8]
    assert (row.within_days, row.mature, row.ended, row.differs) == (20, 20, 10, False)
    assert not [each for each in found.maturity if each.step == 6]


def test_mature_stays_differ_where_the_pace_has_changed(runtime: Runtime) -> None:
    # Half of the twelve oldest took 40 days, half 60; of the twenty newest eleven took 20 and nine still run at 25. The
    # curve is at 21/32 after 20 days and at half of that after 40, but of the twelve begun by then only six had ended.
    old, new = [*["8@0,7@40"] * 6, *["8@0,7@60"] * 6], [*["8@75,7@95"] * 11, *["8@75"] * 9]
    _, found = told(runtime, [*elders(), *log(*old, *new)])
    (row,) = [each for each in found.maturity if each.step == 8]
    assert (row.within_days, row.mature, row.ended, row.differs) == (40, 12, 6, True)


@pytest.mark.parametrize("known", CLOCKS)
def test_arrivals_and_departures_explain_the_change_on_the_board(runtime: Runtime, known: Mapping[str, str]) -> None:
    _, found = told(runtime, [*elders(), *log("8@0,0@9,8@20", "8@1,0@30", "8@2", "0@3")], **known)
    assert (found.arrivals, found.returns, found.departures) == (3, 1, 2)


def test_what_was_registered_later_stands_beside_what_was_known(runtime: Runtime) -> None:
    late = [Event(5, 8, BEGAN, 0, moment(BEGAN), team=0)]
    late.append(Event(5, 3, BEGAN + timedelta(days=50), 1, moment(BEGAN + timedelta(days=140)), team=0))
    report, found = told(runtime, [*elders(), *log("8@0,7@20"), *late], known_at=day(120))
    news = {each.step: (each.then, each.now) for each in found.late_news}
    assert news[8] == (1, 0)
    assert news[3] == (0, 1)
    assert news[7] == news[0] == (1, 1)
    assert [each.then for each in found.late_news] == [row.count for row in report.distribution]
    assert told(runtime, log("8@0"))[1].late_news == ()


@pytest.mark.parametrize("histories", [[], ["8@0"], ["8@0", "8@0"], ["0@1"]])
@pytest.mark.parametrize("known", CLOCKS)
def test_boards_with_next_to_nobody_have_details(
    runtime: Runtime, histories: list[str], known: Mapping[str, str]
) -> None:
    _, found = told(runtime, log(*histories), **known)
    assert [row.share for row in found.bands] == ([0.0] * 3 if "8@0" in histories else [None] * 3)
    assert all(row.low is None and row.high is None and not row.differs for row in found.bands)
    assert len(found.ages) == 8
    assert found.maturity == ()


def test_broker_sees_the_own_caseload_alone(runtime: Runtime) -> None:
    store(runtime, log("8@0"), "By")
    town = Town(runtime, "By")
    broker, other = town.user(), town.user(name="Anders And")
    report, _ = flow_page_figures(runtime, broker, {})
    assert (report.broker, report.citizens) == (broker.id, 0)
    with pytest.raises(ForbiddenError):
        flow_page_figures(runtime, broker, {"broker": str(other.id)})


def test_details_of_any_log_are_those_of_plain_loops(runtime: Runtime) -> None:
    days = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(logs(), st.tuples(days, days).map(sorted), st.sampled_from(["", "Team 1"]))
    def play(drawn: list[Event], period: list[date], team: str) -> None:
        events, name = [*elders(), *drawn], f"By{next(_places)}"
        store(runtime, events, name)
        leader = Town(runtime, name).leader()
        raw = {"from": period[0].isoformat(), "to": period[1].isoformat(), "team": team}
        now, then = (flow_page_figures(runtime, leader, {**raw, **known}) for known in CLOCKS)
        assert all(each.then == each.now for each in then[1].late_news)
        assert vars(now[1]) == {**vars(then[1]), "late_news": ()}
        check(now[1], walk(events, moment(TODAY, 23)), period, team)

    play()


def check(found: FlowDetails, stays: list[Stay], period: list[date], team: str) -> None:
    here = [each for each in stays if not team or each.team == 1]
    first, last = period
    for row in found.maturity:
        watched = [
            stay for stay in here
            if stay.step == row.step and first <= stay.enter <= last - timedelta(days=row.within_days)
        ]  # fmt: skip
        ended = [stay for stay in watched if stay.leave and (stay.leave - stay.enter).days <= row.within_days]
        assert (row.mature, row.ended) == (len(watched), len(ended))
    open_now = [s for s in here if s.enter <= last and (s.leave is None or s.leave > last)]
    for ages in found.ages:
        expected = sorted((last - stay.enter).days for stay in open_now if stay.step == ages.step)
        assert sorted(days for days, number in ages.ages.items() for _ in range(number)) == expected
    begun = {stay.citizen: stay for stay in reversed(stays) if stay.step}
    cohort = [stay for stay in stays if not team or (stay.citizen in begun and begun[stay.citizen].team == 1)]
    curves = {each.quarter: each for each in found.quarters}
    for quarter in quarters(last):
        oracle = Oracle(here, stays, quarter.first, last, _started(cohort, begun, quarter.last))
        curve = curves.get(f"{quarter.first.year}-Q{quarter.first.month // 3 + 1}")
        shares = dict(curve.points) if curve else {}
        for day_number, share in shares.items():
            assert oracle.reach(3, day_number)[0] == pytest.approx(share, abs=1e-9)
        assert (curve.citizens if curve else 0) == oracle.reach(3, 0)[2]


def _started(cohort: list[Stay], begun: Mapping[int, Stay], by: date) -> list[Stay]:
    return [stay for stay in cohort if stay.citizen in begun and begun[stay.citizen].enter <= by]
