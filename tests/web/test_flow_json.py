"""GET /flow.json."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from kanban.domain.staff import Role
from kanban.services.flow.flow_report import municipality_flow
from kanban.services.runtime import Runtime
from tests.factories import TODAY, Town
from tests.page import Page, Visitor
from tests.support.flow_answers import asked
from tests.support.stored import changed, dump
from tests.web.conftest import Visit

KEYS = [
    "from", "to", "known_at", "team", "broker", "programme", "citizens", "distribution", "distribution_daily", "cfd",
    "moves", "flow", "time_in_step", "reach", "ageing", "throughput", "backflow", "little", "forecast",
]  # fmt: skip
ROW_KEYS = {
    "distribution": ["step", "count", "share"],
    "moves": ["from_step", "to_step", "count", "direction"],
    "flow": ["month", "step", "entries", "exits", "net"],
    "time_in_step": [
        "step", "visits", "finished", "running", "median_finished_days", "p85_finished_days", "km_median_days",
        "km_p85_days",
    ],
    "reach": ["step", "within_days", "share", "reached", "mature"],
    "ageing": ["step", "open", "p50_days", "p85_days", "over_p85", "stalled"],
    "throughput": ["month", "step", "first", "all", "provisional"],
}  # fmt: skip


@pytest.fixture
def moved(town: Town) -> Town:
    """Maja's citizen on step 7, Bo's on step 8, each in their own team, and one not yet placed."""
    maja, bo = town.user(), town.user(name="Bo Ravn", team="Team By")
    amina, jens = town.citizen("Amina Warsame"), town.citizen("Jens Holm", team="Team By")
    town.move(maja, amina, 8, effective_on="01-10-2026")
    town.move(maja, amina, 7, effective_on="15-10-2026")
    town.move(bo, jens, 8, effective_on="05-11-2026")
    town.citizen("Ny Borger")
    return town


def read(answer: Page) -> dict[str, Any]:
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def standing(found: dict[str, Any]) -> dict[int, int]:
    return {row["step"]: row["count"] for row in found["distribution"] if row["count"]}


@pytest.mark.usefixtures("moved")
def test_leader_reads_the_whole_municipality(lars: Visitor) -> None:
    found = read(lars.get("/flow.json"))
    assert list(found) == KEYS
    assert (found["from"], found["to"], found["team"], found["broker"]) == ("2025-12-01", TODAY.isoformat(), None, None)
    assert (found["citizens"], standing(found)) == (2, {8: 1, 7: 1})
    assert len(found["distribution_daily"]) == 355


@pytest.mark.usefixtures("moved")
def test_every_table_has_the_agreed_columns(lars: Visitor) -> None:
    found = read(lars.get("/flow.json"))
    assert {name: list(found[name][0]) for name in ROW_KEYS} == ROW_KEYS
    assert list(found["distribution_daily"][-1]) == ["date", "8", "7", "6", "5", "4", "3", "2", "1", "0"]
    assert list(found["cfd"][-1]) == ["date", "8", "7", "6", "5", "4", "3", "2", "1"]
    assert found["moves"][0] == {"from_step": None, "to_step": 8, "count": 2, "direction": "intake"}
    assert {row["direction"] for row in found["moves"]} == {"intake", "forward"}


def test_figures_narrow_to_a_team_or_a_caseload(moved: Town, lars: Visitor) -> None:
    assert standing(read(lars.get("/flow.json", team="team by"))) == {8: 1}
    assert standing(read(lars.get("/flow.json", broker=str(moved.user().id)))) == {7: 1}
    assert standing(read(lars.get("/flow.json", broker="me"))) == {}
    both = read(lars.get("/flow.json", team="Team By", broker=str(moved.user().id)))
    assert (standing(both), both["team"], both["broker"]) == ({}, "Team By", moved.user().id)


def test_broker_reads_the_own_caseload_and_no_other(moved: Town, maja: Visitor) -> None:
    own = read(maja.get("/flow.json"))
    assert (standing(own), own["broker"]) == ({7: 1}, moved.user().id)
    assert standing(read(maja.get("/flow.json", broker="me"))) == {7: 1}
    assert standing(read(maja.get("/flow.json", broker=str(moved.user().id), team="Team By"))) == {}
    assert maja.get("/flow.json", broker=str(moved.user(name="Bo Ravn").id)).status == 403


def test_other_municipality_is_not_counted_nor_found(moved: Town, stranger: Visitor) -> None:
    assert read(stranger.get("/flow.json"))["citizens"] == 0
    assert stranger.get("/flow.json", team="Team By").status == 404
    assert stranger.get("/flow.json", broker=str(moved.user().id)).status == 404


@pytest.mark.parametrize(
    "query", [{"team": "Team Ingen"}, {"broker": "0"}, {"broker": "999999999999"}, {"broker": "ø"}]
)
@pytest.mark.usefixtures("moved")
def test_unknown_team_or_broker_is_not_found(susanne: Visitor, query: dict[str, str]) -> None:
    answer = susanne.get(f"/flow.json?{urlencode(query)}")
    assert answer.status == 404
    assert json.loads(answer.text).keys() == {"error"}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "2026-11-02", "to": "2026-11-01"}, "Perioden skal begynde senest den dag, den slutter"),
        ({"to": "2027-01-01"}, "Datoen 01-01-2027 ligger i fremtiden. Vælg i dag eller tidligere"),
        ({"from": "snart"}, "Skriv en dato som dd-mm-åååå, fx 20-11-2026"),
        ({"known_at": "i går"}, "Skriv et tidspunkt som åååå-mm-ddTtt:mm"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_sentence(lars: Visitor, query: dict[str, str], sentence: str) -> None:
    answer = lars.get(f"/flow.json?{urlencode(query)}")
    assert (answer.status, json.loads(answer.text)) == (422, {"error": sentence})


@pytest.mark.usefixtures("moved")
def test_as_known_before_a_move_was_registered(lars: Visitor) -> None:
    assert standing(read(lars.get("/flow.json", known_at="2026-11-19"))) == {}
    assert standing(read(lars.get("/flow.json", known_at="2026-11-20"))) == {8: 1, 7: 1}


def test_command_line_tells_the_same(moved: Town, lars: Visitor) -> None:
    there = asked(municipality_flow(moved.runtime, moved.name, {})).json
    here = read(lars.get("/flow.json"))
    assert {**there, "known_at": ""} == {**here, "known_at": ""}


@pytest.mark.usefixtures("moved")
def test_only_reading_changes_nothing_and_is_no_look_up(runtime: Runtime, lars: Visitor) -> None:
    before = dump(runtime)
    read(lars.get("/flow.json"))
    assert changed(before, dump(runtime)) == set()


def test_posting_is_not_possible(lars: Visitor) -> None:
    assert lars.post("/flow.json").status == 405


def test_whoever_is_not_logged_in_is_sent_to_the_log_in(nobody: Visitor) -> None:
    assert nobody.get("/flow.json").status == 303


def test_every_role_may_ask(moved: Town, visit: Visit) -> None:
    for role in Role:
        assert visit(moved.user(role, name=f"En {role}")).get("/flow.json").status == 200
