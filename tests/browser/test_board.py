"""The board: eight columns, all the cards of a column, those who left, and the board of another day."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.board import BoardPage
from tests.browser.gestures import Finger, pull
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


def test_eight_columns_stand_from_start_to_goal(board: BoardPage) -> None:
    columns = board.page.locator("[data-board] .lanes [data-step]")
    assert columns.evaluate_all("all => all.map(each => each.dataset.step)") == ["8", "7", "6", "5", "4", "3", "2", "1"]
    expect(board.lane(7)).to_contain_text("CV udarbejdet")
    meaning = board.lane(7).get_by_text("Borger og jobformidler har sammen lavet et CV")
    board.lane(7).locator("summary").click()
    expect(meaning).to_be_visible()
    board.page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(board.lane(7).locator("summary")).to_be_focused()


def test_board_of_another_day_is_read_only_and_says_so(board: BoardPage) -> None:
    board.page.get_by_text("Pr.").click()
    board.page.get_by_label("Vis tavlen, som den stod").fill("2026-10-01")
    board.page.get_by_role("button", name="Vis dagen").click()
    expect(board.page).to_have_url(f"{board.url}/board?as_of=2026-10-01")
    expect(board.page.locator("[data-board]")).to_contain_text("01-10-2026")
    expect(board.page.locator("[data-board]")).to_contain_text("Den kan læses, ikke ændres")
    expect(board.cards(7)).to_have_count(1)
    expect(board.cards(6)).to_have_count(0)
    expect(board.cards("none")).to_have_count(1)
    expect(board.page.get_by_role("link", name=re.compile("^Flyt"))).to_have_count(0)
    pull(board.cards(7).first, board.lane(6))
    expect(board.page.locator(".is-source, .is-lifted, .lane.is-target")).to_have_count(0)
    board.page.mouse.up()
    expect(board.dialog).to_have_count(0)
    board.names.first.click()
    expect(board.panel).to_be_visible()
    expect(board.panel.get_by_role("link", name="Flyt")).to_have_count(0)
    board.page.keyboard.press("Escape")
    board.page.get_by_role("link", name="Tilbage til i dag").click()
    expect(board.cards(6)).to_have_count(1)


@pytest.mark.parametrize("bad", ["2027-01-01", "i går", "2026-02-31"])
def test_day_that_cannot_be_shown_is_refused_in_words(board: BoardPage, bad: str) -> None:
    board.open(as_of=bad)
    expect(board.page.get_by_role("heading", level=1)).to_have_text("Noget skal rettes")
    expect(board.page.locator("main")).to_contain_text(re.compile("dag|dato", re.IGNORECASE))


def test_swipe_without_holding_moves_no_card_and_leaves_no_page(visitors: Visitors, town: Town) -> None:
    board = visitors.board(town, size=(1024, 768), touch=True)
    Finger.on(board.page).swipe(board.cards(7).first, board.lane(2))
    expect(board.names).to_have_count(2)
    expect(board.page.locator(".is-source, .is-lifted, .lane.is-target, dialog[open]")).to_have_count(0)
    expect(board.page).to_have_url(f"{board.url}/board")


def test_long_column_loads_more_until_all_are_there(visitors: Visitors, town: Town) -> None:
    for number in range(80):
        town.move(town.user(), town.citizen(f"Borger {number:03d}"), 8, effective_on=f"{1 + number % 18:02d}-11-2026")
    board = visitors.board(town)
    expect(board.count(8)).to_have_text("80")
    shown = board.cards(8).count()
    assert shown < 80
    while board.cards(8).count() < 80:
        board.cards(8).last.scroll_into_view_if_needed()
        expect(board.cards(8)).not_to_have_count(shown)
        shown = board.cards(8).count()
    ids = board.cards(8).evaluate_all("all => all.map(each => each.dataset.citizen)")
    days = board.cards(8).locator(".card-days").all_inner_texts()
    assert len(set(ids)) == 80
    assert [int(text.split()[0]) for text in days] == sorted((int(text.split()[0]) for text in days), reverse=True)
    expect(board.count(8)).to_have_text("80")
    expect(board.lane(8).get_by_role("link", name="Vis flere")).to_have_count(0)


def test_count_leads_to_the_list_of_exactly_those_citizens(board: BoardPage) -> None:
    board.lane(7).get_by_role("link", name="1 borgere").click()
    expect(board.page.get_by_role("heading", level=1)).to_contain_text("CV udarbejdet")
    expect(board.page.locator("tbody [data-citizen]")).to_have_count(1)
    board.page.get_by_role("link", name="Tilbage til tavlen").click()
    expect(board.names).to_have_count(2)


def test_citizen_who_left_is_found_and_taken_back(board: BoardPage, town: Town) -> None:
    gone = town.citizen("Carla Ågård")
    town.move(town.user(), gone, 5)
    town.move(town.user(), gone, "out")
    board.open().page.get_by_role("link", name="1 ude").click()
    board.page.locator(f'[data-citizen="{gone}"]').get_by_role("link", name="Flyt").click()
    board.choose_target(5).fill(contact_kind="phone", contacted_on="20-11-2026").submit()
    expect(board.card(gone, 5)).to_be_visible()
    expect(board.page.get_by_role("link", name="1 ude")).to_have_count(0)


def test_card_moved_to_the_top_of_a_long_column_stands_there_once(visitors: Visitors, town: Town) -> None:
    for number in range(35):
        town.move(town.user(), town.citizen(f"Borger {number:03d}"), 5, effective_on="01-10-2026")
    board = visitors.board(town)
    board.page.get_by_role("link", name="Flyt Bo Ærø").click()
    board.form.fill(company="Havnens Is", contact_kind="phone", contacted_on="18-11-2026").submit()
    expect(board.count(5)).to_have_text("36")
    expect(board.cards(5).first).to_contain_text("Bo Ærø")
    board.cards(5).last.scroll_into_view_if_needed()
    expect(board.lane(5).get_by_role("link", name="Vis flere")).to_have_count(0)
    expect(board.cards(5)).to_have_count(36)
    expect(board.lane(5).get_by_text("Bo Ærø", exact=True)).to_have_count(1)
