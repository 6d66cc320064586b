"""`programme=` in the addresses of figures, lists and the board."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kanban.domain.programme import FIRST, Programme
from kanban.services.behind.list_workbook import list_workbook
from kanban.services.flow.flow_page import flow_workbook
from kanban.services.flow.flow_report import municipality_flow
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.flow_answers import asked
from tests.support.stored import one

PAGES = ("/flow", "/overview", "/board", "/flow.json", "/flow.xlsx", "/flow/citizens?figure=on_board")


@pytest.fixture
def stv(town: Town) -> Programme:
    """Amina is in the first programme on step 7, Jens in the other on step 8."""
    maja = town.user()
    amina, jens = town.citizen("Amina Warsame"), town.citizen("Jens Holm", programme="STV")
    town.move(maja, amina, 8, effective_on="01-10-2026")
    town.move(maja, amina, 7, effective_on="15-10-2026")
    town.move(maja, jens, 8, effective_on="05-11-2026")
    return one(town.runtime, Programme, name="STV")


def standing(answer: Page) -> dict[int, int]:
    found: dict[str, Any] = json.loads(answer.text)
    return {row["step"]: row["count"] for row in found["distribution"] if row["count"]}


def test_figures_narrow_to_a_programme_by_name_or_number(lars: Visitor, stv: Programme) -> None:
    for typed in ("STV", "stv", str(stv.id)):
        found = lars.get("/flow.json", programme=typed)
        assert (standing(found), json.loads(found.text)["programme"]) == ({8: 1}, "STV")
    assert standing(lars.get("/flow.json", programme=FIRST)) == {7: 1}
    assert json.loads(lars.get("/flow.json").text)["programme"] is None


def test_command_line_tells_the_same(town: Town, lars: Visitor, stv: Programme) -> None:
    there = asked(municipality_flow(town.runtime, town.name, {"programme": stv.name})).json
    here = json.loads(lars.get("/flow.json", programme="STV").text)
    assert {**there, "known_at": ""} == {**here, "known_at": ""}


def test_broker_asks_for_a_programme_within_the_own_caseload(town: Town, maja: Visitor, stv: Programme) -> None:
    town.move(town.user(name="Bo Ravn"), town.citizen("Ida Krag", programme="STV"), 8)
    assert standing(maja.get("/flow.json", programme="STV")) == {8: 1}
    assert maja.get("/flow", programme=str(stv.id)).status == 200


@pytest.mark.parametrize("path", PAGES)
def test_unknown_and_foreign_programmes_are_refused(
    lars: Visitor, stranger: Visitor, stv: Programme, path: str
) -> None:
    status = 422 if path == "/board" else 404
    joined = "&" if "?" in path else "?"
    assert lars.get(f"{path}{joined}programme=Ukendt").status == status
    assert stranger.get(f"{path}{joined}programme={stv.id}").status == status
    assert stranger.get(f"{path}{joined}programme=STV").status == status


@pytest.mark.parametrize("path", ["/flow", "/overview", "/board"])
def test_select_stands_only_where_there_is_a_choice(town: Town, lars: Visitor, path: str) -> None:
    town.move(town.user(), town.citizen("Amina Warsame"), 8)
    assert lars.get(path).root.all("select", name="programme") == []
    town.citizen("Jens Holm", programme="STV")
    select = lars.get(path, programme="stv").root.one("select", name="programme")
    options = select.all("option")
    assert [each.text for each in options] == ["Alle indsatser", FIRST, "STV"]
    assert [each.text for each in options if "selected" in each] == ["STV"]


@pytest.mark.parametrize("path", ["/flow", "/overview"])
def test_every_door_carries_the_programme(lars: Visitor, stv: Programme, path: str) -> None:
    page = lars.get(path, programme=str(stv.id))
    doors = [urlsplit(link["href"]) for link in page.root.all("a", href=None)]
    asked_for = [parse_qs(door.query) for door in doors if door.path == "/flow/citizens"]
    whole = [query for query in asked_for if "programme" not in query]
    assert asked_for
    assert all(set(query) & {"broker", "month"} for query in whole)
    assert "STV" in page.root.one("header", class_="page-head").text


def test_board_shows_the_programmes_citizens_and_its_filter_travels(lars: Visitor, stv: Programme) -> None:
    page = lars.get("/board", programme=str(stv.id))
    assert "Jens Holm" in page.text
    assert "Amina Warsame" not in page.text
    assert f"programme={stv.id}" in page.root.one(id="filter-facts").one("a", id="chip-late")["href"]


def test_files_are_called_after_the_programme(town: Town, stv: Programme) -> None:
    raw, leader = {"programme": str(stv.id), "figure": "on_board"}, town.leader()
    for make in (flow_workbook, list_workbook):
        assert "-stv-" in make(town.runtime, leader, raw, lambda message: message.text).name


def test_list_is_headed_by_the_programme(lars: Visitor, stv: Programme) -> None:
    behind = lars.get("/flow/citizens", figure="on_board", programme=str(stv.id))
    assert "Jens Holm" in behind.text
    assert "Amina Warsame" not in behind.text
    assert "STV" in behind.root.one("header", class_="page-head").text


def test_target_of_a_programme_says_so_and_a_foreign_one_is_refused(
    town: Town, susanne: Visitor, stranger: Visitor, stv: Programme
) -> None:
    for name in ("Rehab", "Fleksjob"):
        Town(town.runtime, "Søby Kommune").citizen(programme=name)
    form = susanne.get("/targets/target")
    saved = susanne.submit(form, "/targets/target", programme=str(stv.id))
    assert saved.status == 303
    assert "i indsatsen STV" in susanne.get("/targets").text
    kept = susanne.get("/targets/target", number="1").form("/targets/target").values
    assert kept["programme"] == str(stv.id)
    refused = stranger.post("/targets/target", {**kept, "csrf_token": stranger.token, "number": "0"})
    assert refused.status == 422
    assert set(refused.problems()) == {"programme"}
