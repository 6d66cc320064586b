"""Flow figures of small logs, worked out by hand. Day 0 is 02-06-2025, a Monday; the last day is 20-11-2026."""

from datetime import date, timedelta
from typing import Any

import pytest

from kanban.services.flow.flow_report import municipality_flow
from kanban.services.runtime import Runtime
from tests.support.flow_answers import Answers, asked
from tests.support.flow_logs import BEGAN, TODAY, log, moment, store
from tests.support.flow_oracle import Event

ELDER = "8@0,0@1"


def day(number: int) -> str:
    return (BEGAN + timedelta(days=number)).isoformat()


def figures(runtime: Runtime, *histories: str, first: int = 0, last: int = 100, **raw: str) -> Answers:
    """Figures of citizens with these histories, from one day to another."""
    return of_events(runtime, log(*histories), first, last, **raw)


def of_events(runtime: Runtime, events: list[Event], first: int = 0, last: int = 100, **raw: str) -> Answers:
    store(runtime, events)
    return asked(municipality_flow(runtime, "Fjordby", {"from": day(first), "to": day(last), **raw}))


def on(found: Answers, number: int, table: str = "distribution_daily") -> dict[int, int]:
    """The steps that are not empty on a day."""
    (row,) = [row for row in found.json[table] if row["date"] == day(number)]
    return {int(step): count for step, count in row.items() if step != "date" and count}


def test_end_of_the_day_decides_where_somebody_is(runtime: Runtime) -> None:
    found = figures(runtime, "8@0,7@10,6@10,5@10,4@20")
    assert [on(found, number) for number in (9, 10, 19, 20)] == [{8: 1}, {5: 1}, {5: 1}, {4: 1}]
    assert found.moves() == {(None, 8): 1, (8, 7): 1, (7, 6): 1, (6, 5): 1, (5, 4): 1}
    assert found.flow()["2025-06", 7] == (1, 1)


def test_skip_reaches_every_step_it_passes(runtime: Runtime) -> None:
    found = figures(runtime, "8@0,4@5")
    assert on(found, 5, "cfd") == {8: 1, 7: 1, 6: 1, 5: 1, 4: 1}
    assert [row["direction"] for row in found.json["moves"]] == ["intake", "skip"]


def test_setback_takes_nothing_back_and_is_counted(runtime: Runtime) -> None:
    found = figures(runtime, "8@0,6@5,7@9,6@12,6@13,5@14", "8@0,7@3", "8@50")
    assert on(found, 9, "cfd") == on(found, 12, "cfd") == {8: 2, 7: 2, 6: 1}
    assert found.json["backflow"] == {"moves": 1 / 5, "citizens": pytest.approx(1 / 3)}
    assert found.throughput()["2025-06", 6] == (1, 2)


def test_leaving_and_coming_back_is_an_arrival_of_its_own(runtime: Runtime) -> None:
    found = figures(runtime, "8@0,1@10,0@20,8@40,0@45")
    assert [on(found, number) for number in (19, 20, 40, 45)] == [{1: 1}, {0: 1}, {8: 1}, {0: 1}]
    assert [row["direction"] for row in found.json["moves"]] == ["intake", "skip", "out", "out", "return"]
    assert found.json["little"]["mean_days"] == (20 + 5) / 2
    assert found.json["little"]["departures_per_day"] == 2 / 101
    assert found.json["little"]["mean_wip"] == pytest.approx(25 / 101)
    assert found.json["little"]["ratio"] == pytest.approx(1)


def test_who_is_registered_as_out_without_having_come_never_was_on_the_board(runtime: Runtime) -> None:
    found = figures(runtime, "0@3", "0@3,8@9")
    assert on(found, 3) == {0: 2}
    assert (found.json["citizens"], on(found, 9)) == (2, {0: 1, 8: 1})
    assert on(found, 9, "cfd") == {8: 1}
    assert found.json["little"]["departures_per_day"] == 0
    assert found.json["moves"][0] == {"from_step": None, "to_step": 0, "count": 2, "direction": "out"}


