"""What others do changes nothing under the user's hands: a drag, a form, a text being read, the focus, the place."""

import pytest
from playwright.sync_api import expect

from kanban.domain.staff import Actor
from tests.browser.board import BoardPage
from tests.browser.live import asking, listening
from tests.browser.visitors import Visitors
from tests.factories import Town

SELECTED = "() => document.getSelection().toString()"
SELECT_NAME = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.fixture
def sofie(town: Town) -> Actor:
    """The colleague who does something."""
    return town.user(name="Sofie Holm")


@pytest.fixture
def watcher(visitors: Visitors, town: Town, ours: str, theirs: str) -> BoardPage:
    """A second board, to see by that the news have come."""
    watcher = listening(visitors, town, town.user(name="Ida Krag"))
    expect(watcher.card(ours, 6)).to_be_visible()
    expect(watcher.card(theirs, 6)).to_be_visible()
    return watcher


@pytest.fixture
def board(visitors: Visitors, town: Town, watcher: BoardPage) -> BoardPage:
    board = listening(visitors, town)
    expect(board.cards(6)).to_have_count(watcher.cards(6).count())
    return board


def test_news_during_a_drag_are_shown_when_the_card_is_let_go(
    board: BoardPage, watcher: BoardPage, town: Town, ours: str, theirs: str, sofie: Actor
) -> None:
    board.carry(ours, 4)
    with asking(board.page) as asked:
        town.move(sofie, theirs, 5)
        expect(watcher.card(theirs, 5)).to_be_visible()
        expect(board.card(theirs, 6)).to_be_visible()
        expect(board.page.locator(".is-lifted")).to_have_count(1)
        assert asked == []
        board.page.mouse.up()
        expect(board.form.root).to_be_visible()
        expect(board.card(theirs, 6)).to_be_visible()
        board.page.keyboard.press("Escape")
        expect(board.card(theirs, 5)).to_be_visible()
        expect(board.move_control(ours)).to_be_focused()


def test_open_form_keeps_what_is_typed_and_the_news_come_after_it(
    board: BoardPage, watcher: BoardPage, town: Town, ours: str, theirs: str, sofie: Actor
) -> None:
    form = board.choose_move(ours, 5).fill(company="Strandhotellet", contact_kind="visit", contacted_on="18-11-2026")
    town.move(sofie, theirs, 7, reason="Kom for tidligt")
    expect(watcher.card(theirs, 7)).to_be_visible()
    expect(form.control("company")).to_have_value("Strandhotellet")
    expect(board.card(theirs, 6)).to_be_visible()
    form.submit()
    expect(board.card(ours, 5)).to_be_visible()
    expect(board.card(theirs, 7)).to_be_visible()
    expect(board.name(ours)).to_be_focused()


def test_form_in_the_open_panel_keeps_what_is_typed(
    board: BoardPage, watcher: BoardPage, town: Town, ours: str, sofie: Actor
) -> None:
    board.open_panel(ours).locator("#case-goals").get_by_role("link", name="Ret").first.click()
    goal = board.page.locator('[data-fact-form="goals"]').get_by_label("Jobmål A")
    goal.fill("Halvt skrev")
    town.move(sofie, ours, 5)
    expect(watcher.card(ours, 5)).to_be_visible()
    expect(board.card(ours, 5)).to_be_visible()
    expect(goal).to_have_value("Halvt skrev")
    expect(goal).to_be_focused()


def test_marked_text_stays_marked_and_only_its_own_card_waits_until_the_user_lets_go(
    board: BoardPage, watcher: BoardPage, town: Town, ours: str, theirs: str, sofie: Actor
) -> None:
    board.name(ours).evaluate(SELECT_NAME)
    town.move(sofie, theirs, 5)
    expect(board.card(theirs, 5)).to_be_visible()
    assert board.page.evaluate(SELECTED) == "Amina Warsame"
    town.move(sofie, ours, 5)
    expect(watcher.card(ours, 5)).to_be_visible()
    expect(board.card(ours, 6)).to_be_visible()
    assert board.page.evaluate(SELECTED) == "Amina Warsame"
    board.page.evaluate("() => document.getSelection().removeAllRanges()")
    expect(board.card(ours, 5)).to_be_visible()


def test_open_explanation_of_a_step_stays_open(board: BoardPage, town: Town, theirs: str, sofie: Actor) -> None:
    board.lane(6).locator("summary").click()
    town.move(sofie, theirs, 5)
    expect(board.card(theirs, 5)).to_be_visible()
    expect(board.lane(6).locator("details")).to_have_attribute("open", "")


def test_focus_goes_with_the_card_that_somebody_else_moves(
    board: BoardPage, town: Town, theirs: str, sofie: Actor
) -> None:
    board.name(theirs).focus()
    town.move(sofie, theirs, 5)
    expect(board.card(theirs, 5)).to_be_visible()
    expect(board.name(theirs)).to_be_focused()


def test_focus_goes_to_the_neighbour_of_a_card_that_leaves_the_board(
    board: BoardPage, town: Town, ours: str, theirs: str, sofie: Actor
) -> None:
    board.name(theirs).focus()
    town.move(sofie, theirs, "out")
    expect(board.card(theirs)).to_have_count(0)
    expect(board.name(ours)).to_be_focused()


def test_scrolled_column_keeps_its_cards_and_the_page_its_place(
    visitors: Visitors, town: Town, theirs: str, sofie: Actor
) -> None:
    for number in range(45):
        town.move(town.user(), town.citizen(f"Borger {number}"), 7, effective_on="01-10-2026")
    board = listening(visitors, town)
    board.page.mouse.move(300, 600)
    board.page.mouse.wheel(0, 6_000)
    expect(board.cards(7)).to_have_count(45)
    place = board.page.evaluate("() => window.scrollY")
    town.move(sofie, theirs, 7, reason="Kom for tidligt")
    expect(board.count(7)).to_have_text("46")
    expect(board.cards(7)).to_have_count(46)
    assert board.page.evaluate("() => window.scrollY") == place


def test_typed_search_stays_while_the_board_follows(
    board: BoardPage, watcher: BoardPage, town: Town, ours: str, theirs: str, sofie: Actor
) -> None:
    search = board.page.get_by_role("searchbox")
    search.press_sequentially("warsame")
    expect(board.card(theirs)).to_have_count(0)
    town.move(sofie, ours, 5)
    town.move(sofie, theirs, 5)
    expect(board.card(ours, 5)).to_be_visible()
    expect(watcher.cards(5)).to_have_count(2)
    expect(search).to_have_value("warsame")
    expect(search).to_be_focused()
    expect(board.card(theirs)).to_have_count(0)
