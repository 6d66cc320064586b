"""The side panel: opens beside the board, has an address of its own, closes without a trace."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.visitors import Visitors, log_in
from tests.factories import PASSWORD, Town


@pytest.fixture
def citizen(town: Town) -> str:
    """Somebody with a job goal, on step 5."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 6, effective_on="01-11-2026", goal_a="Gartner")
    town.move(town.user(), citizen, 5, effective_on="09-11-2026", note="Talte med lederen")
    return citizen


@pytest.fixture
def board(visitors: Visitors, town: Town, citizen: str) -> BoardPage:
    board = visitors.board(town).open(q="amina")
    expect(board.card(citizen, 5)).to_be_visible()
    return board


def test_panel_opens_beside_the_board_with_focus_and_an_address_of_its_own(board: BoardPage, citizen: str) -> None:
    panel = board.open_panel(citizen)
    expect(panel).to_have_attribute("data-panel", citizen)
    expect(panel.get_by_role("heading", name="Amina Warsame")).to_be_focused()
    expect(board.page).to_have_url(f"{board.url}/citizens/{citizen}?q=amina")
    expect(board.page).to_have_title("Amina Warsame \N{EN DASH} Produktionstavlen")
    expect(board.card(citizen, 5)).to_be_visible()


def test_panel_shows_the_facts_and_the_dated_history(board: BoardPage, citizen: str) -> None:
    panel = board.open_panel(citizen)
    expect(panel).to_contain_text("Gartner")
    expect(panel).to_contain_text("Strandhotellet")
    newest = panel.locator("[data-move]").first
    expect(newest).to_contain_text("09-11-2026")
    expect(newest).to_contain_text("Trin 6 til trin 5")
    expect(newest).to_contain_text("Note: “Talte med lederen”")


@pytest.mark.parametrize("leave", ["Escape", "Luk panelet"])
def test_closing_gives_focus_and_address_back(board: BoardPage, citizen: str, leave: str) -> None:
    panel = board.open_panel(citizen)
    if leave == "Escape":
        board.page.keyboard.press("Escape")
    else:
        panel.get_by_role("link", name=leave).click()
    expect(panel).to_have_count(0)
    expect(board.name(citizen)).to_be_focused()
    expect(board.page).to_have_url(f"{board.url}/board?q=amina")
    expect(board.page).to_have_title("Tavle \N{EN DASH} Produktionstavlen")


def test_back_and_forward_follow_the_panel(board: BoardPage, citizen: str) -> None:
    panel = board.open_panel(citizen)
    board.page.go_back()
    expect(board.page).to_have_url(f"{board.url}/board?q=amina")
    expect(panel).to_have_count(0)
    expect(board.card(citizen, 5)).to_be_visible()
    board.page.go_forward()
    expect(panel).to_contain_text("Gartner")


def test_deep_link_is_a_page_of_its_own_and_leads_back_to_the_filtered_board(board: BoardPage, citizen: str) -> None:
    board.page.goto(f"{board.url}/citizens/{citizen}?q=amina")
    expect(board.panel.get_by_role("heading", level=1)).to_have_text("Amina Warsame")
    expect(board.page.locator("[data-board]")).to_have_count(0)
    board.panel.get_by_role("link", name="Luk panelet").click()
    expect(board.page).to_have_url(f"{board.url}/board?q=amina")
    expect(board.card(citizen, 5)).to_be_visible()


def test_deep_link_asks_for_log_in_and_comes_back(visitors: Visitors, town: Town, citizen: str) -> None:
    page = visitors.page()
    page.goto(f"{visitors.url}/citizens/{citizen}")
    page.get_by_label("E-mail").fill(town.email(town.user()))
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator(f'[data-panel="{citizen}"]')).to_be_visible()


def test_name_opens_in_a_tab_of_its_own_when_asked_to(board: BoardPage, citizen: str) -> None:
    with board.page.context.expect_page() as opened:
        board.name(citizen).click(modifiers=["ControlOrMeta"])
    expect(opened.value.locator(f'[data-panel="{citizen}"]')).to_be_visible()
    expect(board.panel).to_have_count(0)
    expect(board.page).to_have_url(f"{board.url}/board?q=amina")


def test_another_card_takes_the_panel_over(visitors: Visitors, town: Town, citizen: str) -> None:
    other = town.citizen("Bo Ærø")
    board = visitors.board(town)
    board.open_panel(citizen)
    board.page.set_viewport_size({"width": 1920, "height": 900})
    board.name(other).click()
    expect(board.panel).to_have_attribute("data-panel", other)
    expect(board.panel).to_have_count(1)
    expect(board.page.locator(".citizen-card.is-selected")).to_have_count(1)
    board.page.keyboard.press("Escape")
    expect(board.name(other)).to_be_focused()


def test_move_from_the_panel_refreshes_it(board: BoardPage, citizen: str) -> None:
    panel = board.open_panel(citizen)
    panel.get_by_role("link", name="Flyt til trin 4").click()
    board.choose_target(6)
    board.form.fill(reason="Virksomheden trak sig", goal_a="Gartnermedhjælper").submit()
    expect(board.dialog).to_have_count(0)
    expect(panel.locator("[data-move]").first).to_contain_text("Trin 5 tilbage til trin 6")
    expect(panel.locator("[data-move]").first).to_contain_text("Årsag: “Virksomheden trak sig”")
    expect(panel).to_contain_text("Gartnermedhjælper")
    expect(board.card(citizen, 6)).to_be_visible()
    assert board.page.evaluate("() => document.activeElement.closest('#panel') !== null")


def test_escape_closes_the_dialog_first_and_the_panel_next(board: BoardPage, citizen: str) -> None:
    panel = board.open_panel(citizen)
    panel.get_by_role("link", name="Flyt til trin 4").click()
    expect(board.dialog).to_be_visible()
    board.page.keyboard.press("Escape")
    expect(board.dialog).to_have_count(0)
    expect(panel).to_be_visible()
    board.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_ended_session_leads_to_the_log_in_and_back(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town)
    board.page.context.clear_cookies()
    board.name(citizen).click()
    expect(board.page).to_have_url(re.compile("/login"))
    log_in(board.page, visitors.url, town.email(town.user()))
    expect(board.card(citizen, 5)).to_be_visible()


def test_leader_reads_the_panel_and_changes_nothing(visitors: Visitors, town: Town, citizen: str) -> None:
    board = visitors.board(town, town.leader())
    expect(board.move_control(citizen)).to_have_count(0)
    panel = board.open_panel(citizen)
    expect(panel).to_contain_text("Gartner")
    expect(panel.get_by_text("Annullér flytning")).to_have_count(0)
    expect(panel.get_by_role("link", name="Flyt til")).to_have_count(0)