def test_annulled_move_has_never_been_and_does_not_split_a_stay(runtime: Runtime) -> None:
    events = log(ELDER, *["8@0,7@10,8@20,7@30"] * 10)
    events = [
        Event(e.citizen, e.step, e.day, e.place, e.recorded_at, moment(TODAY) if e.place == 2 and e.citizen else None)
        for e in events
    ]
    found = of_events(runtime, events)
    assert found.row("time_in_step", 7)["visits"] == found.row("time_in_step", 7)["running"] == 10
    assert found.row("time_in_step", 8)["median_finished_days"] == 10
    before = asked(municipality_flow(runtime, "Fjordby", {"from": day(0), "to": day(100), "known_at": day(40)}))
    assert before.row("time_in_step", 7)["visits"] == 20


def test_late_registration_changes_the_past_but_not_what_was_known(runtime: Runtime) -> None:
    late = Event(0, 7, BEGAN + timedelta(days=5), 1, moment(BEGAN + timedelta(days=30)))
    found = of_events(runtime, [*log("8@0"), late])
    assert on(found, 10) == {7: 1}
    known = {"from": day(0), "to": day(100)}
    assert on(asked(municipality_flow(runtime, "Fjordby", {**known, "known_at": day(29)})), 10) == {8: 1}
    assert on(asked(municipality_flow(runtime, "Fjordby", {**known, "known_at": day(30)})), 10) == {7: 1}


def test_moves_of_a_day_keep_their_order_however_they_were_registered(runtime: Runtime) -> None:
    events = log("8@0,7@5,6@5")
    shuffled = [Event(e.citizen, e.step, e.day, e.place, moment(e.day, 20 - e.place)) for e in reversed(events)]
    assert on(of_events(runtime, shuffled), 5) == {6: 1}


def test_running_stays_make_the_median_longer(runtime: Runtime) -> None:
    found = figures(runtime, ELDER, *["8@10,7@20"] * 6, *["8@10,7@40"] * 4, *["8@50"] * 10, last=60)
    assert found.row("time_in_step", 8) == {
        "visits": 21,
        "finished": 11,
        "running": 10,
        "median_finished_days": 10,
        "p85_finished_days": 30,
        "km_median_days": 30,
        "km_p85_days": 30,
    }


def test_stays_are_chosen_by_when_they_began(runtime: Runtime) -> None:
    found = figures(runtime, ELDER, "8@0,7@50", "8@30,7@31", "8@40", first=30, last=60)
    assert found.row("time_in_step", 8)["visits"] == 2
    assert found.row("time_in_step", 8)["finished"] == 1


def test_stay_that_ended_after_the_period_is_still_running_in_it(runtime: Runtime) -> None:
    found = figures(runtime, ELDER, "8@2,7@50", last=40)
    assert (found.row("time_in_step", 8)["running"], found.row("time_in_step", 8)["finished"]) == (1, 1)
    assert found.json["distribution"][0] == {"step": 8, "count": 1, "share": 0.5}


def test_share_that_reaches_a_step_counts_those_who_left_as_not_reaching(runtime: Runtime) -> None:
    # Started at 8: two reach 7 or nearer after 10 and 100 days, one leaves after 50 and comes back; one started at 5.
    found = figures(runtime, "8@0,6@10", "8@0,7@100", "8@0,0@50,7@60", "5@0", last=400)
    rows = {row["within_days"]: (row["share"], row["reached"], row["mature"]) for row in _reach(found, 7)}
    assert rows[90] == (pytest.approx(1 / 3), 1, 3)
    assert rows[180] == rows[365] == (pytest.approx(2 / 3), 2, 3)
    assert [row["mature"] for row in _reach(found, 4)] == [4, 4, 4]


def test_those_still_waiting_count_as_long_as_they_are_watched(runtime: Runtime) -> None:
    # At 20 days two of four are at risk: S(20-) = 3/4, so F = 1/4 + 3/4 · 1/2.
    found = figures(runtime, "8@0,7@10", "8@0,7@20", "8@15", "8@5", last=25)
    rows = {row["within_days"]: (row["share"], row["reached"], row["mature"]) for row in _reach(found, 7)}
    assert rows[90] == (pytest.approx(0.625), 0, 0)


def _reach(found: Answers, step: int) -> list[dict[str, Any]]:
    return [row for row in found.json["reach"] if row["step"] == step]


