"""Any log of moves: every flow figure is what plain loops over one citizen after another give."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanban.services.flow.flow_report import municipality_flow
from kanban.services.runtime import Runtime
from tests.support.flow_answers import Answers, asked
from tests.support.flow_logs import TODAY, logs, moment, store
from tests.support.flow_oracle import STEPS, Event, Oracle, Stay, walk

NOW = moment(TODAY, 23)
EVER = date(2024, 1, 1)
EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_places = count()


def check_stocks(found: Answers, oracle: Oracle) -> None:
    assert found.stock() == [oracle.stock(day) for day in oracle.days]
    assert found.cfd() == [{step: oracle.reached(step, day) for step in STEPS} for day in oracle.days]
    assert found.moves() == oracle.moves()
    assert found.flow() == oracle.flow()


def check_durations(found: Answers, oracle: Oracle) -> None:
    for step in STEPS:
        assert found.row("time_in_step", step) == oracle.time_in_step(step)
    for row in found.json["reach"]:
        share, reached, mature = oracle.reach(row["step"], row["within_days"])
        assert row["share"] == (None if share is None else pytest.approx(share, abs=1e-9))
        assert (row["reached"], row["mature"]) == (reached, mature)


def check_shares(found: Answers, oracle: Oracle) -> None:
    assert found.throughput() == oracle.throughput()
    assert tuple(found.json["backflow"].values()) == pytest.approx(oracle.backflow(), abs=1e-9)
    assert tuple(found.json["little"].values()) == pytest.approx(oracle.little(), abs=1e-9)
    for step in STEPS:
        assert found.row("ageing", step) == oracle.ageing(step)


def take(runtime: Runtime, events: list[Event], **raw: str) -> Answers:
    name = f"By {next(_places)}"
    store(runtime, events, name)
    return asked(municipality_flow(runtime, name, raw))


def known_from_the_start(events: list[Event]) -> list[Event]:
    """Somebody came and left before all others, so that the records begin early enough and nobody was seen late."""
    early = TODAY - timedelta(days=600)
    pioneer = [Event(99, step, early + timedelta(days=n), n, moment(early), team=0) for n, step in enumerate((8, 0))]
    return [*events, *pioneer]


def test_all_figures_of_any_log_are_those_of_the_oracle(runtime: Runtime) -> None:
    @EXAMPLES
    @given(logs())
    def play(drawn: list[Event]) -> None:
        events = known_from_the_start(drawn)
        stays = walk(events, NOW)
        found = take(runtime, events, **{"from": EVER.isoformat()})
        oracle = Oracle(stays, stays, EVER, TODAY)
        assert found.json["citizens"] == sum(oracle.stock(TODAY).values())
        check_stocks(found, oracle)
        check_durations(found, oracle)
        check_shares(found, oracle)

    play()


def test_figures_of_any_period_known_at_any_moment_are_those_of_the_oracle(runtime: Runtime) -> None:
    days = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))

    @EXAMPLES
    @given(logs(), st.tuples(days, days).map(sorted), days)
    def play(drawn: list[Event], period: list[date], known_on: date) -> None:
        first, last = period
        events = known_from_the_start(drawn)
        stays = walk(events, moment(known_on))
        raw = {"from": first.isoformat(), "to": last.isoformat(), "known_at": moment(known_on).isoformat()}
        found, oracle = take(runtime, events, **raw), Oracle(stays, stays, first, last)
        check_stocks(found, oracle)
        check_durations(found, oracle)
        check_shares(found, oracle)

    play()


def test_what_is_known_now_is_the_same_from_stays_and_from_moves(runtime: Runtime) -> None:
    days = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))

    scopes = st.sampled_from([{}, {"team": "Team 0"}, {"programme": "Indsats 1"}])

    @EXAMPLES
    @given(logs(), st.tuples(days, days).map(sorted), scopes)
    def play(events: list[Event], period: list[date], scope: dict[str, str]) -> None:
        name = f"By {next(_places)}"
        store(runtime, events, name)
        raw = {"from": period[0].isoformat(), "to": period[1].isoformat(), **scope, "target": "3"}
        raw["target_by"] = (period[1] + timedelta(days=30)).isoformat()
        now, then = (
            asked(municipality_flow(runtime, name, {**raw, **known})) for known in ({}, {"known_at": "20-11-2026"})
        )
        assert _figures(now) == _figures(then)

    play()


def _figures(found: Answers) -> dict[str, Any]:
    return {name: value for name, value in found.json.items() if name != "known_at"}


def began_in(stays: list[Stay], team: int | None) -> list[Stay]:
    """The stays of those whose first step was in the team."""
    begun: dict[int, Stay] = {}
    for stay in stays:
        if stay.step:
            begun.setdefault(stay.citizen, stay)
    return [each for each in stays if each.citizen in begun and team in {None, begun[each.citizen].team}]


def test_a_teams_stocks_and_flows_follow_its_stays_and_its_cohort_those_who_began_in_it(runtime: Runtime) -> None:
    @EXAMPLES
    @given(logs())
    def play(drawn: list[Event]) -> None:
        events = known_from_the_start(drawn)
        stays = walk(events, NOW)
        found = take(runtime, events, **{"from": EVER.isoformat(), "team": "Team 1"})
        oracle = Oracle([each for each in stays if each.team == 1], stays, EVER, TODAY, began_in(stays, 1))
        check_stocks(found, oracle)
        check_durations(found, oracle)

    play()


def test_a_programmes_figures_are_those_of_its_citizens_whatever_their_team(runtime: Runtime) -> None:
    august = moment(date(2026, 8, 1))
    moments = st.sampled_from([{}, {"known_at": august.isoformat()}])

    @EXAMPLES
    @given(logs(), st.sampled_from([None, 1]), moments)
    def play(drawn: list[Event], team: int | None, known: dict[str, str]) -> None:
        events = known_from_the_start(drawn)
        stays = walk(events, august if known else NOW)
        members = [stay for stay in stays if stay.citizen % 2]
        scope = {"programme": "indsats 1", **({} if team is None else {"team": f"Team {team}"})}
        found = take(runtime, events, **{"from": EVER.isoformat()}, **scope, **known)
        here = [stay for stay in members if team in {None, stay.team}]
        oracle = Oracle(here, stays, EVER, TODAY, began_in(members, team))
        assert found.json["programme"] == "Indsats 1"
        check_stocks(found, oracle)
        check_durations(found, oracle)
        if team is None:
            check_shares(found, oracle)

    play()
