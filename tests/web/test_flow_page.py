"""GET /flow and GET /flow.xlsx."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import openpyxl
import pytest

from kanban.app import build
from kanban.domain.staff import Role
from kanban.services.runtime import Runtime
from kanban.services.targets.set_milestones import set_milestones
from kanban.settings import Settings
from tests.factories import FIELD_KEY, Town
from tests.page import FlaskWire, Page, Visitor
from tests.support.html import Element
from tests.support.stored import changed, dump
from tests.web.conftest import Visit
from tests.web.exchanges import download

FIGURES = ["moves", "stock", "cfd", "monthly", "time", "ages", "reach", "throughput"]
BOXES = ["balance", "backflow", "checks"]


@pytest.fixture
def moved(town: Town) -> Town:
    """Three citizens in two teams: ahead, past a step, back, out, new past step 8, and one not yet placed."""
    maja, bo = town.user(), town.user(name="Bo Ravn", team="Team By")
    amina, jens, lone = (
        town.citizen("Amina Warsame"),
        town.citizen("Jens Holm", team="Team By"),
        town.citizen("Lone Dam"),
    )
    town.move(maja, amina, 8, effective_on="01-09-2026")
    town.move(maja, amina, 7, effective_on="15-09-2026")
    town.move(maja, amina, 4, effective_on="02-10-2026")
    town.move(maja, amina, 6, effective_on="20-10-2026", reason="Praktikken stoppede")
    town.move(bo, jens, 5, effective_on="05-11-2026")
    town.move(maja, lone, 8, effective_on="03-11-2026")
    town.move(maja, lone, "out", effective_on="10-11-2026")
    town.citizen("Ny Borger")
    return town


def table(page: Page, figure: str, number: int = 0) -> list[list[str]]:
    """The cells of a figure's table, its headings first."""
    found = page.root.one("section", id=figure).all("table")[number]
    return [[cell.text for cell in row.all("th", "td")] for row in found.all("tr")]


def doors(page: Page) -> Iterator[tuple[Element, dict[str, str]]]:
    """Every link to citizens, with its query."""
    for link in page.root.one("main").all("a", href=None):
        parts = urlsplit(link["href"])
        if parts.path == "/flow/citizens":
            yield link, {name: values[0] for name, values in parse_qs(parts.query).items()}