def test_ageing_compares_with_the_age_at_which_others_last_left(runtime: Runtime) -> None:
    left = [f"8@0,7@10,8@15,7@{20 + n}" for n in range(10)]
    found = figures(runtime, *left, "8@61", "8@60", last=89)
    # Ten left step 8 for the last time at ages 20 … 29; p85 is the ninth. Those now in it are 28 and 29 days old.
    assert found.row("ageing", 8) == {"open": 2, "p50_days": 24, "p85_days": 28, "over_p85": 1, "stalled": 0}
    assert found.row("ageing", 1) == {"open": 0, "p50_days": None, "p85_days": None, "over_p85": None, "stalled": 0}


def test_stalled_are_those_past_thirty_days_and_most_others_stays(runtime: Runtime) -> None:
    quick = ["8@0,7@5,0@10"] * 20
    found = figures(runtime, *quick, "8@69", "8@70", last=100)
    assert found.row("ageing", 8)["stalled"] == 1
    assert found.row("ageing", 7)["stalled"] == 0


def test_everything_of_a_board_that_began_with_a_list_counts_from_the_list_on(runtime: Runtime) -> None:
    # Ten citizens had been in step 8 for 90 days when the list was taken in; they leave 10 days later. Ten new ones
    # leave after 10 days as well. Watched stays lasted 10 days; those older are known from day 90 on.
    listed = moment(BEGAN + timedelta(days=90))
    old = [Event(n, 8, BEGAN, 0, listed) for n in range(10)]
    old += [Event(n, 7, BEGAN + timedelta(days=100), 1, moment(BEGAN + timedelta(days=100))) for n in range(10)]
    new = log(*["8@95,7@105"] * 10)
    new = [Event(e.citizen + 10, e.step, e.day, e.place, e.recorded_at) for e in new]
    found = of_events(runtime, [*old, *new], last=200)
    row = found.row("time_in_step", 8)
    assert (row["finished"], row["median_finished_days"]) == (20, 10)
    assert (row["km_median_days"], row["km_p85_days"]) == (10, 10)
    rows = {row["within_days"]: row["share"] for row in _reach(found, 7)}
    assert rows[90] == rows[180] == 1


def test_month_net_is_the_change_of_the_stock(runtime: Runtime) -> None:
    found = figures(runtime, "8@0,7@31,6@31,8@70", "8@40,0@65", last=90)
    by_month = {(row["month"], row["step"]): row["net"] for row in found.json["flow"]}
    ends = {"2025-06": 28, "2025-07": 59, "2025-08": 90}
    before = dict.fromkeys(range(9), 0)
    for month, number in ends.items():
        stock = dict.fromkeys(range(9), 0) | on(found, number)
        assert {step: stock[step] - before[step] for step in stock} == {s: by_month[month, s] for s in stock}
        before = stock


@pytest.mark.parametrize("histories", [[], ["8@0"], ["8@0", "8@0"], ["8@99,1@100"]])
def test_boards_with_next_to_nobody_have_figures(runtime: Runtime, histories: list[str]) -> None:
    found = figures(runtime, *histories)
    assert found.json["citizens"] == len(histories)
    assert len(found.json["distribution_daily"]) == len(found.json["cfd"]) == 101
    assert [row["step"] for row in found.json["distribution"]] == [8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert all(row["share"] is None for row in found.json["distribution"]) == (not histories)
    assert found.json["forecast"] is None


def test_period_before_anybody_came_is_empty(runtime: Runtime) -> None:
    found = figures(runtime, "8@0", first=-30, last=-1)
    assert (found.json["citizens"], found.json["moves"]) == (0, [])
    assert found.json["backflow"] == {"moves": None, "citizens": None}
    assert found.json["little"] == {"ratio": None, "mean_wip": 0, "departures_per_day": 0, "mean_days": None}


def test_forecast_answers_a_target(runtime: Runtime) -> None:
    histories = [*(f"8@0,7@{n * 14}" for n in range(1, 7)), *["8@0"] * 20]
    found = figures(runtime, *histories, last=107, target="2", target_by=day(121), target_step="7")
    # Fifteen weeks, six of them with one arrival; two whole weeks to come.
    assert found.json["forecast"] == {
        "step": 7, "target": 2, "by": date.fromisoformat(day(121)).isoformat(),
        "probability": 1.0, "with_85_percent": 6, "weeks_used": 15,
    }  # fmt: skip
