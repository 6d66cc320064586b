"""A refresh never lands while a card is in the air or its form is open; afterwards it lands once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Request, expect

from tests.browser.board import BoardPage
from tests.browser.visitors import Visitors
from tests.factories import Town

CONTACT = {"company": "Strandhotellet", "contact_kind": "visit", "contacted_on": "18-11-2026"}
# Sends an event and waits until htmx has dealt with the answer, whether it was let in or not.
ASK = """name => new Promise((done) => {
  document.addEventListener("htmx:finally:request", () => done(), { once: true });
  document.dispatchEvent(new CustomEvent(name));
})"""
AWAY = """([hidden, ago]) => {
  const now = Date.now;
  Date.now = () => now() - ago;
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  Date.now = now;
}"""


@pytest.fixture
def board(visitors: Visitors, town: Town, ours: str, theirs: str) -> BoardPage:
    board = visitors.board(town)
    expect(board.card(ours, 6)).to_be_visible()
    expect(board.card(theirs, 6)).to_be_visible()
    return board


@contextmanager
def counting(board: BoardPage, path: str) -> Iterator[list[str]]:
    """The requests that htmx sends to this path within the block."""
    seen: list[str] = []

    def note(request: Request) -> None:
        if request.headers.get("hx-request") and request.url.split("?")[0] == f"{board.url}{path}":
            seen.append(request.url)

    board.page.on("request", note)
    yield seen
    board.page.remove_listener("request", note)


def move_theirs(town: Town, citizen: str) -> None:
    town.move(town.user(name="Sofie Holm"), citizen, 5)


@pytest.mark.parametrize("event", ["boardRefresh", "lane6Changed"])
def test_refresh_during_a_drag_lands_once_afterwards(
    board: BoardPage, town: Town, ours: str, theirs: str, event: str
) -> None:
    board.carry(ours, 4)
    move_theirs(town, theirs)
    with counting(board, "/board") as asked:
        board.page.evaluate(ASK, event)
        asked.clear()
        expect(board.card(theirs, 6)).to_be_visible()
        expect(board.page.locator(".is-lifted")).to_have_count(1)
        board.page.mouse.up()
        expect(board.dialog).to_be_visible()
        board.form.fill(tasks="Halvt skrevet")
        expect(board.card(theirs, 6)).to_be_visible()
        assert asked == []
        board.page.keyboard.press("Escape")
        expect(board.card(theirs, 5)).to_be_visible()
        expect(board.card(ours, 6)).to_be_visible()
        expect(board.move_control(ours)).to_be_focused()
    assert len(asked) == 1


@pytest.mark.parametrize("event", ["boardRefresh", "lane6Changed"])
def test_refresh_while_the_form_is_open_lands_once_after_the_move(
    board: BoardPage, town: Town, ours: str, theirs: str, event: str
) -> None:
    form = board.choose_move(ours, 5).fill(**CONTACT)
    move_theirs(town, theirs)
    with counting(board, "/board") as asked:
        board.page.evaluate(ASK, event)
        asked.clear()
        expect(board.card(theirs, 6)).to_be_visible()
        expect(form.control("company")).to_have_value("Strandhotellet")
        form.submit()
        expect(board.cards(5)).to_have_count(2)
        expect(board.cards(6)).to_have_count(0)
        expect(board.name(ours)).to_be_focused()
    assert len(asked) == 1


def test_refresh_lands_at_once_when_nothing_is_going_on(board: BoardPage, town: Town, ours: str, theirs: str) -> None:
    board.name(ours).focus()
    move_theirs(town, theirs)
    board.page.evaluate("() => document.dispatchEvent(new CustomEvent('boardRefresh'))")
    expect(board.card(theirs, 5)).to_be_visible()
    expect(board.count(6)).to_have_text("1")
    expect(board.name(ours)).to_be_focused()


def test_refresh_after_a_move_into_a_long_column_keeps_the_moved_card(
    visitors: Visitors, town: Town, ours: str
) -> None:
    for number in range(31):
        town.move(town.user(), town.citizen(f"Borger {number}"), 5, effective_on="01-10-2026")
    board = visitors.board(town)
    form = board.choose_move(ours, 5).fill(**CONTACT)
    board.page.evaluate(ASK, "boardRefresh")
    with board.page.expect_response(lambda response: response.url.startswith(f"{board.url}/board")):
        form.submit()
    expect(board.count(5)).to_have_text("32")
    expect(board.card(ours, 5)).to_be_visible()
    expect(board.name(ours)).to_be_focused()


def test_board_left_in_a_hidden_tab_is_fetched_anew_when_seen_again(board: BoardPage, town: Town, theirs: str) -> None:
    board.page.evaluate(AWAY, [True, 61_000])
    move_theirs(town, theirs)
    board.page.evaluate(AWAY, [False, 0])
    expect(board.card(theirs, 5)).to_be_visible()


def test_board_seen_again_at_once_is_left_alone(board: BoardPage, ours: str) -> None:
    with counting(board, "/board") as asked:
        board.page.evaluate(AWAY, [True, 0])
        board.page.evaluate(AWAY, [False, 0])
        board.choose_move(ours)
    assert asked == []