def told(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(visitor.get("/flow.json").text)
    return found


@pytest.mark.usefixtures("moved")
def test_page_has_every_figure_with_definition_picture_and_table(lars: Visitor) -> None:
    page = lars.get("/flow")
    assert page.status == 200
    assert [section["id"] for section in page.root.all("section", id=None)] == [*FIGURES, *BOXES]
    for key in FIGURES:
        section = page.root.one("section", id=key)
        assert len(section.all("p")[0].text) > 30
        assert section.one("details").one("summary").text.startswith("Vis tallene som tabel")
        for drawing in section.all("svg", role="group"):
            assert drawing.one("title", id=f"{key}-title").text
            assert drawing.one("desc", id=f"{key}-desc").text


@pytest.mark.usefixtures("moved")
def test_page_tells_the_numbers_of_the_json(lars: Visitor) -> None:
    page, found = lars.get("/flow"), told(lars)
    newest = table(page, "stock")[1]
    assert newest[0] == "20-11-2026"
    assert [int(cell) for cell in newest[1:10]] == [row["count"] for row in found["distribution"]]
    assert [int(cell) for cell in table(page, "cfd")[1][1:]] == list(found["cfd"][-1].values())[1:]
    matrix = [int(cell) for row in table(page, "moves")[1:] for cell in row[1:] if cell.isdigit()]
    assert sorted(filter(None, matrix)) == sorted(row["count"] for row in found["moves"])
    flow = {(row["month"], row["step"]): row for row in found["flow"]}
    october = next(row for row in table(page, "monthly") if row[0].startswith("10-2026"))
    assert [int(cell) for cell in october[1:9]] == [flow["2026-10", step]["entries"] for step in range(8, 0, -1)]
    october = next(row for row in table(page, "monthly", 1) if row[0].startswith("10-2026"))
    assert [int(cell) for cell in october[1:9]] == [flow["2026-10", step]["exits"] for step in range(8, 0, -1)]
    assert [row[1:4] for row in table(page, "time")[1:]] == [
        [str(row["visits"]), str(row["finished"]), str(row["running"])] for row in found["time_in_step"]
    ]
    assert [row[1] for row in table(page, "ages")[1:]] == [str(row["open"]) for row in found["ageing"]]
    assert [row[5:7] for row in table(page, "reach")[1:]] == [
        [str(row["reached"]), str(row["mature"])] for row in found["reach"] if row["step"] != 8
    ]


@pytest.mark.usefixtures("moved")
@pytest.mark.parametrize("query", [{}, {"team": "Team By"}, {"known_at": "2026-11-20"}, {"from": "2019-01-01"}])
def test_every_number_leads_to_as_many_lines(lars: Visitor, query: dict[str, str]) -> None:
    page = lars.get(f"/flow?{urlencode(query)}")
    counted = {
        (link["href"], int(link.text.lstrip("+\N{MINUS SIGN}")))
        for link, _ in doors(page)
        if link.text.lstrip("+\N{MINUS SIGN}").isdigit()
    }
    assert len(counted) > 20
    for href, number in counted:
        assert int(lars.get(href).root.one("b", data_total=None)["data-total"]) == number, href


def test_doors_carry_period_team_broker_and_moment(moved: Town, lars: Visitor) -> None:
    maja = str(moved.user().id)
    asked = {"from": "2026-09-01", "to": "2026-11-20", "team": "Team Havn", "broker": maja, "known_at": "2026-11-20"}
    page = lars.get(f"/flow?{urlencode(asked)}")
    found = [query for _, query in doors(page) if query.get("within") != "0" and "known_at" in query]
    assert len(found) > 30
    assert all(asked.items() <= query.items() for query in found)
    plain = [query for _, query in doors(lars.get("/flow")) if query["figure"] == "moves"]
    assert plain[0].keys() == {"from", "to", "figure", "from_step", "to_step"}


def test_cards_about_today_stand_on_a_page_about_today_only(moved: Town, lars: Visitor) -> None:
    milestone = {"month": "2026-11", "kind": "start", "step": "4", "seen": "0", "all": "6"}
    assert set_milestones(moved.runtime, moved.leader(), milestone)
    cards = lars.get("/flow").root.one("div", class_="flow flow-cards")
    assert [card["class"] for card in cards.all("section")] == ["box stops", "box changes", "box milestones"]
    for query in ("to=2026-11-19", "known_at=2026-11-20"):
        assert lars.get(f"/flow?{query}").root.all("div", class_="flow flow-cards") == []


def test_board_without_anybody_says_what_is_needed(town: Town, lars: Visitor) -> None:
    town.user()
    town.citizen("Ny Borger")
    page = lars.get("/flow")
    assert page.status == 200
    assert "Her er ikke flyttet nogen endnu" in page.text
    assert page.root.all("svg", role="group") == []
    assert page.form("/flow").names == {"from", "to", "team", "broker", "known_at"}


@pytest.mark.parametrize("citizens", [1, 2])
def test_few_citizens_have_figures_without_made_up_shares(town: Town, lars: Visitor, citizens: int) -> None:
    for number in range(citizens):
        town.move(town.user(), town.citizen(f"Borger {number}"), 8, effective_on="01-11-2026")
    page = lars.get("/flow")
    assert table(page, "stock")[1][1] == str(citizens)
    assert not re.search(r"\bnan\b", page.root.one("main").text, re.IGNORECASE)
    assert "for få er videre" in page.root.one("section", id="time").text


@pytest.mark.usefixtures("moved")
def test_period_without_moves_is_explained(lars: Visitor) -> None:
    page = lars.get("/flow?from=2026-11-15&to=2026-11-20")
    assert "Ingen er flyttet i perioden" in page.root.one("section", id="moves").text
    assert "For få ophold er begyndt" in page.root.one("section", id="time").text
    assert "Ingen er gået ud i perioden" in page.root.one("section", id="checks").text
    assert table(page, "stock")[1][-1] == "2"


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ({"from": "02-11-2026", "to": "01-11-2026"}, "from", "Perioden skal begynde senest den dag, den slutter"),
        ({"to": "01-01-2027"}, "to", "Datoen 01-01-2027 ligger i fremtiden. Vælg i dag eller tidligere"),
        ({"from": "01-01-1970"}, "from", "Vælg en periode på højst 50 år"),
        ({"from": "snart"}, "from", "Skriv en dato som dd-mm-åååå, fx 20-11-2026"),
        ({"known_at": "i morgen"}, "known_at", "Skriv et tidspunkt som åååå-mm-ddTtt:mm"),
    ],
)
@pytest.mark.usefixtures("moved")
def test_refused_period_keeps_what_was_typed(lars: Visitor, query: dict[str, str], field: str, sentence: str) -> None:
    page = lars.get(f"/flow?{urlencode({**query, 'team': 'Team By'})}")
    assert page.status == 422
    assert page.problems() == {field: sentence}
    assert {**page.form("/flow").values, "broker": ""}.items() >= {**query, "team": "Team By"}.items()


