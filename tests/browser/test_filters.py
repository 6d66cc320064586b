"""The filters: kept in the address, searching as Danes spell, and counts that follow."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.people import bring_in_two
from tests.browser.site import Site
from tests.browser.visitors import Visitors
from tests.factories import Town


@pytest.fixture
def town(site: Site, town: Town) -> Town:
    """A municipality with two citizens from a workbook."""
    bring_in_two(site, town)
    return town


@pytest.fixture
def board(visitors: Visitors, town: Town) -> BoardPage:
    board = visitors.board(town)
    expect(board.names).to_have_text(["Åge Ångstrøm", "Bo Ærø"])
    return board


@pytest.mark.parametrize("search", ["aage", "ÅGE", "aangstroem", "åge å"])
def test_search_finds_danish_letters_however_they_are_written(board: BoardPage, search: str) -> None:
    board.page.get_by_role("searchbox").fill(search)
    expect(board.names).to_have_text(["Åge Ångstrøm"])
    expect(board.page).to_have_url(f"{board.url}/board?{urlencode({'q': search})}")
    expect(board.page.get_by_role("searchbox")).to_be_focused()
    expect(board.count(7)).to_have_text("1")
    expect(board.count(6)).to_have_text("0")


@pytest.mark.parametrize(
    ("label", "choice", "address"),
    [
        ("Team", "Team Havn", "team=Team+Havn"),
        ("Markering", "Sprog", "marking=Sprog"),
        ("Målgruppe", "Rehabiliteringsgruppen (gruppe 2)", "group=2"),
    ],
)
def test_choice_narrows_the_board_and_stays_in_the_address(
    board: BoardPage, label: str, choice: str, address: str
) -> None:
    board.page.get_by_label(label, exact=True).select_option(label=choice)
    expect(board.names).to_have_text(["Åge Ångstrøm"])
    expect(board.page).to_have_url(f"{board.url}/board?{address}")
    board.page.reload()
    expect(board.names).to_have_text(["Åge Ångstrøm"])
    expect(board.page.get_by_label(label, exact=True).locator("option:checked")).to_have_text(choice)
    board.page.get_by_role("link", name="Nulstil").click()
    expect(board.names).to_have_count(2)
    expect(board.page).to_have_url(f"{board.url}/board")


def test_own_citizens_and_search_combine_and_survive_a_reload_and_going_back(board: BoardPage, town: Town) -> None:
    own = town.citizen("Carla Ågård")
    town.move(town.user(), own, 8)
    board.page.get_by_label("Jobformidler", exact=True).select_option("me")
    expect(board.names).to_have_text(["Carla Ågård"])
    board.page.get_by_role("searchbox").fill("aagaard")
    expect(board.page).to_have_url(f"{board.url}/board?q=aagaard&broker=me")
    board.page.reload()
    expect(board.names).to_have_text(["Carla Ågård"])
    expect(board.page.get_by_role("searchbox")).to_have_value("aagaard")
    board.page.go_back()
    expect(board.page).to_have_url(f"{board.url}/board?broker=me")
    expect(board.page.get_by_role("searchbox")).to_have_value("")


def test_filters_last_through_a_move(board: BoardPage) -> None:
    board.open(q="bo", group="1")
    board.page.get_by_role("link", name="Flyt Bo Ærø").click()
    board.form.fill(company="Havnens Is", contact_kind="phone", contacted_on="18-11-2026").submit()
    expect(board.cards(5)).to_have_count(1)
    expect(board.names).to_have_text(["Bo Ærø"])
    expect(board.page).to_have_url(f"{board.url}/board?q=bo&group=1")


def test_filters_last_through_a_move_without_javascript(visitors: Visitors, town: Town) -> None:
    board = visitors.board(town, javascript=False)
    board.page.get_by_role("searchbox").fill("aeroe")
    board.page.get_by_role("button", name="Filtrér").click()
    expect(board.names).to_have_text(["Bo Ærø"])
    board.page.get_by_role("link", name="Flyt Bo Ærø").click()
    board.choose_target("out").fill(closing_reason="moved").submit()
    expect(board.status).to_contain_text("Bo Ærø")
    expect(board.page.get_by_role("searchbox")).to_have_value("aeroe")
    expect(board.names).to_have_count(0)


@pytest.mark.parametrize(("chip", "found"), [("Mangler", ["Åge Ångstrøm"]), ("Overskredet", ["Carla Ågård"])])
def test_chip_counts_and_filters(board: BoardPage, town: Town, chip: str, found: list[str]) -> None:
    late = town.citizen("Carla Ågård")
    for step in (7, 6):
        town.move(town.user(), late, step)
    town.move(town.user(), late, 3, follow_up_on="01-12-2026")
    town.move(town.user(), late, 2, follow_up_on="19-11-2026", adjusted_on="10-11-2026")
    board.open()
    link = board.page.get_by_role("link", name=re.compile(f"^{chip} {len(found)}$"))
    link.click()
    expect(board.names).to_have_text(found)
    expect(link).to_have_attribute("aria-current", "true")
    expect(board.page).to_have_url(re.compile(r"\?sign=(late|missing)$"))
    link.click()
    expect(board.names).to_have_count(3)
    expect(board.page).to_have_url(f"{board.url}/board")


def test_counts_follow_a_move(board: BoardPage) -> None:
    missing = board.page.locator("#chip-missing b")
    expect(missing).to_have_text("1")
    board.page.get_by_role("link", name="Flyt Åge Ångstrøm").click()
    board.choose_target(8)
    board.form.control("broker_id").select_option(index=1)
    board.form.fill(reason="CV skal laves om").submit()
    expect(board.cards(8)).to_have_count(1)
    expect(missing).to_have_text("0")