@pytest.mark.parametrize("query", [{"team": "Team Ingen"}, {"broker": "0"}, {"broker": "ø"}])
@pytest.mark.usefixtures("moved")
def test_unknown_team_or_broker_is_not_found(lars: Visitor, query: dict[str, str]) -> None:
    assert lars.get(f"/flow?{urlencode(query)}").status == 404
    assert lars.get(f"/flow.xlsx?{urlencode(query)}").status == 404


def test_other_municipality_is_not_counted_nor_found(moved: Town, stranger: Visitor) -> None:
    assert "Her er ikke flyttet nogen endnu" in stranger.get("/flow").text
    assert stranger.get("/flow", team="Team By").status == 404
    assert stranger.get("/flow", broker=str(moved.user().id)).status == 404


def test_broker_sees_the_own_caseload_and_no_other(moved: Town, maja: Visitor) -> None:
    page = maja.get("/flow")
    assert table(page, "stock")[1][-1] == "1"
    assert page.form("/flow").names == {"from", "to", "known_at"}
    assert maja.get("/flow", broker=str(moved.user(name="Bo Ravn").id)).status == 403


def test_every_role_has_the_page_in_the_menu(moved: Town, visit: Visit) -> None:
    for role in Role:
        page = visit(moved.user(role, name=f"En {role}")).get("/flow")
        links = {link.text: link.get("aria-current") for link in page.root.one("nav", aria_label="Hovedmenu").all("a")}
        assert (page.status, links["Flow"]) == (200, "page")


def test_whoever_is_not_logged_in_is_sent_to_the_log_in(nobody: Visitor) -> None:
    assert (nobody.get("/flow").status, nobody.get("/flow.xlsx").status) == (303, 303)


@pytest.mark.usefixtures("moved")
def test_reading_changes_nothing(runtime: Runtime, lars: Visitor) -> None:
    before = dump(runtime)
    lars.get("/flow")
    download(lars, "/flow.xlsx")
    assert changed(before, dump(runtime)) == set()


@pytest.mark.usefixtures("moved")
def test_workbook_holds_the_tables_of_the_page(lars: Visitor) -> None:
    answer = download(lars, "/flow.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=flow-fjordby-kommune-2026-11-20.xlsx"
    book, page = openpyxl.load_workbook(BytesIO(answer.data)), lars.get("/flow")
    captions = [found.text for found in page.root.one("main").all("caption")]
    assert book.sheetnames == [caption[:31] for caption in captions]
    stock = [list(row) for row in book["Borgere på hvert trin"].iter_rows(values_only=True)]
    assert [str(value) for value in stock[1][1:]] == table(page, "stock")[1][1:]
    assert len(stock) == len(table(page, "stock"))


@pytest.mark.usefixtures("moved")
def test_page_speaks_english_where_the_board_does(runtime: Runtime, town: Town) -> None:
    settings = Settings(runtime.database.url, secret_key="only-for-these-tests", field_key=FIELD_KEY, locale="en")
    visitor = Visitor(FlaskWire(build(settings, runtime)))
    visitor.log_in(town.email(town.leader()))
    page = visitor.get("/flow")
    assert page.root.one("section", id="stock").one("h2").text == "Citizens on each step over time"
    assert "85 %" in page.root.one("section", id="time").text
